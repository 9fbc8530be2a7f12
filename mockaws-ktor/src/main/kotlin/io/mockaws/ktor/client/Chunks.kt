package io.mockaws.ktor.client

import io.ktor.utils.io.ByteReadChannel
import io.ktor.utils.io.readAvailable
import io.ktor.utils.io.readByte
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
        if (!isFirst) line()
        isFirst = false
        val size = line().substringBefore(';').trim()
        left =
            size.toLongOrNull(radix = 16)?.takeIf { it >= 0 } ?: throw IOException("\"$size\" is no length of a chunk")
        if (left > 0) return
        // Fields may follow, up to an empty line.
        while (line().isNotEmpty()) continue
        isOver = true
    }

    private suspend fun line(): String {
        val line = StringBuilder()
        while (line.length < LONGEST) {
            val byte = input.readByte().toInt().toChar()
            if (byte == '\n') return line.removeSuffix("\r").toString()
            line.append(byte)
        }
        throw IOException("a line between two chunks has no end")
    }

    private companion object {
        const val LONGEST = 8192
    }
}
