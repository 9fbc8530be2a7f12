package io.mockaws.ktor.transport

import io.ktor.http.HttpStatusCode
import io.ktor.http.cio.RequestResponseBuilder
import io.ktor.utils.io.ByteWriteChannel
import io.ktor.utils.io.writeFully
import io.ktor.utils.io.writePacket
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpResponse

/** Writes the answer to one request. */
internal class ResponseWriter(
    private val output: ByteWriteChannel,
    private val head: RequestHead,
) {
    /** Tells a client that asked whether it may send the content that it may. */
    suspend fun invite() {
        output.writeFully(CONTINUE)
        output.flush()
    }

    /**
     * Writes [response] to its end.
     *
     * @param closes whether the connection ends with it
     */
    suspend fun write(
        response: HttpResponse,
        closes: Boolean,
    ) {
        val framing = framing(response)
        output.writePacket(
            RequestResponseBuilder().apply {
                responseLine("HTTP/1.1", response.status, HttpStatusCode.fromValue(response.status).description)
                response.headers.forEachField { name, value ->
                    if (!(framing.isSet && name.equals("Content-Length", ignoreCase = true))) headerLine(name, value)
                }
                framing.length?.let { headerLine("Content-Length", it.toString()) }
                if (framing.isChunked) headerLine("Transfer-Encoding", "chunked")
                if (closes || framing.endsConnection) headerLine("Connection", "close")
                emptyLine()
            }.build(),
        )
        if (framing.hasBody) copy(response.body, framing)
        output.flush()
    }

    /** How a client tells where the content ends. */
    private class Framing(
        val hasBody: Boolean,
        val length: Long? = null,
        val isChunked: Boolean = false,
        val endsConnection: Boolean = false,
    ) {
        /** Whether it is said here, and not by a field of the response. */
        val isSet: Boolean get() = hasBody || length != null
    }

    private fun framing(response: HttpResponse): Framing {
        val length = response.body.contentLength
        return when {
            // The length that a GET would have is the response's own to tell.
            head.method == "HEAD" -> Framing(hasBody = false)

            response.status == NO_CONTENT || response.status == NOT_MODIFIED -> Framing(hasBody = false)

            length != null -> Framing(hasBody = length > 0, length = length)

            head.isHttp11 -> Framing(hasBody = true, isChunked = true)

            else -> Framing(hasBody = true, endsConnection = true)
        }
    }

    private suspend fun copy(
        body: HttpBody,
        framing: Framing,
    ) {
        if (body is HttpBody.Bytes) return output.writeFully(body.bytes)
        body.open().use { source ->
            val buffer = ByteArray(BUFFER)
            while (true) {
                val n = source.read(buffer)
                if (n < 0) break
                if (framing.isChunked) output.writeFully("${n.toString(radix = 16)}\r\n".encodeToByteArray())
                output.writeFully(buffer, 0, n)
                if (framing.isChunked) output.writeFully(CRLF)
                // Events of a stream are looked at one by one.
                if (framing.length == null) output.flush()
            }
        }
        if (framing.isChunked) output.writeFully(LAST_CHUNK)
    }

    private companion object {
        val CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".encodeToByteArray()
        val CRLF = "\r\n".encodeToByteArray()
        val LAST_CHUNK = "0\r\n\r\n".encodeToByteArray()
        const val BUFFER = 64 * 1024
        const val NO_CONTENT = 204
        const val NOT_MODIFIED = 304
    }
}
