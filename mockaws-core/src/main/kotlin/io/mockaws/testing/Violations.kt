package io.mockaws.testing

import io.mockaws.engine.Answer
import io.mockaws.engine.AwsFault

/** What went against the stubs of one mock. The client hears of it, but may swallow it; the end of the mock does not. */
internal class Violations {
    private val complaints = ArrayList<String>()
    private val causes = ArrayList<Throwable>()

    /** Remembers it, and gives what the client is answered: an error that no SDK tries again. */
    @Synchronized
    fun add(
        complaint: String,
        cause: Throwable? = null,
    ): Answer {
        complaints += complaint
        cause?.let { causes += it }
        return Answer.Failed(AwsFault(UNEXPECTED_CALL, "mockaws: $complaint"))
    }

    internal companion object {
        /** The error code of a call that goes against the stubs. */
        const val UNEXPECTED_CALL = "UnexpectedCall"
    }

    /** All of them and [leftovers] as one error, and forgets them; null when there are none. */
    @Synchronized
    fun take(leftovers: List<String>): AssertionError? {
        val parts =
            listOfNotNull(
                listing(complaints, "call did not go by the stubs", "calls did not go by the stubs"),
                listing(leftovers, "stubbed call was never made", "stubbed calls were never made"),
            )
        if (parts.isEmpty()) return null
        val error = AssertionError(parts.joinToString("\n"))
        causes.forEach(error::addSuppressed)
        clear()
        return error
    }

    /** A line or more each; they stay. */
    @Synchronized
    fun all(): List<String> = complaints.toList()

    @Synchronized
    fun clear() {
        complaints.clear()
        causes.clear()
    }

    private fun listing(
        lines: List<String>,
        one: String,
        several: String,
    ): String? =
        when (lines.size) {
            0 -> null
            1 -> "1 $one: ${lines[0]}"
            else -> "${lines.size} $several:\n" + lines.joinToString("\n") { "- $it" }
        }
}
