package io.mockaws.services.cloudwatch.run

import io.mockaws.kit.Arn
import io.mockaws.services.cloudwatch.alarm.Alarm
import io.mockaws.services.cloudwatch.alarm.AlarmRule
import io.mockaws.services.cloudwatch.alarm.HistoryItem
import io.mockaws.services.cloudwatch.alarm.Standing
import io.mockaws.services.cloudwatch.state.ALARMS
import io.mockaws.services.cloudwatch.state.CloudWatchCall
import io.mockaws.services.cloudwatch.state.HISTORY
import io.mockaws.services.cloudwatch.state.alarmArn
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/** Has the alarm [name] come to [value]. A change is told, and does what the alarm does then. */
internal fun CloudWatchCall.come(
    name: String,
    value: String,
    reason: String,
    reasonData: String?,
) {
    val (before, after) =
        state.write {
            val before = this[ALARMS][name] ?: return@write null
            val isChange = before.state.value != value
            val since = if (isChange) now() else before.state.transitionedAt
            val after = before.copy(state = Standing(value, reason, reasonData, now(), since))
            if (after.state != before.state) this[ALARMS, name] = after
            before to after
        } ?: return
    if (before.state.value == value) return
    note(after, "StateUpdate", "Alarm updated from ${before.state.value} to $value") { changeOf(before, after) }
    act(before, after)
    lookAtParents(name)
}

private fun JsonObjectBuilder.changeOf(
    before: Alarm,
    after: Alarm,
) {
    putJsonObject("oldState") { told(before.state) }
    putJsonObject("newState") { told(after.state) }
}

private fun JsonObjectBuilder.told(state: Standing) {
    put("stateValue", state.value)
    put("stateReason", state.reason)
    state.reasonData?.let { put("stateReasonData", Json.parseToJsonElement(it)) }
}

/** Adds to the history of [alarm]. */
internal fun CloudWatchCall.note(
    alarm: Alarm,
    type: String,
    summary: String,
    data: JsonObjectBuilder.() -> Unit,
) {
    val document =
        buildJsonObject {
            put("version", "1.0")
            data()
        }
    val kind = if (alarm.isComposite) "CompositeAlarm" else "MetricAlarm"
    val item = HistoryItem(ids.nextNumber(), alarm.name, kind, now(), type, summary, document.toString())
    state.write { this[HISTORY, "${item.number}"] = item }
}

/** The alarms that the rule of a composite alarm names. */
internal fun childrenOf(alarm: Alarm): List<String> =
    alarm.composite?.let { AlarmRule.parse(it.rule) }?.children.orEmpty().map(::alarmName)

/** The name in what may be an ARN. */
internal fun alarmName(nameOrArn: String): String =
    Arn.parse(nameOrArn)?.resource?.removePrefix("alarm:") ?: nameOrArn

private fun CloudWatchCall.lookAtParents(child: String) {
    state.now[ALARMS].values.filter { child in childrenOf(it) }.sortedBy { it.name }.forEach { lookAt(it, child) }
}

/** Judges the composite [alarm], because [child] has changed; null where it is new. */
internal fun CloudWatchCall.lookAt(
    alarm: Alarm,
    child: String?,
) {
    val rule = alarm.composite?.let { AlarmRule.parse(it.rule) } ?: return
    val alarms = state.now[ALARMS]
    val value = if (rule.isTrue { alarms[alarmName(it)]?.state?.value }) Alarm.ALARM else Alarm.OK
    val trigger = (child ?: childrenOf(alarm).firstOrNull())?.let { alarms[it] }
    if (trigger == null) return come(alarm.name, value, "The rule has no alarms that exist.", null)
    val arn = alarmArn(trigger.name)
    val at = trigger.state.transitionedAt
    val reason =
        "$arn transitioned to ${trigger.state.value} at ${sentenceDate(at)}"
    val data =
        buildJsonObject {
            put(
                "triggeringAlarms",
                JsonArray(
                    listOf(
                        buildJsonObject {
                            put("arn", arn)
                            putJsonObject("state") {
                                put("value", trigger.state.value)
                                put("timestamp", ReasonData.date(at))
                            }
                        },
                    ),
                ),
            )
        }
    come(alarm.name, value, reason, data.toString())
}

private fun sentenceDate(at: kotlin.time.Instant): String =
    java.time.format.DateTimeFormatter.ofPattern("EEEE dd MMMM, uuuu HH:mm:ss 'UTC'", java.util.Locale.US)
        .withZone(java.time.ZoneOffset.UTC).format(java.time.Instant.ofEpochSecond(at.epochSeconds))
