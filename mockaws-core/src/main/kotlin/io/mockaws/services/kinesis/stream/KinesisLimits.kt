package io.mockaws.services.kinesis.stream

import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html */
internal object KinesisLimits {
    const val MEBIBYTE: Int = 1_048_576
    const val KIBIBYTE: Int = 1024

    /** Kibibytes of a record with its partition key, unless its stream says more. */
    const val RECORD_KIB: Int = 1024
    val recordKiB: IntRange = RECORD_KIB..10_240

    /** Bytes of one `PutRecords`; of a stream that takes larger records, [LARGE_PUT]. */
    const val PUT: Int = 5 * MEBIBYTE
    const val LARGE_PUT: Int = 10 * MEBIBYTE

    /** What `GetRecords` answers at most. */
    const val READ_RECORDS: Int = 10_000
    const val READ_BYTES: Int = 10 * MEBIBYTE

    const val RETENTION: Int = 24
    const val LONGEST_RETENTION: Int = 8760

    /** Shards of an on-demand stream to begin with. */
    const val ON_DEMAND_SHARDS: Int = 4
    const val STREAM_SHARDS: Int = 10_000
    const val ON_DEMAND_STREAMS: Int = 50
    const val CONSUMERS: Int = 20
    const val TAGS: Int = 50

    /** How often `UpdateShardCount` can be called for a stream in a day. */
    const val UPDATES_A_DAY: Int = 10
    const val STREAM_PAGE: Int = 100
    const val SHARD_PAGE: Int = 1000
    const val CONSUMER_PAGE: Int = 100

    val iteratorAge: Duration = 5.minutes
    val tokenAge: Duration = 300.seconds
    val subscription: Duration = 5.minutes

    /** How long a subscription keeps others of the same consumer away. */
    val subscriptionHold: Duration = 5.seconds

    /** What a shard takes and gives in a second. */
    const val WRITES: Int = 1000
    const val WRITE_BYTES: Int = MEBIBYTE
    const val READS: Int = 5
    const val READ_BYTES_A_SECOND: Int = 2 * MEBIBYTE

    /** Shards of an account in [region]. */
    fun shards(region: String): Int = if (region in large) 20_000 else 6000

    private val large = setOf("us-east-1", "us-west-2", "eu-west-1")
}
