package io.mockaws.services.kinesis.stream

import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Instant

/** A stream and its shards; what is in them is kept beside. */
@Serializable
internal data class Stream(
    val name: String,
    val arn: String,
    val createdAt: Instant,
    /** `PROVISIONED` or `ON_DEMAND`. */
    val mode: String,
    /** By number; those that closed before the retention period are left out. */
    val shards: List<Shard>,
    val retentionHours: Int = KinesisLimits.RETENTION,
    val maxRecordKiB: Int = KinesisLimits.RECORD_KIB,
    /** The key's name as it was given; null where records are not encrypted. */
    val keyId: String? = null,
    val metrics: List<String> = emptyList(),
    val tags: Map<String, String> = emptyMap(),
    val warmThroughput: Int? = null,
    /** When shards were counted anew in the last day. */
    val updates: List<Instant> = emptyList(),
    /** Whether more than a shard takes or gives in a second is refused. */
    val isThrottled: Boolean = false,
) {
    val open: List<Shard> get() = shards.filter { it.isOpen }
    val retention: Duration get() = retentionHours.hours
    val isOnDemand: Boolean get() = mode == ON_DEMAND
    val encryption: String get() = if (keyId == null) "NONE" else "KMS"

    /** The number that the next shard gets. */
    val nextShard: Int get() = (shards.maxOfOrNull { it.number } ?: -1) + 1

    fun shard(number: Int): Shard? = shards.firstOrNull { it.number == number }

    fun children(of: Shard): List<Shard> = shards.filter { of.number in it.parents }

    companion object {
        const val PROVISIONED: String = "PROVISIONED"
        const val ON_DEMAND: String = "ON_DEMAND"
    }
}

/** A record as it is kept. */
@Serializable
internal class StreamedRecord(
    val at: Instant,
    val partitionKey: String,
    val data: Blob,
    /** Whether it came when the stream was encrypted. */
    val isEncrypted: Boolean = false,
) {
    /** In bytes, as limits count it. */
    val size: Int get() = data.size + partitionKey.encodeToByteArray().size
}

/** Where the records of a shard begin and end: [first] up to [next], which is not there yet. */
@Serializable
internal data class Extent(
    val first: Long = 1,
    val next: Long = 1,
)

/** What a shard has taken and given in a second. */
@Serializable
internal data class Meter(
    val second: Long,
    val writes: Int = 0,
    val writtenBytes: Int = 0,
    val reads: Int = 0,
    val readBytes: Int = 0,
)

/** A consumer that has records pushed to it. */
@Serializable
internal data class Consumer(
    val name: String,
    val arn: String,
    val stream: String,
    val createdAt: Instant,
    val tags: Map<String, String> = emptyMap(),
)
