package io.mockaws.services.apigateway.rest

import io.mockaws.model.Models
import io.mockaws.services.apigateway.state.APIS
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.ApiFaults
import io.mockaws.services.apigateway.state.KeyUse
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.PLAN_KEYS
import io.mockaws.services.apigateway.state.PatchOperation
import io.mockaws.services.apigateway.state.Patches
import io.mockaws.services.apigateway.state.STAGES
import io.mockaws.services.apigateway.state.USAGE_PLANS
import io.mockaws.services.apigateway.state.USES
import io.mockaws.services.apigateway.state.membersOf
import io.mockaws.services.apigateway.state.newId
import io.mockaws.services.apigateway.state.number
import io.mockaws.services.apigateway.state.only
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.parts
import io.mockaws.services.apigateway.state.put
import io.mockaws.services.apigateway.state.text
import java.time.LocalDate
import java.time.format.DateTimeParseException

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateUsagePlan.html */
internal fun createUsagePlan(
    input: Members,
    call: ApiCall,
): Members {
    val id = call.newId(RESOURCE_ID)
    val stages = stagesOf(input)
    for (stage in stages) call.checkStage(stage, id)
    val plan =
        input.only("name", "description", "tags") +
            membersOf(
                "id" to id,
                "apiStages" to stages,
                "throttle" to
                    input.part("throttle").ifEmpty { null }?.let { mapOf("burstLimit" to 0, "rateLimit" to 0.0) + it },
                "quota" to input.part("quota").ifEmpty { null }?.let { mapOf("offset" to 0) + it },
            )
    call.state.write { put(USAGE_PLANS, id, plan) { call.ids.nextNumber() } }
    return plan
}

@Suppress("UNCHECKED_CAST")
private fun stagesOf(plan: Members): List<Members> = (plan["apiStages"] as? List<Members>).orEmpty()

private fun ApiCall.checkStage(
    stage: Members,
    plan: String,
) {
    val api = stage.text("apiId")
    val name = stage.text("stage")
    if (api in state.now[APIS] && "$api/$name" in state.now[STAGES]) return
    throw ApiFaults.notFound("Invalid API Stage {api: $api, stage: $name} specified for usageplan $plan")
}

private fun ApiCall.plan(id: String?): Members =
    state.now[USAGE_PLANS][id]?.members ?: throw ApiFaults.notFound("Invalid Usage Plan ID specified")

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlan.html */
internal fun getUsagePlan(
    input: Members,
    call: ApiCall,
): Members = call.plan(input.text("usagePlanId")).let { it + ("tags" to it.part("tags")) }

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlans.html */
internal fun getUsagePlans(
    input: Members,
    call: ApiCall,
): Members {
    val now = call.state.now
    val key = input.text("keyId")
    val found =
        now[USAGE_PLANS].values.sortedBy { it.number }.map { it.members }
            .filter { key == null || "${it["id"]}/$key" in now[PLAN_KEYS] }
    return paged(input, found)
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateUsagePlan.html */
internal fun updateUsagePlan(
    input: Members,
    call: ApiCall,
): Members {
    val before = call.plan(input.text("usagePlanId"))
    val changed = PatchOperation.of(input).fold(before) { plan, operation -> call.changed(plan, operation) }
    val whole =
        changed +
            membersOf(
                "quota" to changed.part("quota").ifEmpty { null }?.let { mapOf("offset" to 0) + it },
                "tags" to changed.part("tags"),
            )
    call.state.write { put(USAGE_PLANS, before.text("id")!!, whole) { call.ids.nextNumber() } }
    return whole
}

private fun ApiCall.changed(
    plan: Members,
    operation: PatchOperation,
): Members {
    val steps = operation.steps
    if (steps.first() != "apiStages") return Patches(PLAN).apply(plan, operation)
    val stages = stagesOf(plan)
    if (steps.size == 1) {
        val stage = namedStage(operation.value)
        checkStage(stage, plan.text("id")!!)
        if (operation.op == "remove") return plan + ("apiStages" to stages.filterNot { isSame(it, stage) })
        return plan + ("apiStages" to stages + stage)
    }
    // /apiStages/{api}:{stage}/throttle/{path}/{method}/rateLimit
    val named = namedStage(steps[1])
    return plan + ("apiStages" to stages.map { if (isSame(it, named)) throttled(it, operation) else it })
}

/** `abc:prod` */
private fun namedStage(text: String?): Members {
    val parts = text.orEmpty().split(':')
    if (parts.size != 2) throw ApiFaults.badRequest("Invalid API Stage specified")
    return mapOf("apiId" to parts[0], "stage" to parts[1])
}

private fun isSame(
    stage: Members,
    other: Members,
) = stage["apiId"] == other["apiId"] && stage["stage"] == other["stage"]

private fun throttled(
    stage: Members,
    operation: PatchOperation,
): Members {
    val steps = operation.steps
    if (steps.size < STEPS_OF_METHOD) {
        if (operation.op == "remove") return stage - "throttle"
        throw ApiFaults.badPath(operation.path)
    }
    val method = "${steps[3]}/${steps[4]}"
    val all = stage.parts("throttle")
    if (operation.op == "remove") return stage + ("throttle" to all - method)
    val name = steps.getOrNull(STEPS_OF_METHOD) ?: throw ApiFaults.badPath(operation.path)
    val value: Any? = if (name == "rateLimit") operation.value?.toDoubleOrNull() else operation.value?.toIntOrNull()
    return stage + ("throttle" to all + (method to all[method].orEmpty() + (name to value)))
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteUsagePlan.html */
internal fun deleteUsagePlan(
    input: Members,
    call: ApiCall,
): Members {
    val id = call.plan(input.text("usagePlanId")).text("id")!!
    call.state.write {
        remove(USAGE_PLANS, id)
        this[PLAN_KEYS].keys.filter { it.startsWith("$id/") }.forEach { remove(PLAN_KEYS, it) }
        this[USES].keys.filter { it.startsWith("$id/") }.forEach { remove(USES, it) }
    }
    return emptyMap()
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateUsagePlanKey.html */
internal fun createUsagePlanKey(
    input: Members,
    call: ApiCall,
): Members {
    val key = call.apiKey(input.text("keyId"))
    val plan = call.plan(input.text("usagePlanId")).text("id")!!
    val name = "$plan/${key["id"]}"
    if (name in call.state.now[PLAN_KEYS]) throw ApiFaults.conflict("Usage Plan Key already exists for the API Key")
    val made =
        membersOf("id" to key["id"], "type" to input["keyType"], "value" to key["value"], "name" to key["name"])
    call.state.write { put(PLAN_KEYS, name, made) { call.ids.nextNumber() } }
    return made
}

private fun ApiCall.planKey(input: Members): Members {
    val plan = plan(input.text("usagePlanId"))
    return state.now[PLAN_KEYS]["${plan["id"]}/${input["keyId"]}"]?.members
        ?: throw ApiFaults.notFound("Invalid Usage Plan Key identifier specified")
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlanKey.html */
internal fun getUsagePlanKey(
    input: Members,
    call: ApiCall,
): Members {
    call.apiKey(input.text("keyId"))
    return call.planKey(input)
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlanKeys.html */
internal fun getUsagePlanKeys(
    input: Members,
    call: ApiCall,
): Members {
    val plan = input.text("usagePlanId")
    val name = input.text("nameQuery")
    if (plan !in call.state.now[USAGE_PLANS]) return mapOf("items" to emptyList<Members>())
    val keys =
        call.state.now[PLAN_KEYS].filterKeys { it.startsWith("$plan/") }.values.sortedBy { it.number }
            .map { it.members }.filter { name == null || it.text("name").orEmpty().startsWith(name) }
    return paged(input, keys)
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteUsagePlanKey.html */
internal fun deleteUsagePlanKey(
    input: Members,
    call: ApiCall,
): Members {
    val key = call.planKey(input)
    call.state.write { remove(PLAN_KEYS, "${input["usagePlanId"]}/${key["id"]}") }
    return emptyMap()
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsage.html */
internal fun getUsage(
    input: Members,
    call: ApiCall,
): Members {
    val plan = call.plan(input.text("usagePlanId"))
    val from = dateOf(input.text("startDate"))
    val to = dateOf(input.text("endDate"))
    if (to < from) throw ApiFaults.badRequest("Usage endDate must be after startDate")
    val limit = plan.part("quota").number("limit")?.toLong()
    val wanted = input.text("keyId")
    val uses =
        call.state.now[USES]
            .filterKeys { it.startsWith("${plan["id"]}/") && (wanted == null || it.endsWith("/$wanted")) }
    val days = generateSequence(from) { it.plusDays(1) }.takeWhile { it <= to }.toList()
    val items = uses.entries.associate { (name, use) -> name.substringAfter('/') to usageOf(use, days, limit) }
    return input.only("startDate", "endDate") + mapOf("usagePlanId" to plan["id"], "items" to items)
}

/** By day what was used and what was left. */
private fun usageOf(
    use: KeyUse,
    days: List<LocalDate>,
    limit: Long?,
): List<List<Long>> =
    days.map { day ->
        val used = use.days["$day"] ?: 0
        listOf(used, if (limit == null) 0 else maxOf(0, limit + use.extra - used))
    }

private fun dateOf(text: String?): LocalDate =
    try {
        LocalDate.parse(text.orEmpty())
    } catch (_: DateTimeParseException) {
        throw ApiFaults.badRequest("Invalid date format, please use yyyy-MM-dd")
    }

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateUsage.html */
internal fun updateUsage(
    input: Members,
    call: ApiCall,
): Members {
    call.planKey(input)
    val name = "${input["usagePlanId"]}/${input["keyId"]}"
    val left = PatchOperation.of(input).firstOrNull { it.path == "/remaining" }?.value?.toLongOrNull()
        ?: throw ApiFaults.badPath(PatchOperation.of(input).firstOrNull()?.path)
    call.state.write {
        val before = this[USES][name] ?: KeyUse(Double.MAX_VALUE, call.now())
        val limit = this[USAGE_PLANS].getValue(input.text("usagePlanId")!!).members.part("quota").number("limit") ?: 0
        this[USES, name] = before.copy(extra = left + before.days.values.sum() - limit)
    }
    return membersOf("usagePlanId" to input["usagePlanId"])
}

private const val STEPS_OF_METHOD = 5
private val PLAN by lazy { Models.service("apigateway").structure("UsagePlan")!! }
