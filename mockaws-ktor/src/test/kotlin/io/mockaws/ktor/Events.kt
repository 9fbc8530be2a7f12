package io.mockaws.ktor

import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.HttpBody
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.channels.Channel
import software.amazon.eventstream.HeaderValue
import software.amazon.eventstream.Message
import java.nio.ByteBuffer

/** The content of an answer that is an event stream, whose frames a test sends one by one. */
internal class Events : HttpBody {
    private val frames = Channel<Message>(Channel.UNLIMITED)

    /** Completes when nobody reads any more. */
    val left = CompletableDeferred<Unit>()

    override val contentLength: Long? get() = null

    suspend fun send(event: String, payload: ByteArray = ByteArray(0)) {
        val headers = mapOf(":message-type" to "event", ":event-type" to event, ":content-type" to "application/octet-stream")
        frames.send(Message(headers.mapValues { HeaderValue.fromString(it.value) }, payload))
    }

    fun end() = frames.close()

    override suspend fun open(): ByteSource =
        object : ByteSource {
            private var rest = ByteBuffer.allocate(0)

            override suspend fun read(
                buffer: ByteArray,
                offset: Int,
                length: Int,
            ): Int {
                if (!rest.hasRemaining()) rest = (frames.receiveCatching().getOrNull() ?: return -1).toByteBuffer()
                return minOf(length, rest.remaining()).also { rest.get(buffer, offset, it) }
            }

            override fun close() {
                left.complete(Unit)
            }
        }
}
