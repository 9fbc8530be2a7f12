package io.mockaws.wire.http

import java.io.ByteArrayOutputStream

/**
 * The content of a request or response. It can be opened once, unless it says otherwise ([Bytes] and stored
 * bodies can be opened any number of times). Reading suspends instead of blocking where the source can; a
 * body that comes from a blocking client reads on that client's own thread.
 */
public interface HttpBody {
    /** Length in bytes, or null when it is not known before the end. */
    public val contentLength: Long?

    /** Starts to read from the first byte. The caller closes the source. */
    public suspend fun open(): ByteSource

    /** A body that is held in memory. [bytes] must not be changed afterwards. */
    public class Bytes(
        /** The content itself, not a copy. */
        public val bytes: ByteArray,
    ) : HttpBody {
        override val contentLength: Long get() = bytes.size.toLong()

        override suspend fun open(): ByteSource = BytesSource(bytes)
    }

    public companion object {
        /** No content. */
        @JvmField
        public val Empty: Bytes = Bytes(ByteArray(0))

        /** [text] as UTF-8. */
        @JvmStatic
        public fun of(text: String): Bytes = Bytes(text.encodeToByteArray())
    }
}

/** A suspending stream of bytes. One reader at a time. */
public interface ByteSource : AutoCloseable {
    /**
     * Reads at least one byte and at most [length] into [buffer] from [offset] on. Returns how many, or -1 at
     * the end. Suspends until there is something to read.
     *
     * @throws java.io.IOException when the sender breaks off
     */
    public suspend fun read(
        buffer: ByteArray,
        offset: Int = 0,
        length: Int = buffer.size - offset,
    ): Int

    /** Says that no more will be read; the sender may be told to stop. Does nothing the second time. */
    override fun close()
}

/**
 * The whole content. A body that is in memory already is not copied.
 *
 * @param limit the most that is accepted, in bytes
 * @throws BodyTooLargeException when there is more
 */
public suspend fun HttpBody.readBytes(limit: Long = Int.MAX_VALUE.toLong()): ByteArray {
    if ((contentLength ?: 0) > limit) throw BodyTooLargeException(limit)
    if (this is HttpBody.Bytes) return bytes
    val out = ByteArrayOutputStream(minOf(contentLength ?: 0, MAX_AHEAD).toInt().coerceAtLeast(CHUNK))
    open().use { source ->
        val buffer = ByteArray(CHUNK)
        while (true) {
            val n = source.read(buffer)
            if (n < 0) break
            if (out.size() + n > limit) throw BodyTooLargeException(limit)
            out.write(buffer, 0, n)
        }
    }
    return out.toByteArray()
}

/** A body is longer than the [limit] (bytes) that its reader accepts. */
public class BodyTooLargeException(
    /** The most that was accepted, in bytes. */
    public val limit: Long,
) : java.io.IOException("The body is longer than the $limit bytes that are accepted")

internal const val CHUNK: Int = 16 * 1024

/** How much memory is taken on the word of a sender who may lie about the length of a body. */
private const val MAX_AHEAD: Long = 1024 * 1024

private class BytesSource(
    private val bytes: ByteArray,
) : ByteSource {
    private var position = 0

    override suspend fun read(
        buffer: ByteArray,
        offset: Int,
        length: Int,
    ): Int {
        if (position == bytes.size) return -1
        val n = minOf(length, bytes.size - position)
        bytes.copyInto(buffer, offset, position, position + n)
        position += n
        return n
    }

    override fun close() = Unit
}
