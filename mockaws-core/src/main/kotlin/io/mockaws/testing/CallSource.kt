package io.mockaws.testing

/** Where the calls of a mock are told, and what a test puts in their way. */
internal interface CallSource {
    /** What [CallControl.calls] tells. */
    fun calls(
        service: String?,
        operation: String?,
    ): Calls

    /** @throws UnsupportedOperationException when calls are answered in another process */
    val rules: TestRules

    /** What stubs have to complain of, once; null for nothing. */
    fun complaint(): AssertionError?
}
