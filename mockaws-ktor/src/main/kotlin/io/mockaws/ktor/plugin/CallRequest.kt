package io.mockaws.ktor.plugin

import io.ktor.server.application.ApplicationCall
import io.ktor.server.request.ApplicationRequest
import io.ktor.server.request.receiveChannel
import io.ktor.utils.io.ByteReadChannel
import io.ktor.utils.io.readAvailable
import io.mockaws.ktor.transport.RequestHead
import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import java.io.EOFException

/** The request as it was on the wire: its target is what the engine read, before Ktor decodes or routes any of it. */
internal fun ApplicationRequest.asHttpRequest(body: HttpBody): HttpRequest {
    val authority = local.serverHost + local.serverPort.let { if (it == DEFAULT_PORTS[local.scheme]) "" else ":$it" }
    val fields = Headers.builder()
    // HTTP/2 has it elsewhere, and it is signed.
    if ("Host" !in headers) fields.add("Host", authority)
    // An engine may list a name in each case that occurs, and all values of any case with each.
    for (name in headers.names().distinctBy { it.lowercase() }) {
        headers.getAll(name)?.forEach { fields.add(name, it) }
    }
    return RequestHead(local.method.value, local.uri, isHttp11, fields.build()).request(body, local.scheme, authority)
}

private val DEFAULT_PORTS = mapOf("http" to 80, "https" to 443)
private val ApplicationRequest.isHttp11 get() = local.version == "HTTP/1.1"

/** The content of a request that may still be on its way. Can be opened once. */
internal class ReceivedBody private constructor(
    private val call: ApplicationCall,
    override val contentLength: Long?,
    private val asks: Boolean,
) : HttpBody {
    private var isOpen = false

    /** Whether the client was told to send, or sends without. */
    val isInvited: Boolean get() = !asks || isOpen

    override suspend fun open(): ByteSource {
        check(!isOpen) { "The content of a request can be read once" }
        isOpen = true
        // Only on its way through the application is the client told to go on; otherwise no plugin shall decode anything.
        return Source(if (asks) call.receiveChannel() else call.request.receiveChannel())
    }

    private inner class Source(
        private val channel: ByteReadChannel,
    ) : ByteSource {
        private var count = 0L

        override suspend fun read(
            buffer: ByteArray,
            offset: Int,
            length: Int,
        ): Int {
            if (length == 0) return 0
            val n = channel.readAvailable(buffer, offset, length)
            if (n > 0) count += n
            if (n < 0 && contentLength != null && count != contentLength) {
                throw EOFException("The client broke off after $count of $contentLength bytes")
            }
            return n
        }

        override fun close() = Unit
    }

    companion object {
        /** Methods that nobody sends content with; HTTP/2 has no field that would tell, and Ktor does not say. */
        private val WITHOUT = setOf("GET", "HEAD", "DELETE", "OPTIONS")

        /** The content of the request of [call]; in HTTP/1 there is one only where a field tells of it. */
        fun of(call: ApplicationCall): HttpBody {
            val request = call.request
            val length = request.headers["Content-Length"]?.toLongOrNull()
            val isThere =
                when {
                    length != null -> length > 0
                    request.local.version.startsWith("HTTP/1") -> "Transfer-Encoding" in request.headers
                    else -> request.local.method.value !in WITHOUT
                }
            return if (isThere) ReceivedBody(call, length, asks = "Expect" in request.headers) else HttpBody.Empty
        }
    }
}
