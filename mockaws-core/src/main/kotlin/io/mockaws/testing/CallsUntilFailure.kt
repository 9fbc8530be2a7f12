package io.mockaws.testing

/**
 * Hangs on a failed assertion as a suppressed exception, so that its report shows what was called. It is nobody's
 * fault and so has no stack trace.
 */
internal class CallsUntilFailure private constructor(
    calls: Calls,
) : Throwable(textOf(calls), null, false, false) {
    companion object {
        /** Calls that a report can still be read with. */
        private const val SHOWN = 100

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
