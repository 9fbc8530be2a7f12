package io.mockaws.services.lambda.invocation

/** One instance of a function: initialised once, then invoked once at a time until it is closed. */
internal interface ExecutionEnvironment : AutoCloseable {
    /**
     * Runs the function.
     *
     * @return what it returns, as JSON
     * @throws FunctionFailure when it fails
     */
    suspend fun invoke(call: FunctionCall): String

    /** Whether its code has changed since it began, so that it is not to be used again. */
    val isStale: Boolean get() = false

    /** Whether it runs in this JVM, whose classes it may be the first to need. */
    val isOfThisJvm: Boolean get() = false

    override fun close() = Unit
}

/** What a function is invoked with. */
internal class FunctionCall(
    /** The event, as JSON. */
    val event: String,
    val context: LambdaContext,
    /** Hears of each part of the output that a handler flushes before it is done. */
    val onFlush: ((ByteArray) -> Unit)? = null,
)

/** A function failed, or could not be initialised. */
internal class FunctionFailure(
    /** As the runtimes of AWS tell it: JSON with `errorMessage`, `errorType` and more. */
    val document: String,
    /** Whether the instance is of no use any more. */
    val isFatal: Boolean = false,
    /** What Lambda adds to the log. */
    val logLine: String? = null,
) : RuntimeException(document, null, false, false)
