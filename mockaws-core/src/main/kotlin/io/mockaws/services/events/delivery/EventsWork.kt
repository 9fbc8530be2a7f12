package io.mockaws.services.events.delivery

import io.mockaws.kit.ScheduleExpression
import io.mockaws.services.events.bus.DELIVERIES
import io.mockaws.services.events.bus.EventsCall
import io.mockaws.services.events.bus.RULES
import io.mockaws.services.events.bus.Rule
import io.mockaws.services.events.bus.ruleArn
import io.mockaws.services.events.bus.ruleKey
import io.mockaws.services.events.event.Event
import kotlin.time.Instant

/** Does what is due first: a schedule of a rule, or another try at a delivery. */
internal fun EventsCall.work() {
    val tables = state.now
    val delivery = tables[DELIVERIES].values.minWithOrNull(compareBy({ it.due }, { it.number }))
    val rule = tables[RULES].values.filter { it.due != null }.minWithOrNull(compareBy({ it.due }, { it.name }))
    val ruleDue = rule?.due
    if (delivery != null && (ruleDue == null || delivery.due < ruleDue)) {
        state.write { remove(DELIVERIES, key(delivery.number)) }
        attempt(delivery)
    } else if (rule != null && ruleDue != null) {
        state.write {
            val current = this[RULES][ruleKey(rule.bus, rule.name)] ?: return@write
            this[RULES, ruleKey(rule.bus, rule.name)] = current.copy(due = dueOf(current, ruleDue))
        }
        dispatch(scheduledEvent(rule, ruleDue), rule)
    }
}

/** When the schedule of [rule] comes first behind [after]; null for never. */
internal fun dueOf(
    rule: Rule,
    after: Instant,
): Instant? {
    if (!rule.isEnabled) return null
    return when (val expression = rule.schedule?.let { ScheduleExpression.parse(it) }) {
        // The first comes one period after the rule was put.
        is ScheduleExpression.Rate -> expression.next(rule.since, maxOf(rule.since, after))

        is ScheduleExpression.Cron -> expression.next(after)

        is ScheduleExpression.At, null -> null
    }
}

private fun EventsCall.scheduledEvent(
    rule: Rule,
    at: Instant,
) = Event(
    id = ids.uuid(),
    source = "aws.events",
    detailType = "Scheduled Event",
    account = account,
    region = region,
    time = at,
    resources = listOf(ruleArn(rule)),
    detail = "{}",
    ingestedAt = at,
)
