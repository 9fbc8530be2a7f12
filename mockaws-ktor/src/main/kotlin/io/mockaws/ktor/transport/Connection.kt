package io.mockaws.ktor.transport

import io.ktor.utils.io.ByteReadChannel
import io.ktor.utils.io.ByteWriteChannel
import io.ktor.utils.io.discard
import io.mockaws.ktor.framing.Chunks
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpHandler
import io.mockaws.wire.http.HttpResponse
import io.mockaws.wire.http.WebSocketBody
import java.security.MessageDigest
import java.util.Base64

/**
 * One client's requests, answered one after the other by [handler]: those that were sent ahead too, or a GET would not
 * see the PUT before it. Bodies flow both ways as fast as they are read. What [handler] throws breaks the connection,
 * as a fault of the transport is meant to.
 */
internal class Connection(
    private val handler: HttpHandler,
    private val limits: Limits,
    private val lookout: Lookout,
    private val input: ByteReadChannel,
    output: ByteWriteChannel,
    /** `http` or `https`. */
    private val scheme: String,
    /** Host and port that it goes to. */
    private val localAddress: String,
) {
    private val outgoing = Outgoing(output, lookout, limits.stall)
    private val incoming = Incoming(input, lookout, limits.stall)
    private val attention = Attention(input, outgoing, lookout, limits.patience)
    private val heads = HeadReader(input, lookout, limits)

    /** Returns when either side has no more to say. */
    suspend fun serve() {
        try {
            while (true) {
                val head = heads.next() ?: break
                if (!exchange(head)) return endKindly()
            }
            outgoing.end()
        } catch (refusal: Refusal) {
            ResponseWriter(outgoing, head = null).write(refusal.asResponse(), closes = true)
            endKindly()
        }
    }

    /** Whether another request may follow. */
    private suspend fun exchange(head: RequestHead): Boolean {
        val writer = ResponseWriter(outgoing, head)
        val body = body(head, writer)
        val request = head.request(body, scheme, localAddress)
        val response = attention.during(head, isRead = body is HttpBody.Bytes) { handler.handle(request) }
        (response.body as? WebSocketBody)?.let { return switch(head, response, it) }
        // Who still waits to be told to send cannot be told any more; nobody knows whether the content comes.
        val mayGoOn = body !is ChannelBody || body.isInvited
        val goesOn = writer.write(response, closes = head.isLast || !mayGoOn)
        if (goesOn && body is ChannelBody) body.finish()
        return goesOn
    }

    /** From here on it is a WebSocket (RFC 6455, 4.2.2), and no request follows. */
    private suspend fun switch(
        head: RequestHead,
        response: HttpResponse,
        talk: WebSocketBody,
    ): Boolean {
        val key = head.headers["Sec-WebSocket-Key"] ?: throw Refusal.badRequest("it has no Sec-WebSocket-Key")
        val digest = MessageDigest.getInstance("SHA-1").digest((key.trim() + WEBSOCKET).encodeToByteArray())
        val fields = StringBuilder("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n")
        fields.append("Sec-WebSocket-Accept: ").append(Base64.getEncoder().encodeToString(digest)).append("\r\n")
        response.headers.forEachField { name, value -> fields.append(name).append(": ").append(value).append("\r\n") }
        outgoing.write(fields.append("\r\n").toString())
        outgoing.flush()
        talk.talk(WebSocket(input, outgoing))
        return false
    }

    private suspend fun body(
        head: RequestHead,
        writer: ResponseWriter,
    ): HttpBody {
        val length = head.contentLength
        if (length == 0L) {
            // It need not be told, but boto3 takes the answer after one that it was not told before for this one.
            if (head.expectsContinue) writer.invite()
            return HttpBody.Empty
        }
        val content = if (length == null) Chunks(incoming) else CountedBytes(incoming, length)
        if (head.expectsContinue) return ChannelBody(content, length, writer::invite)
        if (length == null || length > SMALL) return ChannelBody(content, length, invite = null)
        val bytes = ByteArray(length.toInt())
        var count = 0
        while (count < bytes.size) count += content.read(bytes, count, bytes.size - count)
        return HttpBody.Bytes(bytes)
    }

    /** A connection that is closed on a client which still sends is reset, and its last answer lost with it. */
    private suspend fun endKindly() {
        outgoing.end()
        lookout.within(limits.linger) { input.discard() }
    }

    private companion object {
        /** Bytes that are not worth a stream. */
        const val SMALL = 16 * 1024

        /** What RFC 6455 has a server put behind the key. */
        const val WEBSOCKET = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
    }
}
