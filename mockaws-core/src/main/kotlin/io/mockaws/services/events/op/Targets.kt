package io.mockaws.services.events.op

import io.mockaws.kit.Arn
import io.mockaws.kit.JsonPath
import io.mockaws.kit.StrictJson
import io.mockaws.kit.jsonOf
import io.mockaws.kit.membersOf
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.services.events.bus.EventsCall
import io.mockaws.services.events.bus.EventsFaults
import io.mockaws.services.events.bus.EventsLimits
import io.mockaws.services.events.bus.Target
import io.mockaws.services.events.bus.bus
import io.mockaws.services.events.bus.rule
import io.mockaws.services.events.bus.rules
import io.mockaws.services.events.delivery.transformer
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

@Serializable
internal data class RemoveTargetsRequest(
    val rule: String,
    val eventBusName: String? = null,
    val ids: List<String>,
    val force: Boolean? = null,
)

@Serializable
internal data class RemoveTargetsResponse(
    val failedEntryCount: Int,
    val failedEntries: List<FailedEntry>,
) {
    @Serializable
    data class FailedEntry(
        val targetId: String,
        val errorCode: String,
        val errorMessage: String,
    )
}

@Serializable
internal data class ListRuleNamesByTargetRequest(
    val targetArn: String,
    val eventBusName: String? = null,
    val nextToken: String? = null,
    val limit: Int? = null,
)

@Serializable
internal data class ListRuleNamesByTargetResponse(
    val ruleNames: List<String>,
    val nextToken: String? = null,
)

/**
 * A target has members for each sort of target, which are kept as they come.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html
 */
internal fun putTargets(
    request: Map<String, Any?>,
    call: EventsCall,
): Map<String, Any?> {
    val bus = call.bus(request["EventBusName"] as String?).name
    val targets = (request["Targets"] as List<*>).map { targetOf(it as Map<*, *>) }
    targets.forEach(::check)
    call.changeRule(bus, request["Rule"] as String) { rule ->
        if (rule.managedBy != null) throw EventsFaults.managed(rule.name)
        val all = rule.targets.associateBy { it.id } + targets.associateBy { it.id }
        if (all.size > EventsLimits.TARGETS_OF_RULE) throw EventsFaults.tooMany()
        rule.copy(targets = all.values.toList())
    }
    return mapOf("FailedEntryCount" to 0, "FailedEntries" to emptyList<Any>())
}

private fun targetOf(members: Map<*, *>): Target =
    Target(members["Id"] as String, members["Arn"] as String, jsonOf(members) as JsonObject)

private fun check(target: Target) {
    val arn = Arn.parse(target.arn) ?: throw EventsFaults.badTargetArn(target.arn)
    val members = target.members
    if (arn.service == "sqs" && arn.resource.endsWith(".fifo") && members.part("SqsParameters") == null) {
        throw EventsFaults.needsSqsParameters(target.id)
    }
    if (INPUTS.count { it in members } > 1) throw EventsFaults.oneInputOnly(target.id)
    members.text("Input")?.let { if (StrictJson.parse(it) == null) throw EventsFaults.badInput(target.id) }
    val paths =
        listOfNotNull(members.text("InputPath")) +
            members.part("InputTransformer")?.part("InputPathsMap").orEmpty().values.map {
                (it as JsonPrimitive).content
            }
    paths.firstOrNull { JsonPath.parse(it) == null }?.let { throw EventsFaults.badPath(target.id, it) }
    target.transformer?.unknownPlaceholder()?.let { throw EventsFaults.badPlaceholder(target.id, it) }
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RemoveTargets.html */
internal fun removeTargets(
    request: RemoveTargetsRequest,
    call: EventsCall,
): RemoveTargetsResponse {
    val bus = call.bus(request.eventBusName).name
    call.changeRule(bus, request.rule) { rule ->
        if (rule.managedBy != null && request.force != true) throw EventsFaults.managed(rule.name)
        rule.copy(targets = rule.targets.filterNot { it.id in request.ids })
    }
    return RemoveTargetsResponse(0, emptyList())
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTargetsByRule.html */
internal fun listTargetsByRule(
    request: Map<String, Any?>,
    call: EventsCall,
): Map<String, Any?> {
    val bus = call.bus(request["EventBusName"] as String?).name
    val name = request["Rule"] as String
    val rule = call.state.now.rule(bus, name) ?: throw EventsFaults.noRule(name, bus)
    val page =
        page(rule.targets, listOf(bus, name), request["Limit"] as Int?, request["NextToken"] as String?) { it.id }
    return mapOf("Targets" to page.items.map { membersOf(it.members) }, "NextToken" to page.nextToken)
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRuleNamesByTarget.html */
internal fun listRuleNamesByTarget(
    request: ListRuleNamesByTargetRequest,
    call: EventsCall,
): ListRuleNamesByTargetResponse {
    val bus = call.bus(request.eventBusName).name
    val found = call.rules(bus).filter { rule -> rule.targets.any { it.arn == request.targetArn } }.map { it.name }
    val page = page(found, listOf(bus, request.targetArn), request.limit, request.nextToken) { it }
    return ListRuleNamesByTargetResponse(page.items, page.nextToken)
}

private val INPUTS = listOf("Input", "InputPath", "InputTransformer")
