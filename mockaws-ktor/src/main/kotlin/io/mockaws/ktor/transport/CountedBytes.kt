package io.mockaws.ktor.transport

import io.mockaws.ktor.framing.Content

/** The content of a request of as many bytes as its head said. Reads up to its end and never beyond. */
internal class CountedBytes(
    private val input: Incoming,
    private var left: Long,
) : Content {
    override suspend fun read(
        buffer: ByteArray,
        offset: Int,
        length: Int,
    ): Int {
        if (left == 0L) return -1
        return input.read(buffer, offset, minOf(left, length.toLong()).toInt()).also { left -= it }
    }
}
