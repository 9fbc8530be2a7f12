package io.mockaws.wire.content

import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.http.BodyTooLargeException
import io.mockaws.wire.http.CHUNK
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.readBytes
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.io.InputStream
import java.util.zip.GZIPInputStream
import java.util.zip.InflaterInputStream

/** The most that the body of one message may hold where it is read as a whole: a 50 MB function in base64 fits. */
internal const val MAX_DOCUMENT: Long = 100L * 1024 * 1024

/**
 * The whole body of a request that is one document, unzipped where the client compressed it
 * (https://smithy.io/2.0/spec/behavior-traits.html#requestcompression-trait).
 *
 * @param failsOnBadEncoding see [io.mockaws.wire.ServiceShape.failsOnBadEncoding]; elsewhere content in an encoding that
 * nobody knows is taken as it is
 * @throws BodyTooLargeException for more than [limit] bytes, counted after unzipping
 * @throws MalformedRequest for what is not what its encoding says
 */
internal suspend fun HttpRequest.document(
    limit: Long = MAX_DOCUMENT,
    failsOnBadEncoding: Boolean = false,
): ByteArray {
    val bytes = body.readBytes(limit)
    val encoding = headers["Content-Encoding"]?.substringAfterLast(',')?.trim()?.lowercase()
    if (encoding.isNullOrEmpty()) return bytes

    fun malformed(cause: IOException? = null) =
        if (failsOnBadEncoding) {
            MalformedRequest("Internal server error", cause, "InternalServerError", INTERNAL_ERROR)
        } else {
            MalformedRequest("The request's content is not valid $encoding", cause)
        }
    return try {
        when (encoding) {
            "gzip" -> unzipped(GZIPInputStream(bytes.inputStream(), CHUNK), bytes.size * 2, limit)
            "deflate" -> unzipped(InflaterInputStream(bytes.inputStream()), bytes.size * 2, limit)
            else -> if (failsOnBadEncoding) throw malformed() else bytes
        }
    } catch (broken: IOException) {
        if (broken is BodyTooLargeException) throw broken
        throw malformed(broken)
    }
}

private fun unzipped(
    stream: InputStream,
    expected: Int,
    limit: Long,
): ByteArray {
    val out = ByteArrayOutputStream(expected)
    stream.use {
        val buffer = ByteArray(CHUNK)
        while (true) {
            val n = stream.read(buffer)
            if (n < 0) break
            if (out.size() + n > limit) throw BodyTooLargeException(limit)
            out.write(buffer, 0, n)
        }
    }
    return out.toByteArray()
}

private const val INTERNAL_ERROR = 500
