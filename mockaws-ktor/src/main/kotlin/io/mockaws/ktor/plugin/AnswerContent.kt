package io.mockaws.ktor.plugin

import io.ktor.http.HttpStatusCode
import io.ktor.http.content.OutgoingContent
import io.ktor.http.toHttpDate
import io.ktor.server.request.ApplicationRequest
import io.ktor.util.date.GMTDate
import io.ktor.utils.io.ByteWriteChannel
import io.ktor.utils.io.writeFully
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpResponse
import java.io.IOException
import io.ktor.http.Headers as KtorHeaders

/**
 * What Ktor sends for [response] to [request].
 *
 * @param mayGoOn whether the connection can take another request
 */
internal fun answerContent(
    response: HttpResponse,
    request: ApplicationRequest,
    mayGoOn: Boolean,
): OutgoingContent {
    val body = response.body
    val status = HttpStatusCode.fromValue(response.status)
    val length = body.contentLength ?: response.headers["Content-Length"]?.toLongOrNull()
    val headers = fields(response, closes = !mayGoOn && request.local.version.startsWith("HTTP/1"))
    return when {
        // The length that a GET would have is the response's own to tell.
        request.local.method.value == "HEAD" ->
            NoBody(status, headers, response.headers["Content-Length"]?.toLongOrNull() ?: length)

        response.status == NO_CONTENT || response.status == NOT_MODIFIED -> NoBody(status, headers, null)

        body is HttpBody.Bytes -> WholeBody(status, headers, body.bytes)

        else -> StreamedBody(status, headers, body)
    }
}

/** Breaks the connection, after a head that promises what does not come. */
internal class BrokenContent(
    private val cause: IOException,
) : OutgoingContent.WriteChannelContent() {
    override val contentLength: Long get() = 1

    override suspend fun writeTo(channel: ByteWriteChannel) = throw cause
}

private fun fields(
    response: HttpResponse,
    closes: Boolean,
): KtorHeaders =
    KtorHeaders.build {
        response.headers.forEachField { name, value ->
            if (!name.equals("Content-Length", ignoreCase = true)) append(name, oneLine(value))
        }
        // By the system's clock, whatever the mock's shows: SDKs correct their own by it.
        if ("Date" !in this) append("Date", GMTDate().toHttpDate())
        if (closes) append("Connection", "close")
    }

/** Metadata and the overrides of a presigned URL come from callers, who shall not write fields of their own. */
private fun oneLine(
    value: String
) = if (value.any(::isControl)) value.map { if (isControl(it)) ' ' else it }.joinToString("") else value

private fun isControl(char: Char) = char < ' ' && char != '\t'

private class WholeBody(
    override val status: HttpStatusCode,
    override val headers: KtorHeaders,
    private val bytes: ByteArray,
) : OutgoingContent.ByteArrayContent() {
    override val contentLength: Long get() = bytes.size.toLong()

    override fun bytes() = bytes
}

private class StreamedBody(
    override val status: HttpStatusCode,
    override val headers: KtorHeaders,
    private val body: HttpBody,
) : OutgoingContent.WriteChannelContent() {
    override val contentLength: Long? get() = body.contentLength

    override suspend fun writeTo(channel: ByteWriteChannel) {
        body.open().use { source ->
            val buffer = ByteArray(BUFFER)
            while (true) {
                val n = source.read(buffer)
                if (n < 0) break
                channel.writeFully(buffer, 0, n)
                // Events of a stream are looked at one by one.
                if (contentLength == null) channel.flush()
            }
        }
    }
}

private class NoBody(
    override val status: HttpStatusCode,
    headers: KtorHeaders,
    override val contentLength: Long?,
) : OutgoingContent.NoContent() {
    override val headers: KtorHeaders = if (contentLength == null) WithoutLength(headers) else headers
}

/** Keeps Ktor from adding a length of 0, which it does where nothing speaks of the framing. */
private class WithoutLength(
    private val fields: KtorHeaders,
) : KtorHeaders by fields {
    override fun forEach(body: (String, List<String>) -> Unit) {
        fields.forEach(body)
        body("Transfer-Encoding", emptyList())
    }
}

private const val BUFFER = 64 * 1024
private const val NO_CONTENT = 204
private const val NOT_MODIFIED = 304
