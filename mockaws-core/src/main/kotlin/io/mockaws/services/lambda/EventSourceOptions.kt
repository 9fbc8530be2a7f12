package io.mockaws.services.lambda

import io.mockaws.kit.Arn
import io.mockaws.services.lambda.function.Destination
import io.mockaws.services.lambda.function.DestinationConfig
import io.mockaws.services.lambda.mapping.Filter
import io.mockaws.services.lambda.mapping.FilterCriteria
import io.mockaws.services.lambda.op.CreateEventSourceMappingRequest
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toKotlinDuration

/**
 * How a function reads an event source.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html">CreateEventSourceMapping</a>
 */
public class EventSourceOptions internal constructor(
    private val functionName: String,
    private val sourceArn: String,
) {
    /** How many messages or records an invocation gets at most; null for AWS's default: 10 of a queue, 100 of a stream. */
    @get:JvmSynthetic
    @set:JvmSynthetic
    public var batchSize: Int? = null

    /** How long a batch is gathered by the mock's clock: none to 5 min in whole seconds. */
    @get:JvmSynthetic
    @set:JvmSynthetic
    public var batchingWindow: Duration = Duration.ZERO

    /** Where in a stream to begin: `TRIM_HORIZON`, its start, or `LATEST`, its end. A queue has none. */
    @get:JvmSynthetic
    @set:JvmSynthetic
    public var startingPosition: String = "TRIM_HORIZON"

    /** Whether the function's `batchItemFailures` say which messages or records have failed, instead of the whole batch. */
    @get:JvmSynthetic
    @set:JvmSynthetic
    public var reportBatchItemFailures: Boolean = false

    /** How often a failed batch of a stream is tried again: 0 to 10,000; null for as long as the stream keeps it. */
    @get:JvmSynthetic
    @set:JvmSynthetic
    public var maximumRetryAttempts: Int? = null

    /** Whether a failed batch of a stream is tried again in halves. */
    @get:JvmSynthetic
    @set:JvmSynthetic
    public var bisectBatchOnFunctionError: Boolean = false

    /** The ARN of the queue or topic that is told of batches of a stream that are given up; null for none. */
    @get:JvmSynthetic
    @set:JvmSynthetic
    public var onFailure: String? = null

    private val patterns = mutableListOf<String>()

    /** Adds a pattern as EventBridge has them: an event is read that matches one of those added. */
    public fun filter(pattern: String): EventSourceOptions = apply { patterns += pattern }

    /** See [batchSize]. */
    public fun batchSize(batchSize: Int?): EventSourceOptions = apply { this.batchSize = batchSize }

    /** See [batchingWindow]. */
    public fun batchingWindow(window: java.time.Duration): EventSourceOptions = apply {
        batchingWindow = window.toKotlinDuration()
    }

    /** See [startingPosition]. */
    public fun startingPosition(position: String): EventSourceOptions = apply { startingPosition = position }

    /** See [reportBatchItemFailures]. */
    public fun reportBatchItemFailures(
        reports: Boolean
    ): EventSourceOptions = apply { reportBatchItemFailures = reports }

    /** See [maximumRetryAttempts]. */
    public fun maximumRetryAttempts(attempts: Int?): EventSourceOptions = apply { maximumRetryAttempts = attempts }

    /** See [bisectBatchOnFunctionError]. */
    public fun bisectBatchOnFunctionError(bisects: Boolean): EventSourceOptions = apply {
        bisectBatchOnFunctionError = bisects
    }

    /** See [onFailure]. */
    public fun onFailure(arn: String?): EventSourceOptions = apply { onFailure = arn }

    internal fun request(): CreateEventSourceMappingRequest {
        val seconds = batchingWindow.inWholeSeconds
        require(batchingWindow == seconds.seconds && seconds in 0..MOST_SECONDS) {
            "A batch is gathered for at most 5 min in whole seconds, not $batchingWindow"
        }
        val isQueue = Arn.parse(sourceArn)?.service == "sqs"
        return CreateEventSourceMappingRequest(
            functionName = functionName,
            eventSourceArn = sourceArn,
            batchSize = batchSize,
            filterCriteria = FilterCriteria(patterns.map(::Filter)).takeIf { patterns.isNotEmpty() },
            maximumBatchingWindowInSeconds = seconds.toInt(),
            startingPosition = startingPosition.takeUnless { isQueue },
            functionResponseTypes = if (reportBatchItemFailures) listOf("ReportBatchItemFailures") else emptyList(),
            maximumRetryAttempts = maximumRetryAttempts,
            bisectBatchOnFunctionError = bisectBatchOnFunctionError.takeIf { it },
            destinationConfig = onFailure?.let { DestinationConfig(onFailure = Destination(it)) },
        )
    }

    private companion object {
        const val MOST_SECONDS = 300L
    }
}
