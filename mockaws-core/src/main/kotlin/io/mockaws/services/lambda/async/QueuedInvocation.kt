package io.mockaws.services.lambda.async

import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** An asynchronous invocation that waits for its turn, or for the next attempt. */
@Serializable
internal data class QueuedInvocation(
    /** In the order in which they came. */
    val number: Long,
    val functionName: String,
    /** The version or alias that was named, if any. */
    val qualifier: String?,
    val event: String,
    /** The same for each attempt. */
    val requestId: String,
    val queuedAt: Instant,
    val due: Instant,
    val clientContext: String? = null,
    /** How often the function was run. */
    val attempts: Int = 0,
    /** How often it was not, because too many ran. */
    val throttles: Int = 0,
    /** What the last attempt came to, as JSON; null before there was one. */
    val lastError: String? = null,
    val lastVersion: String? = null,
)
