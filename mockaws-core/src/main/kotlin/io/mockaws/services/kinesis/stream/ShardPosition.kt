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
    /** What tells it from others of the same place: AWS gives none twice. */
    private val nonce: Long,
) {
    /** The iterator. */
    val text: String
        get() {
            val times = listOf(createdAt, issuedAt).map { it.toEpochMilliseconds() }
            val parts = listOf(MARK, stream, times[0], shard, index, times[1], nonce)
            return encoder.encodeToString(parts.joinToString(" ").encodeToByteArray())
        }

    fun isOf(stream: Stream): Boolean =
        this.stream == stream.name && createdAt.toEpochMilliseconds() == stream.createdAt.toEpochMilliseconds()

    companion object {
        private const val MARK = "AAAAAAAAAAG"
        private const val PARTS = 7
        private val encoder = Base64.getEncoder()

        /**
         * Quotes around [text] are passed over, as at AWS (LocalStack's `test_get_records_shard_iterator_with_surrounding_quotes`).
         *
         * @throws AwsFault for what is no iterator
         */
        fun parse(text: String): ShardPosition {
            val parts =
                try {
                    Base64.getDecoder().decode(text.removeSurrounding("\"")).decodeToString().split(' ')
                } catch (_: IllegalArgumentException) {
                    throw KinesisFaults.badIterator()
                }
            val numbers = parts.drop(2).mapNotNull { it.toLongOrNull() }
            if (parts.size != PARTS || parts[0] != MARK || numbers.size != PARTS - 2) throw KinesisFaults.badIterator()
            val (createdAt, shard, index, issuedAt, nonce) = numbers
            return ShardPosition(
                parts[1],
                Instant.fromEpochMilliseconds(createdAt),
                shard.toInt(),
                index,
                Instant.fromEpochMilliseconds(issuedAt),
                nonce,
            )
        }
    }
}
