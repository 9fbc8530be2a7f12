package io.mockaws.engine.delivery

import io.mockaws.engine.World
import io.mockaws.kit.Arn
import kotlinx.serialization.json.JsonObject
import kotlin.time.Instant

/** A service whose queues or streams others read by themselves, as event source mappings of Lambda do. */
internal sealed interface EventSource {
    /** The third part of the ARNs of its resources. */
    val service: String

    /** Whether there is such a queue or stream now. */
    fun has(
        arn: Arn,
        world: World,
    ): Boolean
}

/** Queues, from which what is read is gone. */
internal interface QueueSource : EventSource {
    /**
     * Since when, or from when on, what is there can be read: at most [most] instants, the first one first. Asked before and
     * after every call, so it is cheap.
     */
    fun arrivals(
        arn: Arn,
        most: Int,
        world: World,
    ): List<Instant>
}

/** Streams, whose records stay where they are when they are read: each shard in order, and behind those that it came of. */
internal interface StreamSource : EventSource {
    /** The shards that can be read now, the oldest first. */
    fun shards(
        arn: Arn,
        world: World,
    ): List<SourceShard>

    /**
     * When the records of [shard] behind [position] came: at most [most] instants, the first one first. Asked before and after
     * every call, so it is cheap.
     *
     * @param position where a reader stands; null for the beginning
     */
    fun arrivals(
        arn: Arn,
        shard: String,
        position: String?,
        most: Int,
        world: World,
    ): List<Instant>

    /** Where a reader of [shard] stands who wants what comes at [from] or later; all that is to come where it is null. */
    fun position(
        arn: Arn,
        shard: String,
        from: Instant?,
        world: World,
    ): String?

    /** At most [most] records of [shard] behind [position], as functions get them. */
    fun read(
        arn: Arn,
        shard: String,
        position: String?,
        most: Int,
        world: World,
    ): List<SourceRecord>
}

/** A shard of a stream. */
internal class SourceShard(
    val id: String,
    /** The shards that it came of, which are read first. */
    val parents: List<String> = emptyList(),
    /** Whether nothing is added to it any more. */
    val isClosed: Boolean = false,
)

/** One record of a stream. */
internal class SourceRecord(
    /** As functions get it, but for the ARN of the stream. */
    val json: JsonObject,
    val sequenceNumber: String,
    val shardId: String,
    val at: Instant,
)
