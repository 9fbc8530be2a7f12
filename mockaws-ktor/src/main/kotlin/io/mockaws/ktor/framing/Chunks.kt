package io.mockaws.ktor.framing

import java.io.IOException

/**
 * Takes chunks apart, of requests and of answers. Reads up to their end and never beyond; their extensions and the
 * fields that follow the last of them say nothing to us. What is not exactly as it has to be is no chunk: two readers
 * that forgive different things see different messages in the same bytes.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-7.1">RFC 9112, 7.1</a>
 */
internal class Chunks(
    private val input: Input,
) : Content {
    /** Where they come from, and how whoever sent them is told that they are none. */
    interface Input : Content {
        /** At least one byte and at most [length]; throws where there will be none. */
        override suspend fun read(
            buffer: ByteArray,
            offset: Int,
            length: Int,
        ): Int

        /** The next line without its end, which is a carriage return and a line feed. */
        suspend fun line(): String

        fun malformed(reason: String): IOException

        fun tooManyFields(): IOException
    }

    private var left = 0L
    private var isFirst = true
    private var isEnded = false

    override suspend fun read(
        buffer: ByteArray,
        offset: Int,
        length: Int,
    ): Int {
        if (left == 0L && !isEnded) next()
        if (isEnded) return -1
        return input.read(buffer, offset, minOf(left, length.toLong()).toInt()).also { left -= it }
    }

    private suspend fun next() {
        if (!isFirst && input.line().isNotEmpty()) throw input.malformed("a chunk is longer than its size says")
        isFirst = false
        val size = input.line().substringBefore(';').trim(' ', '\t')
        if (!SIZE.matches(size)) throw input.malformed("a chunk has no valid size")
        left = size.toLong(HEX)
        if (left > 0) return
        repeat(MAX_FIELDS) {
            if (input.line().isEmpty()) {
                isEnded = true
                return
            }
        }
        throw input.tooManyFields()
    }

    private companion object {
        val SIZE = Regex("[0-9A-Fa-f]{1,15}")
        const val HEX = 16
        const val MAX_FIELDS = 64
    }
}
