package io.mockaws.testing

import io.mockaws.engine.Answer
import io.mockaws.engine.Ruling

/** One call that a script foresees, and its answer. */
internal class Step(
    val service: String,
    val operation: String,
    val answer: Answer,
    /** The parameters that the call has to have; null for whatever it has. */
    val expected: Map<String, Any?>?,
) {
    override fun toString(): String = "$service:$operation"
}

/** The calls that have to come, in order. Services that it does not name are none of its business. */
internal class Script(
    private val violations: Violations,
) {
    private val steps = ArrayList<Step>()
    private var next = 0

    @get:Synchronized
    val isEmpty: Boolean get() = steps.isEmpty()

    @Synchronized
    fun add(more: List<Step>) {
        steps += more
    }

    /** How many steps it has. */
    @Synchronized
    fun length(): Int = steps.size

    /** Takes away the steps after the first [length]; the calls that were made stay made. */
    @Synchronized
    fun cutTo(length: Int) {
        while (steps.size > length) steps.removeAt(steps.lastIndex)
        next = minOf(next, length)
    }

    @Synchronized
    fun clear() {
        steps.clear()
        next = 0
    }

    /** What [call] gets: a call out of order leaves the script where it was. */
    @Synchronized
    fun rule(call: IncomingCall): Ruling? {
        if (steps.none { it.service == call.service }) return null
        val complaint = complaintAbout(call)
        val by = "stub ${next + 1} of ${steps.size}"
        if (complaint != null) return Ruling(violations.add(complaint), "stubs")
        return Ruling(steps[next++].answer, by)
    }

    private fun complaintAbout(call: IncomingCall): String? {
        val name = "${call.service}:${call.operation}"
        val step =
            steps.getOrNull(next) ?: return "$name was called, but all ${steps.size} stubbed calls were made already."
        val stub = "stub ${next + 1} of ${steps.size}"
        if (step.service != call.service || step.operation != call.operation) {
            return "$name was called, but $stub expects $step."
        }
        val expected = step.expected ?: return null
        val difference = ParameterDifference.of(expected, call.input, call.notHonoured)
        if (difference.isEmpty()) return null
        return "$name was called with other parameters than $stub expects:\n  " + difference.joinToString("\n  ")
    }

    /** What was never called, a line each; of the first [from] steps nothing is said. */
    @Synchronized
    fun leftovers(from: Int = 0): List<String> =
        (maxOf(next, from) until steps.size).map { "stub ${it + 1} of ${steps.size}: ${steps[it]}" }
}
