package io.mockaws.wire.eventstream

import io.mockaws.wire.ErrorShape
import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.HttpBody
import kotlinx.serialization.SerializationStrategy
import software.amazon.eventstream.Message

/** An output whose events go out one by one as they happen. It is read once. */
internal interface EventOutput<E : Any> {
    /** The union of the events, by AWS's names. */
    val union: SerializationStrategy<E>

    /** The next event, when there is one; null at the end. */
    suspend fun next(): Streamed<E>?

    /** Says that nobody reads any more. Does nothing the second time. */
    fun close()
}

/** What goes out on an event stream. */
internal sealed interface Streamed<out E : Any> {
    /** An event: the union with one member set. */
    class Event<E : Any>(
        val value: E,
    ) : Streamed<E>

    /** An error of the stream's union, which ends it. */
    class Failure(
        val error: ErrorShape,
    ) : Streamed<Nothing>
}

/**
 * The frames of [output], behind the first that tells of [initial], the members of the output that are no stream; REST
 * has these in its headers and so no such frame.
 */
internal class EventBody<E : Any>(
    private val stream: EventStream,
    private val output: EventOutput<E>,
    initial: Message? = null,
) : HttpBody {
    private val first = initial?.let(::bytesOf) ?: ByteArray(0)

    override val contentLength: Long? get() = null

    override suspend fun open(): ByteSource = Frames()

    private inner class Frames : ByteSource {
        private var rest: ByteArray = first
        private var position = 0
        private var isOver = false

        override suspend fun read(
            buffer: ByteArray,
            offset: Int,
            length: Int,
        ): Int {
            if (position == rest.size) {
                rest = next() ?: return -1
                position = 0
            }
            val n = minOf(length, rest.size - position)
            rest.copyInto(buffer, offset, position, position + n)
            position += n
            return n
        }

        private suspend fun next(): ByteArray? {
            if (isOver) return null
            val message =
                when (val streamed = output.next()) {
                    null -> null
                    is Streamed.Event -> stream.encode(output.union, streamed.value)
                    is Streamed.Failure -> stream.exception(streamed.error).also { isOver = true }
                }
            return message?.let(::bytesOf)
        }

        override fun close() = output.close()
    }

    private fun bytesOf(message: Message): ByteArray {
        val frame = message.toByteBuffer()
        return ByteArray(frame.remaining()).also { frame.get(it) }
    }
}
