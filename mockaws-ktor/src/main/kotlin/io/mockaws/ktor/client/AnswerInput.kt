package io.mockaws.ktor.client

import io.ktor.utils.io.ByteReadChannel
import io.ktor.utils.io.readAvailable
import io.ktor.utils.io.readByte
import io.mockaws.ktor.framing.Chunks
import java.io.ByteArrayOutputStream
import java.io.EOFException
import java.io.IOException

/** What a server sends: the lines of a head, and chunks. */
internal class AnswerInput(
    private val channel: ByteReadChannel,
) : Chunks.Input {
    override suspend fun read(
        buffer: ByteArray,
        offset: Int,
        length: Int,
    ): Int {
        val count = channel.readAvailable(buffer, offset, length)
        if (count < 0) throw EOFException("the answer ended in the middle of a chunk")
        return count
    }

    /** @throws IOException when the line has no end */
    override suspend fun line(): String {
        val line = ByteArrayOutputStream()
        while (line.size() < LONGEST) {
            val byte = channel.readByte()
            if (byte == LINE_FEED) return withoutReturn(line.toByteArray().decodeToString())
            line.write(byte.toInt())
        }
        throw malformed("a line has no end")
    }

    override fun malformed(reason: String): IOException = IOException(reason)

    override fun tooManyFields(): IOException = malformed("too many fields follow its chunks")

    private fun withoutReturn(line: String): String {
        if (!line.endsWith('\r')) throw malformed("a line has no proper end")
        return line.dropLast(1)
    }

    private companion object {
        /** More than a server may say in one field. */
        const val LONGEST = 64 * 1024
        const val LINE_FEED = '\n'.code.toByte()
    }
}
