package io.mockaws.services.events.op

import io.mockaws.kit.Arn
import io.mockaws.kit.StrictJson
import io.mockaws.services.events.bus.EventsCall
import io.mockaws.services.events.bus.EventsFaults
import io.mockaws.services.events.bus.EventsLimits
import io.mockaws.services.events.bus.busArn
import io.mockaws.services.events.bus.busName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

@Serializable
internal data class PutPermissionRequest(
    val eventBusName: String? = null,
    val action: String? = null,
    val principal: String? = null,
    val statementId: String? = null,
    val condition: Condition? = null,
    val policy: String? = null,
) {
    @Serializable
    data class Condition(
        val type: String,
        val key: String,
        val value: String,
    )
}

@Serializable
internal data class RemovePermissionRequest(
    val statementId: String? = null,
    val removeAllPermissions: Boolean? = null,
    val eventBusName: String? = null,
)

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html */
internal fun putPermission(
    request: PutPermissionRequest,
    call: EventsCall,
) {
    val name = busName(request.eventBusName)
    val arn = call.busArn(name)
    val whole = request.policy?.let(::statementsOf)
    val statement = if (whole == null) statementOf(request, arn) else null
    call.changeBus(name) { bus ->
        val policy = whole ?: (bus.policy.filterNot { idOf(it) == request.statementId } + listOfNotNull(statement))
        if (JsonArray(policy).toString().length > EventsLimits.POLICY_BYTES) throw EventsFaults.policyTooLong()
        bus.copy(policy = policy)
    }
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RemovePermission.html */
internal fun removePermission(
    request: RemovePermissionRequest,
    call: EventsCall,
) {
    call.changeBus(busName(request.eventBusName)) { bus ->
        if (request.removeAllPermissions == true) return@changeBus bus.copy(policy = emptyList())
        val rest = bus.policy.filterNot { idOf(it) == request.statementId }
        if (rest.size == bus.policy.size) throw EventsFaults.noStatement()
        bus.copy(policy = rest)
    }
}

private fun statementsOf(policy: String): List<JsonElement> {
    val document = StrictJson.parse(policy) as? JsonObject ?: throw EventsFaults.badPolicy()
    return when (val statements = document["Statement"]) {
        is JsonArray -> statements
        is JsonObject -> listOf(statements)
        else -> throw EventsFaults.badPolicy()
    }
}

private fun statementOf(
    request: PutPermissionRequest,
    bus: String,
): JsonObject {
    val action = request.action ?: throw EventsFaults.permissionNeeds("Action")
    val principal = request.principal ?: throw EventsFaults.permissionNeeds("Principal")
    val id = request.statementId ?: throw EventsFaults.permissionNeeds("StatementId")
    if (action != "events:PutEvents") throw EventsFaults.badAction()
    return buildJsonObject {
        put("Sid", id)
        put("Effect", "Allow")
        if (principal == "*") {
            put("Principal", "*")
        } else {
            putJsonObject("Principal") { put("AWS", "arn:${Arn.parse(bus)?.partition}:iam::$principal:root") }
        }
        put("Action", action)
        put("Resource", bus)
        request.condition?.let { condition ->
            putJsonObject("Condition") { putJsonObject(condition.type) { put(condition.key, condition.value) } }
        }
    }
}

private fun idOf(statement: JsonElement): String? =
    ((statement as? JsonObject)?.get("Sid") as? JsonPrimitive)?.contentOrNull
