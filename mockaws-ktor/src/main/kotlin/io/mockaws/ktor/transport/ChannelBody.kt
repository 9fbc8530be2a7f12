package io.mockaws.ktor.transport

import io.ktor.utils.io.ByteReadChannel
import io.ktor.utils.io.cancel
import io.ktor.utils.io.discard
import io.ktor.utils.io.readAvailable
import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.HttpBody
import java.io.EOFException

/**
 * The content of a request that is still on its way. Can be opened once.
 *
 * @param invite tells a client that waits for it to send the content (`100 Continue`); null where none waits
 */
internal class ChannelBody(
    private val channel: ByteReadChannel,
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
        if (isInvited) channel.discard() else channel.cancel()
    }

    private inner class Source : ByteSource {
        private var count = 0L

        override suspend fun read(
            buffer: ByteArray,
            offset: Int,
            length: Int,
        ): Int {
            val n = channel.readAvailable(buffer, offset, length)
            if (n < 0 && contentLength != null && count < contentLength) {
                throw EOFException("The client broke off after $count of $contentLength bytes")
            }
            if (n > 0) count += n
            return n
        }

        override fun close() = Unit
    }
}
