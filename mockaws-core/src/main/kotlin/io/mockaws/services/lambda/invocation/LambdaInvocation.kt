package io.mockaws.services.lambda.invocation

import kotlin.time.Duration
import kotlin.time.Instant

/** One run of a function, as a test sees it afterwards. */
public class LambdaInvocation internal constructor(
    /** The id of the invocation; retries of an asynchronous one have the same. */
    @get:JvmName("requestId")
    public val requestId: String,
    /** The function's name. */
    @get:JvmName("functionName")
    public val functionName: String,
    /** The version that ran: `$LATEST`, or a number. */
    @get:JvmName("version")
    public val version: String,
    /** The event, as JSON. */
    @get:JvmName("event")
    public val event: String,
    /** What it returned, as JSON; null where it failed. */
    @get:JvmName("result")
    public val result: String?,
    /** Why it failed, as the runtimes of AWS say it: JSON with `errorMessage` and `errorType`; null where it did not. */
    @get:JvmName("error")
    public val error: String?,
    /** 1, and 2 or 3 for a retry of an asynchronous invocation. */
    @get:JvmName("attempt")
    public val attempt: Int,
    /** When it began, by the mock's clock. */
    @get:JvmSynthetic
    public val startedAt: Instant,
    /** How long it took by the mock's clock. */
    @get:JvmSynthetic
    public val duration: Duration,
    /** Its log with the lines that Lambda adds: `START RequestId: ...`, `END`, `REPORT`. */
    @get:JvmName("logs")
    public val logs: List<String>,
) {
    /** Whether it failed. */
    @get:JvmName("isFailed")
    public val isFailed: Boolean get() = error != null

    override fun toString(): String = "$functionName($event) -> ${error ?: result}"
}
