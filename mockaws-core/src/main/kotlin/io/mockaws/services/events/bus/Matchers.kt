package io.mockaws.services.events.bus

import io.mockaws.kit.pattern.EventPattern
import io.mockaws.kit.pattern.FlatEvent
import io.mockaws.services.events.event.Event

/** The rules of a place with their patterns understood, as long as the rules are the same. */
internal class Matchers(
    val rules: Map<String, Rule>,
    before: Matchers?,
) {
    private val patterns: Map<String, EventPattern> =
        rules.values.mapNotNull {
            it.pattern
        }.toSet().associateWith { before?.patterns?.get(it) ?: EventPattern.of(it) }
    private val byBus: Map<String, BusMatcher> =
        rules.values.filter { it.isEnabled && it.pattern != null }.groupBy { it.bus }
            .mapValues { (_, ofBus) -> BusMatcher(ofBus.map { RuleMatcher(it, patterns.getValue(it.pattern!!)) }) }

    /** The rules of [bus] that are on and that [event] meets, in the order of their names. */
    fun rulesFor(
        event: Event,
        bus: String,
    ): List<Rule> = byBus[bus]?.rulesFor(event).orEmpty()
}

/** A rule that is on, and its pattern. */
internal class RuleMatcher(
    val rule: Rule,
    val pattern: EventPattern,
)

/**
 * The rules of one bus, found by a string that their events have to have, so that a hundred of them cost little more than the
 * few that are meant.
 */
private class BusMatcher(
    all: List<RuleMatcher>,
) {
    /** By path and string. */
    private val keyed = HashMap<String, HashMap<String, MutableList<RuleMatcher>>>()

    /** Those whose events need no such string. */
    private val others = ArrayList<RuleMatcher>()

    init {
        val counts = all.flatMap { it.pattern.texts.toSet() }.groupingBy { it }.eachCount()
        for (matcher in all) {
            val keys = matcher.pattern.keys { path, text -> counts[path to text] ?: 0 }
            if (keys == null) others += matcher
            for ((path, text) in keys.orEmpty().toSet()) {
                keyed.getOrPut(path) { HashMap() }.getOrPut(text) { ArrayList(1) } += matcher
            }
        }
    }

    fun rulesFor(event: Event): List<Rule> {
        val flat = FlatEvent.of(event.json)
        val found = LinkedHashSet(others)
        for ((path, byText) in keyed) {
            flat[path]?.forEach { leaf -> if (leaf.value.isString) byText[leaf.value.text]?.let(found::addAll) }
        }
        return found.filter { it.pattern.matches(flat) }.map { it.rule }.sortedBy { it.name }
    }
}
