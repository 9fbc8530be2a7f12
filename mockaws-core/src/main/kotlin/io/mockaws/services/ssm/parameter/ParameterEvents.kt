package io.mockaws.services.ssm.parameter

import io.mockaws.engine.delivery.EventParts
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.deliver
import io.mockaws.kit.Arn
import io.mockaws.kit.inMilliseconds
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlin.time.Duration
import kotlin.time.Instant

private const val SENDER = "ssm.amazonaws.com"

/**
 * Tells the default event bus, where anybody listens, what became of [parameter]: `Create`, `Update`, `Delete`,
 * `LabelParameterVersion`.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-systems-manager-event-examples.html
 */
internal fun SsmCall.tell(
    operation: String,
    parameter: Parameter,
) {
    send("Parameter Store Change", parameter) {
        put("operation", operation)
        put("name", parameter.name)
        put("type", parameter.latest.type)
        parameter.latest.description?.let { put("description", it) }
    }
}

/** Does what policies say, now that their time has come, and tells of it. */
internal fun SsmCall.actOnPolicies() {
    val acted = state.write { act(now()) }
    for ((parameter, policy) in acted) {
        if (policy.expiresAt != null) tell("Delete", parameter)
        send("Parameter Store Policy Action", parameter) {
            put("policy-type", policy.type)
            put("parameter-name", parameter.name)
            put("parameter-type", parameter.latest.type)
            put("policy-content", policy.text)
            put("action-status", "Success")
            put("action-reason", "${happened(policy)}${policy.createdAt?.let { basedOn(it) }.orEmpty()}")
        }
    }
}

private fun happened(policy: ParameterPolicy): String =
    when (policy.type) {
        Policies.NO_CHANGE_NOTIFICATION -> "The parameter has not been changed for ${words(policy.span)}."
        Policies.EXPIRATION_NOTIFICATION -> "The parameter will expire in ${words(policy.span)}."
        else -> "The parameter has expired and was deleted."
    }

private fun basedOn(createdAt: Instant) =
    " This notification was generated based on the policy created at ${createdAt.inMilliseconds()}"

private fun words(span: Duration?): String {
    val hours = span?.inWholeHours ?: 0
    return if (hours % HOURS_OF_DAY == 0L) "${hours / HOURS_OF_DAY} days" else "$hours hours"
}

private const val HOURS_OF_DAY = 24

private fun SsmCall.send(
    detailType: String,
    parameter: Parameter,
    detail: JsonObjectBuilder.() -> Unit,
) {
    val bus = Arn.of("events", place, "event-bus/default")
    if (!world.links.deliveries.isHeard(bus, world)) return
    val arn = ParameterName.arnOf(parameter.name, place)
    val event = EventParts("aws.ssm", detailType, listOf(arn), now())
    deliver(Parcel(buildJsonObject(detail).toString(), SENDER, arn, event = event), bus)
}
