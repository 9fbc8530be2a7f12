package io.mockaws.testing

/**
 * Hangs on a failed assertion as a suppressed exception, so that its report shows what was called. It is nobody's
 * fault and so has no stack trace.
 */
internal class CallsUntilFailure private constructor(
    calls: Calls,
) : Throwable(hintsOf(calls) + textOf(calls), null, false, false) {
    companion object {
        /** Calls that a report can still be read with. */
        private const val SHOWN = 100

        /** Hints that stand before them. */
        private const val HINTS = 3

        /** What may well be the reason for the failure goes first: a report of many calls hides it. */
        private fun hintsOf(calls: Calls): String {
            val last = calls.takeLast(SHOWN).filter { it.hint != null }.distinctBy { it.hint }.takeLast(HINTS)
            return last.joinToString("") { "#${it.number} ${it.service}:${it.operation} ${it.errorCode}: ${it.hint}\n" }
        }

        private fun textOf(calls: Calls): String {
            if (calls.size <= SHOWN) return "the calls of this mock:\n$calls"
            val last = calls.size - SHOWN
            return "the last $SHOWN of the ${calls.size} calls of this mock:\n${calls.where {
                it.number > calls[last - 1].number
            }}"
        }

        /** Does nothing where they hang already: an assertion may leave several blocks. */
        fun attachTo(
            failure: Throwable,
            calls: Calls,
        ) {
            if (failure.suppressed.none { it is CallsUntilFailure }) failure.addSuppressed(CallsUntilFailure(calls))
        }
    }
}
