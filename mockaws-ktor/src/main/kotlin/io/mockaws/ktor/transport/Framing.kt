package io.mockaws.ktor.transport

/** How the content of a request lies on its connection. Reads up to its end and never beyond. */
internal interface Framing {
    /** At least one byte and at most [length]; -1 at the end. */
    suspend fun read(
        buffer: ByteArray,
        offset: Int,
        length: Int,
    ): Int
}

/** As many bytes as the head said. */
internal class CountedBytes(
    private val input: Incoming,
    private var left: Long,
) : Framing {
    override suspend fun read(
        buffer: ByteArray,
        offset: Int,
        length: Int,
    ): Int {
        if (left == 0L) return -1
        return input.read(buffer, offset, minOf(left, length.toLong()).toInt()).also { left -= it }
    }
}

/** Chunks (RFC 9112, 7.1). Their extensions and what follows the last of them say nothing to us. */
internal class Chunks(
    private val input: Incoming,
) : Framing {
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
        if (!isFirst && input.line().isNotEmpty()) throw Refusal.badRequest("a chunk is longer than its size says")
        isFirst = false
        val size = input.line().substringBefore(';').trim(' ', '\t')
        if (!SIZE.matches(size)) throw Refusal.badRequest("a chunk has no valid size")
        left = size.toLong(HEX)
        if (left > 0) return
        repeat(MAX_TRAILERS) {
            if (input.line().isEmpty()) {
                isEnded = true
                return
            }
        }
        throw Refusal.headTooLarge()
    }

    private companion object {
        val SIZE = Regex("[0-9A-Fa-f]{1,15}")
        const val HEX = 16
        const val MAX_TRAILERS = 64
    }
}
