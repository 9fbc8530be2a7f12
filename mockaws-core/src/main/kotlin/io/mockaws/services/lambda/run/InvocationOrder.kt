package io.mockaws.services.lambda.run

import io.mockaws.services.lambda.function.FunctionVersion
import io.mockaws.services.lambda.function.LambdaFunction
import io.mockaws.services.lambda.state.LambdaCall

/** One run of a function that somebody wants. */
internal class InvocationOrder(
    /** Where the function is. */
    val call: LambdaCall,
    val function: LambdaFunction,
    val version: FunctionVersion,
    /** The version or alias that was named, if any. */
    val qualifier: String?,
    /** The event, as JSON. */
    val event: String,
    val requestId: String,
    val clientContext: String? = null,
    /** 1, and more for a retry. */
    val attempt: Int = 1,
    /** Hears of each part of the output that a handler flushes before it is done. */
    val onFlush: ((ByteArray) -> Unit)? = null,
) {
    /** The log group that it writes to. */
    val logGroup: String get() = version.logging.logGroup ?: "/aws/lambda/${function.name}"
}

/** What came of it. */
internal class InvocationOutcome(
    /** What the function returned, or why it failed; as JSON. */
    val payload: String,
    val isFailed: Boolean,
    private val written: InvocationLog,
) {
    /** The log with what Lambda adds. */
    val log: String get() = written.text
}
