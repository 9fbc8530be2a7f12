package io.mockaws.services.events.bus

import io.mockaws.services.events.event.Event
import io.mockaws.services.events.pattern.EventPattern
import io.mockaws.services.events.pattern.FlatEvent

/** The rules of a place with their patterns understood, as long as the rules are the same. */
internal class Matchers(
    val rules: Map<String, Rule>,
    before: Matchers?,
) {
    private class Matcher(
        val rule: Rule,
        val pattern: EventPattern,
    )

    private val patterns: Map<String, EventPattern> =
        rules.values.mapNotNull { it.pattern }.toSet().associateWith { before?.patterns?.get(it) ?: EventPattern.of(it) }
    private val byBus: Map<String, List<Matcher>> =
        rules.values.filter { it.isEnabled && it.pattern != null }.sortedBy { it.name }
            .map { Matcher(it, patterns.getValue(it.pattern!!)) }.groupBy { it.rule.bus }

    /** The rules of [bus] that are on and that [event] meets, in the order of their names. */
    fun rulesFor(
        event: Event,
        bus: String,
    ): List<Rule> {
        val matchers = byBus[bus] ?: return emptyList()
        val flat = FlatEvent.of(event.json)
        return matchers.filter { it.pattern.matches(flat) }.map { it.rule }
    }
}
