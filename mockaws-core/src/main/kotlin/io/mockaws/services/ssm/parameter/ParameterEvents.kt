package io.mockaws.services.ssm.parameter

import io.mockaws.engine.delivery.EventParts
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.deliver
import io.mockaws.kit.Arn
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

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
    val bus = Arn.of("events", place, "event-bus/default")
    if (!world.links.deliveries.isHeard(bus, world)) return
    val arn = ParameterName.arnOf(parameter.name, place)
    val detail =
        buildJsonObject {
            put("operation", operation)
            put("name", parameter.name)
            put("type", parameter.latest.type)
            parameter.latest.description?.let { put("description", it) }
        }
    val event = EventParts("aws.ssm", "Parameter Store Change", listOf(arn), now())
    deliver(Parcel(detail.toString(), SENDER, arn, event = event), bus)
}
