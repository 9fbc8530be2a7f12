package io.mockaws.kotest

import io.kotest.matchers.MatcherResult
import io.mockaws.testing.Calls

/** How many lines of a list a message shows. */
private const val SHOWN = 20

/** What a matcher says: what was expected, what was there, and the calls that led to it. */
internal fun resultOf(
    passed: Boolean,
    expected: String,
    notExpected: String,
    there: () -> String,
    calls: () -> Calls,
): MatcherResult =
    MatcherResult(
        passed,
        { "$expected, but ${there()}\n${told(calls())}" },
        { "$notExpected, but ${there()}\n${told(calls())}" },
    )

/** [lines] below [head], each on a line of its own. */
internal fun listing(
    head: String,
    lines: List<String>,
): String {
    val more = if (lines.size > SHOWN) listOf("... and ${lines.size - SHOWN} more") else emptyList()
    return (listOf(head) + (lines.take(SHOWN) + more).map { "  $it" }).joinToString("\n")
}

/** The number with its noun: `1 message`, `2 messages`. */
internal fun Int.of(noun: String): String = if (this == 1) "1 $noun" else "$this ${noun}s"

private fun told(calls: Calls): String =
    if (calls.isEmpty()) "There were no calls." else listing("The calls until then:", lastOf(calls))

/** The last that fit, because those led to it. */
private fun lastOf(calls: Calls): List<String> {
    val lines = calls.map { "#${it.number} $it" }
    return if (lines.size <= SHOWN) lines else listOf("...") + lines.takeLast(SHOWN - 1)
}
