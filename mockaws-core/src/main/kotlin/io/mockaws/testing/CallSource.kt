package io.mockaws.testing

import io.mockaws.iam.Deed

/** Where the calls of a mock are told, and what a test puts in their way. */
internal interface CallSource {
    /** What [CallControl.calls] tells. */
    fun calls(
        service: String?,
        operation: String?,
    ): Calls

    /**
     * What calls so far did, as policies see it.
     *
     * @throws UnsupportedOperationException when calls are answered in another process
     */
    fun deeds(): List<Deed>

    /** @throws UnsupportedOperationException when calls are answered in another process */
    fun watchCalls(listener: Runnable): Registration

    /** @throws UnsupportedOperationException when calls are answered in another process */
    val rules: TestRules

    /** What stubs have to complain of, once; null for nothing. */
    fun complaint(): AssertionError?
}
