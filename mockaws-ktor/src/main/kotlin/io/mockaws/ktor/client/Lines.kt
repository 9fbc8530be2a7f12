package io.mockaws.ktor.client

import io.ktor.utils.io.ByteReadChannel
import io.ktor.utils.io.readByte
import java.io.ByteArrayOutputStream
import java.io.IOException

/** The lines of a head, and those between chunks. */
internal class Lines(
    private val input: ByteReadChannel,
) {
    /**
     * The next line without its end.
     *
     * @throws IOException when it has none
     */
    suspend fun next(): String {
        val line = ByteArrayOutputStream()
        while (line.size() < LONGEST) {
            val byte = input.readByte()
            if (byte == LINE_FEED) return line.toByteArray().decodeToString().removeSuffix("\r")
            line.write(byte.toInt())
        }
        throw IOException("a line has no end")
    }

    private companion object {
        /** More than a server may say in one field. */
        const val LONGEST = 64 * 1024
        const val LINE_FEED = '\n'.code.toByte()
    }
}
