package io.mockaws.ktor.client

import io.mockaws.ktor.framing.Content
import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.HttpBody
import java.io.EOFException
import java.io.IOException
import java.util.concurrent.atomic.AtomicBoolean

/**
 * The content of an answer that is still on its way. Can be opened once.
 *
 * @param contentLength null where only the end tells
 */
internal class AnswerBody(
    private val content: Content,
    override val contentLength: Long?,
    private val ending: Ending,
) : HttpBody {
    /** What becomes of the connection that it comes by. */
    interface Ending {
        /** All of it was read. */
        fun done()

        /** The reader has enough, or something broke. */
        fun abandon()

        /** [cause] with the name of who broke off. */
        fun named(cause: IOException): IOException
    }

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
            val n =
                try {
                    content.read(buffer, offset, minOf(length.toLong(), left).toInt())
                } catch (failure: IOException) {
                    throw ending.named(failure)
                }
            if (n < 0 && contentLength != null) {
                throw ending.named(EOFException("the answer ended after $count of $contentLength bytes"))
            }
            if (n > 0) count += n
            if ((n < 0 || count == contentLength) && isOver.compareAndSet(false, true)) ending.done()
            return n
        }

        override fun close() {
            if (isOver.compareAndSet(false, true)) ending.abandon()
        }
    }
}
