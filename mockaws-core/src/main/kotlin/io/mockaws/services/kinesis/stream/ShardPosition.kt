package io.mockaws.services.kinesis.stream

import io.mockaws.engine.AwsFault
import java.util.Base64
import kotlin.time.Instant

/** A place in a shard, from which on it is read: what iterators stand for. */
internal class ShardPosition(
    val stream: String,
    /** When the stream was made, which tells it from another of its name. */
    val createdAt: Instant,
    val shard: Int,
    /** The record that is read next; 0 for the first that is there. */
    val index: Long,
    val issuedAt: Instant,
) {
    /** The iterator. */
    val text: String
        get() {
            val parts = listOf(MARK, stream, createdAt.toEpochMilliseconds(), shard, index, issuedAt.toEpochMilliseconds())
            return encoder.encodeToString(parts.joinToString(" ").encodeToByteArray())
        }

    fun isOf(stream: Stream): Boolean =
        this.stream == stream.name && createdAt.toEpochMilliseconds() == stream.createdAt.toEpochMilliseconds()

    companion object {
        private const val MARK = "AAAAAAAAAAG"
        private const val PARTS = 6
        private val encoder = Base64.getEncoder()

        /** @throws AwsFault for what is no iterator */
        fun parse(text: String): ShardPosition {
            val parts =
                try {
                    Base64.getDecoder().decode(text).decodeToString().split(' ')
                } catch (_: IllegalArgumentException) {
                    throw KinesisFaults.badIterator()
                }
            val numbers = parts.drop(2).mapNotNull { it.toLongOrNull() }
            if (parts.size != PARTS || parts[0] != MARK || numbers.size != PARTS - 2) throw KinesisFaults.badIterator()
            val (createdAt, shard, index, issuedAt) = numbers
            return ShardPosition(
                parts[1],
                Instant.fromEpochMilliseconds(createdAt),
                shard.toInt(),
                index,
                Instant.fromEpochMilliseconds(issuedAt),
            )
        }
    }
}
