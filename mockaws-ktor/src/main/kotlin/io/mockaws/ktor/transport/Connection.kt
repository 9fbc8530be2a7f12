package io.mockaws.ktor.transport

import io.ktor.utils.io.ByteReadChannel
import io.ktor.utils.io.ByteWriteChannel
import io.ktor.utils.io.discard
import io.mockaws.ktor.framing.Chunks
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpHandler

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
        // Who still waits to be told to send cannot be told any more; nobody knows whether the content comes.
        val mayGoOn = body !is ChannelBody || body.isInvited
        val goesOn = writer.write(response, closes = head.isLast || !mayGoOn)
        if (goesOn && body is ChannelBody) body.finish()
        return goesOn
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
    }
}
