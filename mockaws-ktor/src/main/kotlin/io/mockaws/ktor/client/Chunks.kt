package io.mockaws.ktor.client

import io.ktor.utils.io.ByteReadChannel
import io.ktor.utils.io.readAvailable
import java.io.EOFException
import java.io.IOException

/**
 * Takes the chunks of an answer apart. Ktor's decoder takes a connection that was cut between two chunks for the end.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-7.1">RFC 9112, 7.1</a>
 */
internal class Chunks(
    private val input: ByteReadChannel,
) : AnswerBody.Content {
    private val lines = Lines(input)
    private var left = 0L
    private var isFirst = true
    private var isOver = false

    override suspend fun read(
        buffer: ByteArray,
        offset: Int,
        length: Int,
    ): Int {
        if (left == 0L && !isOver) begin()
        if (isOver) return -1
        val n = input.readAvailable(buffer, offset, minOf(length.toLong(), left).toInt())
        if (n < 0) throw EOFException("the answer ended in the middle of a chunk")
        left -= n
        return n
    }

    private suspend fun begin() {
        if (!isFirst) lines.next()
        isFirst = false
        val size = lines.next().substringBefore(';').trim()
        left =
            size.toLongOrNull(radix = 16)?.takeIf { it >= 0 } ?: throw IOException("\"$size\" is no length of a chunk")
        if (left > 0) return
        // Fields may follow, up to an empty line.
        while (lines.next().isNotEmpty()) continue
        isOver = true
    }
}
