package io.mockaws.services.cloudwatch.run

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.EventParts
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.deliver
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.Arn
import io.mockaws.services.cloudwatch.alarm.Alarm
import io.mockaws.services.cloudwatch.state.ALARMS
import io.mockaws.services.cloudwatch.state.CloudWatchCall
import io.mockaws.services.cloudwatch.state.alarmArn
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.doubleOrNull
import kotlinx.serialization.json.put

/** Does what [after] does, which was [before], and tells the default event bus. */
internal fun CloudWatchCall.act(
    before: Alarm,
    after: Alarm,
) {
    val arn = alarmArn(after.name)
    val event = EventParts("aws.cloudwatch", "CloudWatch Alarm State Change", listOf(arn), after.state.updatedAt)
    val detail = AlarmMessages.detail(before, after)
    deliver(Parcel("$detail", SENDER, arn, event = event), Arn.of("events", place, "event-bus/default"))
    if (!after.actionsEnabled || isSuppressed(after)) return
    for (action in after.actionsFor(after.state.value)) {
        val target = Arn.parse(action)
        val refused =
            when (target?.service) {
                "sns" -> {
                    val subject = "${after.state.value}: \"${after.name}\" in ${AlarmMessages.regionName(region)}"
                    val message = AlarmMessages.message(before, after, arn, this)
                    deliver(Parcel("$message", SENDER, arn, subject = subject), target)
                }

                "lambda" -> {
                    val payload = AlarmMessages.invocation(before, after, arn, this)
                    deliver(Parcel("$payload", LAMBDA_SENDER, arn), target)
                }

                "autoscaling" -> scale(after, action, arn)

                else -> AwsFault("NotImplemented", "mockaws does not carry out $action")
            }
        noteAction(after, action, refused)
    }
}

/**
 * Executes the scaling policy [policyArn]. Its steps go by the newest value that the alarm looked at: who sets the alarm by hand
 * has to tell it as StateReasonData.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html
 */
private fun CloudWatchCall.scale(
    alarm: Alarm,
    policyArn: String,
    arn: String,
): AwsFault? {
    val data = alarm.state.reasonData?.let { Json.parseToJsonElement(it) } as? JsonObject
    val newest = ((data?.get("recentDatapoints") as? JsonArray)?.lastOrNull() as? JsonPrimitive)?.doubleOrNull
    val input =
        buildJsonObject {
            put("PolicyName", policyArn)
            put("HonorCooldown", true)
            newest?.let { put("MetricValue", it) }
            alarm.watch?.threshold?.let { put("BreachThreshold", it) }
        }
    return try {
        serviceCall("autoscaling", "ExecutePolicy", input, SENDER, arn)
        null
    } catch (refused: AwsFault) {
        refused
    }
}

private fun CloudWatchCall.noteAction(
    alarm: Alarm,
    action: String,
    refused: AwsFault?,
) {
    val summary =
        if (refused == null) "Successfully executed action $action" else "Failed to execute action $action"
    note(alarm, "Action", summary) {
        put("actionState", if (refused == null) "Succeeded" else "Failed")
        put("notificationResource", action)
        put("stateUpdateTimestamp", alarm.state.updatedAt.toEpochMilliseconds())
        put("error", refused?.let { "${it.error.code}: ${it.error.message}" })
    }
}

/** A composite alarm does nothing while its suppressor is in alarm. */
internal fun CloudWatchCall.isSuppressed(alarm: Alarm): Boolean {
    val suppressor = alarm.composite?.suppressor ?: return false
    return state.now[ALARMS][alarmName(suppressor)]?.state?.value == Alarm.ALARM
}

private const val SENDER = "cloudwatch.amazonaws.com"
private const val LAMBDA_SENDER = "lambda.alarms.cloudwatch.amazonaws.com"
