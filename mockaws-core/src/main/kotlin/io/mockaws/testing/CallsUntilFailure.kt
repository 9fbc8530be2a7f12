package io.mockaws.testing

/**
 * Hangs on a failed assertion as a suppressed exception, so that its report shows what was called. It is nobody's
 * fault and so has no stack trace.
 */
internal class CallsUntilFailure private constructor(
    calls: Calls,
) : Throwable("the calls of this mock:\n$calls", null, false, false) {
    companion object {
        /** Does nothing where they hang already: an assertion may leave several blocks. */
        fun attachTo(
            failure: AssertionError,
            calls: Calls,
        ) {
            if (failure.suppressed.none { it is CallsUntilFailure }) failure.addSuppressed(CallsUntilFailure(calls))
        }
    }
}
