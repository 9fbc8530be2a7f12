package io.mockaws.ktor.transport

import io.mockaws.ktor.framing.Content
import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.HttpBody

/**
 * The content of a request that is still on its way. Can be opened once.
 *
 * @param invite tells a client that waits for it to send the content (`100 Continue`); null where none waits
 */
internal class ChannelBody(
    private val content: Content,
    override val contentLength: Long?,
    private val invite: (suspend () -> Unit)?,
) : HttpBody {
    private var isOpen = false

    /** Whether the client was told to send, or sends without. */
    val isInvited: Boolean get() = invite == null || isOpen

    override suspend fun open(): ByteSource {
        check(!isOpen) { "The content of a request can be read once" }
        isOpen = true
        invite?.invoke()
        return Source()
    }

    /** Takes what nobody read off the connection, so that the next request can be found behind it. */
    suspend fun finish() {
        val rest = ByteArray(BUFFER)
        do {
            val count = content.read(rest, 0, rest.size)
        } while (count >= 0)
    }

    private inner class Source : ByteSource {
        override suspend fun read(
            buffer: ByteArray,
            offset: Int,
            length: Int,
        ): Int = if (length == 0) 0 else content.read(buffer, offset, length)

        override fun close() = Unit
    }

    private companion object {
        const val BUFFER = 16 * 1024
    }
}
