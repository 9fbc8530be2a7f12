package io.mockaws.wire.content

import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.HasTrailers
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest

/**
 * The request without the frames of `aws-chunked`, as
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html describes them: signed or not, with and
 * without trailers. `x-amz-content-sha256` stays as it was sent. Any other request is returned as it is.
 *
 * @param check what looks at the chunks on the way, or null
 */
internal fun HttpRequest.withoutChunks(check: ChunkCheck? = null): HttpRequest {
    if (headers["x-amz-content-sha256"]?.startsWith("STREAMING-") != true && !hasChunkedEncoding()) return this
    val length = headers["x-amz-decoded-content-length"]?.trim()?.toLongOrNull()?.takeIf { it >= 0 }
    val rest = Headers.builder()
    headers.forEachField { name, value ->
        when {
            name.equals(ENCODING, ignoreCase = true) -> otherEncodings(value)?.let { rest.add(name, it) }
            name.equals("Content-Length", ignoreCase = true) -> length?.let { rest.add(name, it.toString()) }
            else -> rest.add(name, value)
        }
    }
    return copy(headers = rest.build(), body = AwsChunkedBody(body, length, check))
}

private const val ENCODING = "Content-Encoding"

private fun HttpRequest.hasChunkedEncoding() = headers[ENCODING]?.contains("aws-chunked", ignoreCase = true) == true

/** S3 stores an object's encoding without the part that was only for the way. */
private fun otherEncodings(value: String): String? =
    value
        .split(',')
        .map { it.trim() }
        .filter { it.isNotEmpty() && !it.equals("aws-chunked", ignoreCase = true) }
        .joinToString(",")
        .ifEmpty { null }

/** Takes the frames off [framed] as it is read. */
internal class AwsChunkedBody(
    private val framed: HttpBody,
    override val contentLength: Long?,
    private val check: ChunkCheck? = null,
) : HasTrailers {
    @Volatile
    override var trailers: Headers = Headers.Empty
        private set

    override suspend fun open(): ByteSource = ChunkSource(framed.open(), contentLength, check) { trailers = it }
}
