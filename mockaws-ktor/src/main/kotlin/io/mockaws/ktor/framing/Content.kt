package io.mockaws.ktor.framing

/** The content of a message, as it comes from a connection. */
internal fun interface Content {
    /** At least one byte and at most [length]; -1 at the end. */
    suspend fun read(
        buffer: ByteArray,
        offset: Int,
        length: Int,
    ): Int
}
