package io.mockaws.services.events.delivery

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.Arn
import io.mockaws.kit.JsonPath
import io.mockaws.kit.TargetOperations
import io.mockaws.kit.TargetParts
import io.mockaws.kit.callOperation
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.services.events.bus.EventsCall
import io.mockaws.services.events.bus.Target
import io.mockaws.services.events.event.Event
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.put

/** What a target gets that takes it by one of its service's own operations. */
internal class TargetCall(
    val target: Target,
    val arn: Arn,
    val input: String,
    val event: Event,
    val rule: String,
)

/**
 * Calls the operation by which EventBridge reaches such a target.
 *
 * @throws AwsFault what its service answers; 501 where nobody knows how that target is called
 */
internal fun EventsCall.callTarget(call: TargetCall) {
    if (call.arn.service == "logs") return log(call)
    val path = call.target.members.part("KinesisParameters")?.text("PartitionKeyPath")
    val key = path?.let { JsonPath.parse(it)?.find(call.event.json) }
    val partitionKey = (key as? JsonPrimitive)?.contentOrNull ?: key?.toString() ?: call.event.id
    val parts = TargetParts(call.arn, call.input, ids.uuid(), call.target.parametersFor(call.event), partitionKey)
    val operation =
        TargetOperations.of(parts)
            ?: throw AwsFault(
                "NotImplemented",
                "mockaws does not know how EventBridge calls ${call.arn}",
                NOT_IMPLEMENTED
            )
    callOperation(operation, SENDER, call.rule, call.arn.place)
}

/** Each event is in a stream of its own. */
private fun EventsCall.log(call: TargetCall) {
    val group = call.arn.resource.removePrefix("log-group:").removeSuffix(":*")
    val stream = ids.uuid()
    val line =
        buildJsonObject {
            put("timestamp", call.event.time.toEpochMilliseconds())
            put("message", call.input)
        }
    val made =
        buildJsonObject {
            put("logGroupName", group)
            put("logStreamName", stream)
        }
    val written =
        buildJsonObject {
            put("logGroupName", group)
            put("logStreamName", stream)
            put("logEvents", JsonArray(listOf(line)))
        }
    serviceCall("logs", "CreateLogStream", made, SENDER, call.rule, call.arn.place)
    serviceCall("logs", "PutLogEvents", written, SENDER, call.rule, call.arn.place)
}

private const val NOT_IMPLEMENTED = 501
