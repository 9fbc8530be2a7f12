package io.mockaws.wire.content

import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.http.BodyTooLargeException
import io.mockaws.wire.http.CHUNK
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.readBytes
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.util.zip.GZIPInputStream

/** The most that the body of one message may hold where it is read as a whole: a 50 MB function in base64 fits. */
internal const val MAX_DOCUMENT: Long = 100L * 1024 * 1024

/**
 * The whole body of a request that is one document, unzipped where the client compressed it
 * (https://smithy.io/2.0/spec/behavior-traits.html#requestcompression-trait).
 *
 * @throws BodyTooLargeException for more than [limit] bytes, counted after unzipping
 * @throws MalformedRequest for what claims to be gzip and is not
 */
internal suspend fun HttpRequest.document(limit: Long = MAX_DOCUMENT): ByteArray {
    val bytes = body.readBytes(limit)
    val encoding = headers["Content-Encoding"] ?: return bytes
    return if (encoding.substringAfterLast(
            ','
        ).trim().equals("gzip", ignoreCase = true)
    ) {
        gunzip(bytes, limit)
    } else {
        bytes
    }
}

private fun gunzip(
    bytes: ByteArray,
    limit: Long,
): ByteArray {
    val out = ByteArrayOutputStream(bytes.size * 2)
    try {
        GZIPInputStream(bytes.inputStream(), CHUNK).use { unzipped ->
            val buffer = ByteArray(CHUNK)
            while (true) {
                val n = unzipped.read(buffer)
                if (n < 0) break
                if (out.size() + n > limit) throw BodyTooLargeException(limit)
                out.write(buffer, 0, n)
            }
        }
    } catch (tooLarge: BodyTooLargeException) {
        throw tooLarge
    } catch (broken: IOException) {
        throw MalformedRequest("The request's content is not valid gzip", broken)
    }
    return out.toByteArray()
}
