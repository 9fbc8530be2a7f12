package io.mockaws.wire.content

import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.CHUNK
import io.mockaws.wire.http.Headers

/**
 * Reads `SIZE;chunk-signature=...CRLF data CRLF` until a size of 0, then the trailers. Lines are at most [MAX_LINE]
 * bytes long, so a sender without an end cannot fill the memory.
 */
internal class ChunkSource(
    private val source: ByteSource,
    private val expected: Long?,
    private val check: ChunkCheck? = null,
    private val onTrailers: (Headers) -> Unit,
) : ByteSource {
    private val buffer = ByteArray(CHUNK)
    private var start = 0
    private var end = 0

    /** What is left of the chunk at hand. */
    private var left = 0L
    private var total = 0L
    private var first = true
    private var ended = false

    override suspend fun read(
        buffer: ByteArray,
        offset: Int,
        length: Int,
    ): Int {
        if (length == 0) return 0
        if (left == 0L && !ended) nextChunk()
        if (ended) return -1
        val wanted = minOf(left, length.toLong()).toInt()
        val n = take(buffer, offset, wanted)
        check?.holds(buffer, offset, n)
        left -= n
        total += n
        if (expected != null && total > expected) throw incomplete()
        return n
    }

    /** What is buffered first; a large rest of a chunk goes straight to the reader. */
    private suspend fun take(
        target: ByteArray,
        offset: Int,
        wanted: Int,
    ): Int {
        if (start == end) {
            if (wanted >= buffer.size) {
                return source.read(target, offset, wanted).also { if (it < 0) throw incomplete() }
            }
            fill()
        }
        val n = minOf(wanted, end - start)
        buffer.copyInto(target, offset, start, start + n)
        start += n
        return n
    }

    private suspend fun fill() {
        start = 0
        end = source.read(buffer)
        if (end < 0) {
            end = 0
            throw incomplete()
        }
    }

    private suspend fun nextChunk() {
        if (!first) {
            if (line().isNotEmpty()) throw malformed("A chunk is longer than its size says")
            check?.ends()
        }
        first = false
        val line = line()
        val size = line.substringBefore(';').trim()
        if (size.isEmpty() || size.length > MAX_SIZE_DIGITS || size.any { it.digitToIntOrNull(HEX) == null }) {
            throw malformed("A chunk has no valid size")
        }
        left = size.toLong(HEX)
        check?.begins(line.substringAfter(';', ""))
        if (left > 0) return
        ended = true
        check?.ends()
        trailers().let {
            check?.trailers(it)
            onTrailers(it)
        }
        if (expected != null && total != expected) throw incomplete()
    }

    /** Up to an empty line; a sender may leave that one out at the end of its body. */
    private suspend fun trailers(): Headers {
        val headers = Headers.builder()
        repeat(MAX_TRAILERS) {
            val line = line(endsAtEof = true)
            if (line.isEmpty()) return headers.build()
            val colon = line.indexOf(':')
            if (colon <= 0) throw malformed("A trailer is not a header field")
            headers.add(line.substring(0, colon).trim(), line.substring(colon + 1).trim())
        }
        throw malformed("Too many trailers")
    }

    /** Without its line feed and carriage return. */
    private suspend fun line(endsAtEof: Boolean = false): String {
        val text = StringBuilder()
        while (true) {
            if (start == end) {
                start = 0
                end = source.read(buffer).coerceAtLeast(0)
                if (end == 0) return if (endsAtEof) text.toString().trimEnd('\r') else throw incomplete()
            }
            val c = (buffer[start++].toInt() and BYTE).toChar()
            if (c == '\n') return text.toString().removeSuffix("\r")
            if (text.length == MAX_LINE) throw malformed("A line between two chunks is too long")
            text.append(c)
        }
    }

    override fun close() = source.close()

    private fun incomplete() =
        MalformedRequest(
            "You did not provide the number of bytes specified by the x-amz-decoded-content-length HTTP header",
            code = "IncompleteBody",
        )

    private fun malformed(reason: String) = MalformedRequest(reason, code = "InvalidRequest")

    private companion object {
        const val MAX_LINE = 8 * 1024
        const val MAX_TRAILERS = 64
        const val MAX_SIZE_DIGITS = 15
        const val HEX = 16
        const val BYTE = 0xff
    }
}
