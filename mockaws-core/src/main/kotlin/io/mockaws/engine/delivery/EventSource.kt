package io.mockaws.engine.delivery

import io.mockaws.engine.World
import io.mockaws.kit.Arn
import kotlinx.serialization.json.JsonObject
import kotlin.time.Instant

/** A service whose queues or streams others read by themselves, as event source mappings of Lambda do. */
internal interface EventSource {
    /** The third part of the ARNs of its resources. */
    val service: String

    /** Whether there is such a queue or stream now. */
    fun has(
        arn: Arn,
        world: World,
    ): Boolean

    /**
     * Since when, or from when on, what lies behind [position] can be read: at most [most] instants, the first one first.
     * Asked before and after every call, so it is cheap.
     *
     * @param position where a reader of a stream stands; null for its beginning, and for queues
     */
    fun arrivals(
        arn: Arn,
        position: String?,
        most: Int,
        world: World,
    ): List<Instant>
}

/** A stream, whose records stay where they are when they are read. */
internal interface StreamSource : EventSource {
    /** Where a reader stands who wants nothing of what is there. */
    fun end(
        arn: Arn,
        world: World,
    ): String?

    /** At most [most] records behind [position], as functions get them. */
    fun read(
        arn: Arn,
        position: String?,
        most: Int,
        world: World,
    ): List<SourceRecord>
}

/** One record of a stream. */
internal class SourceRecord(
    /** As functions get it, but for the ARN of the stream. */
    val json: JsonObject,
    val sequenceNumber: String,
    val shardId: String,
    val at: Instant,
)
