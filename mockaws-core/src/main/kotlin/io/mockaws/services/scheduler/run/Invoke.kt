package io.mockaws.services.scheduler.run

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.EventParts
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.deliver
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.Arn
import io.mockaws.kit.StrictJson
import io.mockaws.kit.TargetOperations
import io.mockaws.kit.TargetParts
import io.mockaws.kit.callOperation
import io.mockaws.kit.inWholeSeconds
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.services.scheduler.schedule.Invocation
import io.mockaws.services.scheduler.schedule.SchedulerCall
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/**
 * Calls the target of [invocation].
 *
 * @throws AwsFault where the target does not take it
 */
internal fun SchedulerCall.invoke(invocation: Invocation) {
    val target = invocation.target
    val text = target.text("Arn").orEmpty()
    val input = inputOf(invocation)
    if (Universal.isMeantBy(text)) return callUniversal(text, input, invocation.scheduleArn)
    val arn = Arn.parse(text) ?: throw AwsFault("ValidationException", "$text is no ARN.")
    if (arn.service in receivers) {
        deliver(parcel(arn, input, invocation), arn)?.let { throw it }
    } else {
        val key = target.part("KinesisParameters")?.text("PartitionKey") ?: invocation.id
        val operation =
            TargetOperations.of(TargetParts(arn, input, invocation.id, target, key))
                ?: throw AwsFault("NotImplemented", "mockaws does not know how $arn is called", NOT_IMPLEMENTED)
        callOperation(operation, SENDER, invocation.scheduleArn, arn.place)
    }
}

/** What the target gets, with the attributes of this call in place of their names. */
internal fun SchedulerCall.inputOf(invocation: Invocation): String {
    val said = invocation.target.text("Input") ?: return eventOf(invocation)
    return attribute.replace(said) { match ->
        when (match.groupValues[1]) {
            "schedule-arn" -> invocation.scheduleArn
            "scheduled-time" -> invocation.scheduled.inWholeSeconds()
            "execution-id" -> invocation.id
            else -> "${invocation.retries + 1}"
        }
    }
}

private fun SchedulerCall.parcel(
    arn: Arn,
    input: String,
    invocation: Invocation,
): Parcel {
    val target = invocation.target
    val event = target.part("EventBridgeParameters")
    return Parcel(
        input,
        SENDER,
        invocation.scheduleArn,
        groupId = target.part("SqsParameters")?.text("MessageGroupId"),
        event =
        if (arn.service == "events") {
            EventParts(event?.text("Source").orEmpty(), event?.text("DetailType").orEmpty())
        } else {
            null
        },
    )
}

private fun SchedulerCall.callUniversal(
    arn: String,
    input: String,
    schedule: String,
) {
    val called = Universal.of(arn) ?: throw AwsFault("ValidationException", "There is no operation $arn.")
    val members = StrictJson.parse(input) as? JsonObject ?: JsonObject(emptyMap())
    serviceCall(called.service, called.name, called.members(members), SENDER, schedule)
}

/** What a target gets where nothing was said. */
private fun SchedulerCall.eventOf(invocation: Invocation): String =
    buildJsonObject {
        put("version", "0")
        put("id", invocation.id)
        put("detail-type", "Scheduled Event")
        put("source", "aws.scheduler")
        put("account", account)
        put("time", invocation.scheduled.inWholeSeconds())
        put("region", region)
        put("resources", JsonArray(listOf(JsonPrimitive(invocation.scheduleArn))))
        put("detail", "{}")
    }.toString()

private val attribute = Regex("<aws\\.scheduler\\.(schedule-arn|scheduled-time|execution-id|attempt-number)>")
private val receivers = setOf("sqs", "sns", "lambda", "events")
private const val NOT_IMPLEMENTED = 501

/** Whom targets see as the caller. */
internal const val SENDER: String = "scheduler.amazonaws.com"
