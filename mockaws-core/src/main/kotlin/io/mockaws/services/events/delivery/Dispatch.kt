package io.mockaws.services.events.delivery

import io.mockaws.engine.AwsFault
import io.mockaws.kit.RetryPolicy
import io.mockaws.services.events.bus.ARCHIVED
import io.mockaws.services.events.bus.ARCHIVES
import io.mockaws.services.events.bus.Archive
import io.mockaws.services.events.bus.ArchivedEvent
import io.mockaws.services.events.bus.DELIVERIES
import io.mockaws.services.events.bus.Delivery
import io.mockaws.services.events.bus.EventsCall
import io.mockaws.services.events.bus.EventsLimits
import io.mockaws.services.events.bus.Rule
import io.mockaws.services.events.bus.SEEN
import io.mockaws.services.events.bus.SeenEvents
import io.mockaws.services.events.event.Event

/** Takes [events] onto their buses, which are there, and hands them to the targets of the rules that they meet. */
internal fun EventsCall.ingest(events: List<Pair<String, Event>>) {
    see(events)
    for ((bus, event) in events) for (rule in state.rulesFor(event, bus)) dispatch(event, rule)
}

/** Hands [event] to the targets of [rule]. */
internal fun EventsCall.dispatch(
    event: Event,
    rule: Rule,
) {
    if (rule.managedBy == Archive.MANAGER) return keep(event, rule)
    val now = now()
    for (target in rule.targets) {
        attempt(Delivery(ids.nextNumber(), event, rule.bus, rule.name, target, startedAt = now, retries = 0, due = now))
    }
}

/** Tries [delivery]; what is not taken is tried again later, or goes to the dead-letter queue. */
internal fun EventsCall.attempt(delivery: Delivery) {
    val refused =
        try {
            send(delivery)
            return
        } catch (fault: AwsFault) {
            fault
        }
    when (val outcome = delivery.target.retryPolicy.outcome(refused, delivery.retries, delivery.startedAt, now())) {
        is RetryPolicy.Outcome.Over -> bury(delivery, refused, outcome.limit)

        is RetryPolicy.Outcome.Again ->
            state.write {
                this[DELIVERIES, key(delivery.number)] =
                    delivery.copy(retries = delivery.retries + 1, due = outcome.due)
            }
    }
}

/** Archives keep what no replay brings. */
private fun EventsCall.keep(
    event: Event,
    rule: Rule,
) {
    val archive = state.now[ARCHIVES].values.firstOrNull { it.bus == rule.bus && it.ruleName == rule.name } ?: return
    val kept = ArchivedEvent(archive.name, ids.nextNumber(), event.copy())
    state.write { this[ARCHIVED, key(kept.number)] = kept }
}

private fun EventsCall.see(events: List<Pair<String, Event>>) {
    if (events.isEmpty()) return
    // Copies are without what has been read of the event, which would be kept alive.
    val seen = SeenEvents(ids.nextNumber(), events.map { (bus, event) -> SeenEvents.Seen(bus, event.copy()) })
    state.write {
        this[SEEN, key(seen.number)] = seen
        val all = this[SEEN]
        // By thousands, so that it costs next to nothing.
        if (all.size > EventsLimits.SEEN + FORGOTTEN_AT_ONCE) {
            val oldest = all.values.map { it.number }.sorted().take(all.size - EventsLimits.SEEN)
            removeAll(SEEN, oldest.map(::key))
        }
    }
}

/** What numbered things are kept under. */
internal fun key(number: Long): String = number.toString()

private const val FORGOTTEN_AT_ONCE = 5000
