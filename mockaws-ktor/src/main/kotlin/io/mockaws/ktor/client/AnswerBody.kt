package io.mockaws.ktor.client

import io.ktor.http.cio.decodeChunked
import io.ktor.utils.io.ByteReadChannel
import io.ktor.utils.io.readAvailable
import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.HttpBody
import kotlinx.coroutines.CoroutineScope
import java.io.EOFException
import java.util.concurrent.atomic.AtomicBoolean

/**
 * The content of an answer that is still on its way. Can be opened once.
 *
 * @param contentLength null where only the end tells
 * @param done called when all of it was read
 * @param abandon called when the reader has enough, or something broke
 */
internal class AnswerBody(
    private val channel: ByteReadChannel,
    override val contentLength: Long?,
    private val done: () -> Unit,
    private val abandon: () -> Unit,
) : HttpBody {
    override suspend fun open(): ByteSource = Source()

    private inner class Source : ByteSource {
        private var count = 0L
        private val isOver = AtomicBoolean()

        override suspend fun read(
            buffer: ByteArray,
            offset: Int,
            length: Int,
        ): Int {
            val left = contentLength?.minus(count) ?: Long.MAX_VALUE
            if (left == 0L) return -1
            val n = channel.readAvailable(buffer, offset, minOf(length.toLong(), left).toInt())
            if (n < 0 && contentLength != null) {
                throw EOFException("The server broke off after $count of $contentLength bytes")
            }
            if (n > 0) count += n
            if ((n < 0 || count == contentLength) && isOver.compareAndSet(false, true)) done()
            return n
        }

        override fun close() {
            if (isOver.compareAndSet(false, true)) abandon()
        }
    }

    companion object {
        private const val UNKNOWN = -1L

        /** What comes in chunks, which [scope] takes apart. */
        fun chunked(
            channel: ByteReadChannel,
            scope: CoroutineScope,
            done: () -> Unit,
            abandon: () -> Unit,
        ): AnswerBody = AnswerBody(scope.decodeChunked(channel, UNKNOWN).channel, null, done, abandon)
    }
}
