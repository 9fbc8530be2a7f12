package io.mockaws.services.events.bus

import software.amazon.event.ruler.Machine
import java.util.concurrent.ConcurrentHashMap

/** The machines that find the rules of an event, one a bus, made when the first event comes. */
internal class Matchers(
    val rules: Map<String, Rule>,
    before: Matchers?,
) {
    private val byBus = ConcurrentHashMap<String, BusMatcher>()

    init {
        // A bus whose rules are the same keeps its machine.
        before?.byBus?.forEach { (bus, matcher) -> if (matcher.rules == rulesOf(bus)) byBus[bus] = matcher }
    }

    fun of(bus: String): BusMatcher = byBus.computeIfAbsent(bus) { BusMatcher(rulesOf(it)) }

    private fun rulesOf(bus: String) =
        rules.values.filter { it.bus == bus && it.isEnabled && it.pattern != null }.sortedBy { it.name }
}

/** The rules of a bus that are on and have a pattern, laid out by AWS's library so that their number does not matter. */
internal class BusMatcher(
    val rules: List<Rule>,
) {
    private val byName = rules.associateBy { it.name }
    private val machine = Machine.builder().build().apply { rules.forEach { addRule(it.name, it.pattern) } }

    fun rulesFor(event: String): List<Rule> =
        if (rules.isEmpty()) emptyList() else machine.rulesForJSONEvent(event).sorted().mapNotNull { byName[it] }
}
