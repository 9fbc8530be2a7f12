package io.mockaws.services.dynamodb.streams

import io.mockaws.services.dynamodb.DynamoDbLimits
import java.util.Base64
import kotlin.time.Instant

/**
 * A place in a shard; on the wire in AWS's form, the ARN and something opaque.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html
 */
internal class ShardIterator private constructor(
    val streamArn: String,
    private val shardId: String,
    /** The ordinal of the first record that is to be read. */
    val next: Long,
    /** In milliseconds since 1970. */
    private val createdAt: Long,
) {
    constructor(stream: Stream, next: Long, now: Instant) :
        this(stream.arn, stream.shardId, next, now.toEpochMilliseconds())

    fun isExpired(now: Instant): Boolean =
        now.toEpochMilliseconds() - createdAt > DynamoDbLimits.SHARD_ITERATOR_LIFE.inWholeMilliseconds

    /** Whether it points at a record that was there, and is not any more. */
    fun isTrimmed(stream: Stream): Boolean = next < stream.first

    override fun toString(): String {
        val place = "$shardId/$next/$createdAt"
        return "$streamArn|1|${Base64.getEncoder().encodeToString(place.encodeToByteArray())}"
    }

    companion object {
        /** The iterator that [text] stands for; null where it is none. */
        fun parseOrNull(text: String): ShardIterator? {
            val (arn, place) = FORM.matchEntire(text)?.destructured ?: return null
            val decoded =
                try {
                    Base64.getDecoder().decode(place).decodeToString()
                } catch (_: IllegalArgumentException) {
                    return null
                }
            val (shardId, next, createdAt) = PLACE.matchEntire(decoded)?.destructured ?: return null
            return ShardIterator(arn, shardId, next.toLong(), createdAt.toLong())
        }

        private val FORM = Regex("([^|]+)\\|1\\|([^|]+)")
        private val PLACE = Regex("(shardId-[^/]+)/(\\d{1,18})/(\\d{1,18})")
    }
}
