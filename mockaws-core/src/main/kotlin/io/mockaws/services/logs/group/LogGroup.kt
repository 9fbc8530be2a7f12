package io.mockaws.services.logs.group

import kotlinx.serialization.Serializable
import java.math.BigInteger

/** A log group. Times are milliseconds since the epoch, as everywhere in CloudWatch Logs. */
@Serializable
internal data class LogGroup(
    val name: String,
    val createdAt: Long,
    val logClass: String = STANDARD,
    /** How long events are kept; null for ever. */
    val retentionInDays: Int? = null,
    val kmsKeyId: String? = null,
    val isProtected: Boolean = false,
    val tags: Map<String, String> = emptyMap(),
    val dataProtection: DataProtection? = null,
    /** By name. */
    val metricFilters: Map<String, MetricFilter> = emptyMap(),
    val subscriptions: Map<String, SubscriptionFilter> = emptyMap(),
) {
    /** The first time that is not expired [now]. */
    fun keptSince(now: Long): Long = if (retentionInDays == null) 0 else now - retentionInDays * DAY

    /** Whether whoever writes has more to do than to write. */
    val isWatched: Boolean get() = metricFilters.isNotEmpty() || subscriptions.isNotEmpty()

    companion object {
        const val STANDARD: String = "STANDARD"

        /** A day in milliseconds. */
        const val DAY: Long = 86_400_000
    }
}

/** What of messages is masked, as it was put. */
@Serializable
internal data class DataProtection(
    val document: String,
    val updatedAt: Long,
)

/** What makes metrics of events. */
@Serializable
internal data class MetricFilter(
    val name: String,
    val pattern: String,
    val createdAt: Long,
    val transformation: MetricTransformation,
    val applyOnTransformedLogs: Boolean = false,
    val fieldSelectionCriteria: String? = null,
    val emitSystemFieldDimensions: List<String>? = null,
)

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html */
@Serializable
internal data class MetricTransformation(
    val metricName: String,
    val metricNamespace: String,
    val metricValue: String,
    val defaultValue: Double? = null,
    val dimensions: Map<String, String>? = null,
    val unit: String? = null,
)

/** What sends events on. */
@Serializable
internal data class SubscriptionFilter(
    val name: String,
    val pattern: String,
    val destinationArn: String,
    val createdAt: Long,
    val roleArn: String? = null,
    val distribution: String = BY_STREAM,
    val applyOnTransformedLogs: Boolean = false,
    val fieldSelectionCriteria: String? = null,
    val emitSystemFields: List<String>? = null,
) {
    companion object {
        const val BY_STREAM: String = "ByLogStream"
    }
}

/** A log stream; its events are in batches that its [id] leads to. */
@Serializable
internal data class LogStream(
    val group: String,
    val name: String,
    /** Tells it from one of the same name that is gone. */
    val id: Long,
    val createdAt: Long,
    val firstEventAt: Long? = null,
    val lastEventAt: Long? = null,
    val ingestedAt: Long? = null,
    /** Bytes of the events, as AWS counts them. */
    val bytes: Long = 0,
    /** The numbers of its batches: those from the first to below the next are there. */
    val firstBatch: Int = 0,
    val nextBatch: Int = 0,
)

/** Events that came by one call, in the order of their times. */
@Serializable
internal data class LogBatch(
    val ingestedAt: Long,
    val events: List<LogEvent>,
)

@Serializable
internal data class LogEvent(
    val timestamp: Long,
    val message: String,
)

/** An event with all that is known of it. */
internal class StoredEvent(
    val stream: LogStream,
    val event: LogEvent,
    val ingestedAt: Long,
    /** Its place among the events of its stream. */
    private val place: Long,
) {
    /** As AWS numbers events: 56 digits, of which the first come of the time. */
    val id: String by lazy { idOf(event.timestamp, stream.id, place) }

    companion object {
        private const val DIGITS = 56
        private const val TIME_SHIFT = 144
        private const val STREAM_SHIFT = 64

        fun idOf(
            timestamp: Long,
            stream: Long,
            place: Long,
        ): String =
            BigInteger.valueOf(timestamp).shiftLeft(TIME_SHIFT)
                .or(BigInteger.valueOf(stream).shiftLeft(STREAM_SHIFT))
                .or(BigInteger.valueOf(place))
                .toString().padStart(DIGITS, '0')
    }
}
