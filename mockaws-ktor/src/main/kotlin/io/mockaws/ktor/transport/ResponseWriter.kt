package io.mockaws.ktor.transport

import io.ktor.http.HttpStatusCode
import io.ktor.http.toHttpDate
import io.ktor.util.date.GMTDate
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpResponse

/** Writes the answer to one request, or to what should have been one, which has no head. */
internal class ResponseWriter(
    private val output: Outgoing,
    private val head: RequestHead?,
) {
    /** Tells a client that asked whether it may send the content that it may. */
    suspend fun invite() {
        output.write(CONTINUE)
        output.flush()
    }

    /**
     * Writes [response] to its end.
     *
     * @param closes whether the connection ends with it
     * @return whether the connection can go on
     */
    suspend fun write(
        response: HttpResponse,
        closes: Boolean,
    ): Boolean {
        val framing = framing(response)
        val ends = closes || framing.endsConnection
        val fields = fields(response, framing, ends)
        val body = response.body
        if (body is HttpBody.Bytes && body.bytes.size <= SMALL) {
            output.write(if (framing.hasBody) fields + body.bytes else fields)
        } else {
            output.write(fields)
            if (framing.hasBody) copy(body, framing)
        }
        output.flush()
        return !ends
    }

    private fun fields(
        response: HttpResponse,
        framing: Framing,
        ends: Boolean,
    ): ByteArray =
        buildString {
            append("HTTP/1.1 ").append(response.status).append(' ')
            append(HttpStatusCode.fromValue(response.status).description).append(LINE_END)
            response.headers.forEachField { name, value ->
                if (!(framing.isSet && name.equals("Content-Length", ignoreCase = true))) field(name, value)
            }
            framing.length?.let { field("Content-Length", it.toString()) }
            if (framing.isChunked) field("Transfer-Encoding", "chunked")
            // By the system's clock, whatever a mock's shows: SDKs correct their own by it, in the Java SDK that of the whole JVM.
            field("Date", GMTDate().toHttpDate())
            if (ends) field("Connection", "close")
            append(LINE_END)
        }.encodeToByteArray()

    /** Metadata and the overrides of a presigned URL come from callers, who shall not write fields of their own. */
    private fun StringBuilder.field(
        name: String,
        value: String,
    ) {
        append(name).append(": ").append(
            if (value.any {
                    it < ' '
                }
            ) {
                value.replace(LINE_BREAKS, " ")
            } else {
                value
            }
        ).append(LINE_END)
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
            head?.method == "HEAD" -> Framing(hasBody = false)

            response.status == NO_CONTENT || response.status == NOT_MODIFIED -> Framing(hasBody = false)

            length != null -> Framing(hasBody = length > 0, length = length)

            head?.isHttp11 == true -> Framing(hasBody = true, isChunked = true)

            else -> Framing(hasBody = true, endsConnection = true)
        }
    }

    private suspend fun copy(
        body: HttpBody,
        framing: Framing,
    ) {
        if (body is HttpBody.Bytes) return output.write(body.bytes)
        body.open().use { source ->
            val buffer = ByteArray(BUFFER)
            while (true) {
                val n = source.read(buffer)
                if (n < 0) break
                if (framing.isChunked) output.write("${n.toString(radix = 16)}$LINE_END")
                output.write(buffer, n)
                if (framing.isChunked) output.write(LINE_END)
                // Events of a stream are looked at one by one.
                if (framing.length == null) output.flush()
            }
        }
        if (framing.isChunked) output.write("0$LINE_END$LINE_END")
    }

    private companion object {
        const val LINE_END = "\r\n"
        const val CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n"
        val LINE_BREAKS = Regex("[\\x00\\r\\n]")
        const val BUFFER = 64 * 1024

        /** Bytes that are better copied than written for themselves. */
        const val SMALL = 16 * 1024
        const val NO_CONTENT = 204
        const val NOT_MODIFIED = 304
    }
}
