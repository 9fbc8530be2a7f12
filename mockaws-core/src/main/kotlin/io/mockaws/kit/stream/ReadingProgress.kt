package io.mockaws.kit.stream

import kotlinx.serialization.Serializable
import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant

/** How far a reader of a queue, or of a shard of a stream, has come. */
@Serializable
internal data class ReadingProgress(
    /** Who reads: the id of a mapping, the name of a pipe. */
    val reader: String,
    /** The shard; empty for a queue. */
    val shard: String = "",
    /** The sequence number of the last record of a shard that is done; null at its beginning, and for queues. */
    val position: String? = null,
    /** Nothing is read before; null where that was not to be put off. */
    val notBefore: Instant? = null,
    /** How often the batch at hand has failed. */
    val attempts: Int = 0,
    /** How many records the next batch has, where one was cut in two; null for as many as the reader takes. */
    val limit: Int? = null,
    /** The end of the batch that was cut. */
    val until: String? = null,
    /** How often it was put off in a row. */
    val delays: Int = 0,
    /** The window that is open. */
    val window: TumblingWindow? = null,
) {
    /** What it is kept under. */
    val key: String get() = keyOf(reader, shard)

    companion object {
        fun keyOf(
            reader: String,
            shard: String,
        ): String = if (shard.isEmpty()) reader else "$reader/$shard"

        /** How long a reader waits who has failed [before] times in a row: a second, two, four, and at most a minute. */
        fun backoff(before: Int): Duration = minOf(1.seconds * (1 shl minOf(before, DOUBLINGS)), 1.minutes)

        private const val DOUBLINGS = 6
    }
}

/** How a reader reads. */
internal class ReadingRules(
    val batchSize: Int,
    /** How long the first record of a batch waits for others. */
    val window: Duration = Duration.ZERO,
    val patterns: List<String> = emptyList(),
    /** Records that are older are given up; null for none. */
    val maximumAge: Duration? = null,
    /** How often a batch is tried anew; null for as often as it takes. */
    val maximumRetries: Int? = null,
    /** Whether a batch that fails is cut in two. */
    val bisects: Boolean = false,
    /** Whether who handles a batch may say which records of it have failed. */
    val reportsItems: Boolean = false,
    /** How long each window is; null for none. */
    val tumbling: Duration? = null,
    /** How many read a shard at once: see [Lanes]. */
    val lanes: Int = 1,
)
