package io.mockaws.ktor.transport

import io.ktor.http.cio.Request
import io.ktor.server.cio.backend.ServerRequestScope
import io.ktor.utils.io.readFully
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpHandler
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.job
import kotlinx.coroutines.withContext
import java.net.InetSocketAddress

/**
 * Brings the requests of Ktor's connections to [handler], and its answers back. Bodies flow both ways as fast as they
 * are read. What [handler] throws breaks the connection, as a fault of the transport is meant to.
 */
internal class Transport(
    private val handler: HttpHandler,
) {
    private val turns = Turns()

    @OptIn(ExperimentalCoroutinesApi::class)
    suspend fun answer(
        call: ServerRequestScope,
        request: Request,
    ) {
        val head = RequestHead.of(request)
        val connection = checkNotNull(call.coroutineContext.job.parent) { "A request belongs to a connection" }
        turns.take(connection) {
            // Long objects are kept in files.
            withContext(Dispatchers.IO) { exchange(call, request, head) }
        }
    }

    private suspend fun exchange(
        call: ServerRequestScope,
        request: Request,
        head: RequestHead,
    ) {
        val writer = ResponseWriter(call.output, head)
        val body = body(call, head, writer)
        val local = (call.localAddress as? InetSocketAddress)?.let { "${it.hostString}:${it.port}" } ?: "localhost"
        val response = handler.handle(head.request(body, local))
        // Who still waits to be told to send cannot be told any more; nobody knows whether the content comes.
        val mayGoOn = body !is ChannelBody || body.isInvited
        writer.write(response, closes = head.isLast || !mayGoOn)
        if (body is ChannelBody) body.finish()
        // Ktor reads the fields once more while it waits for content, and that is still so when nothing was invited.
        if (mayGoOn) request.release()
    }

    private suspend fun body(
        call: ServerRequestScope,
        head: RequestHead,
        writer: ResponseWriter,
    ): HttpBody {
        val length = head.contentLength
        return when {
            length == 0L -> HttpBody.Empty
            head.expectsContinue -> ChannelBody(call.input, length, writer::invite)
            length == null || length > SMALL -> ChannelBody(call.input, length, invite = null)
            else -> HttpBody.Bytes(ByteArray(length.toInt()).also { call.input.readFully(it) })
        }
    }

    private companion object {
        /** Bytes that are not worth a stream. */
        const val SMALL = 16 * 1024
    }
}
