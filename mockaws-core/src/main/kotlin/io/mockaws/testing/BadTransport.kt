package io.mockaws.testing

import io.mockaws.engine.BrokenConnection
import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpResponse
import java.io.EOFException
import kotlin.experimental.inv

/** The connection breaks after [bytes] of the body. */
internal class Cut(
    private val bytes: Long,
) : BadTransport {
    init {
        require(bytes >= 0) { "Not a number of bytes: $bytes" }
    }

    override val code: String get() = "ResponseCut"

    override fun applyTo(response: HttpResponse): HttpResponse {
        val length = response.body.contentLength
        if (length == 0L && bytes == 0L) throw BrokenConnection(code, EOFException("The connection broke"))
        if (length != null && length <= bytes) return response
        return response.copy(body = Broken(response.body))
    }

    override fun toString(): String = "response cut after $bytes bytes"

    private inner class Broken(
        private val whole: HttpBody,
    ) : HttpBody {
        override val contentLength: Long? get() = whole.contentLength

        override suspend fun open(): ByteSource = LimitedSource(whole.open(), bytes) {
            throw EOFException("The connection broke after $bytes bytes of the body")
        }
    }
}

/** The body is shorter than it was, and its head says so too. */
internal class Truncation(
    private val bytes: Long,
) : BadTransport {
    init {
        require(bytes >= 0) { "Not a number of bytes: $bytes" }
    }

    override val code: String get() = "ResponseTruncated"

    override fun applyTo(response: HttpResponse): HttpResponse {
        val whole = response.body
        if ((whole.contentLength ?: Long.MAX_VALUE) <= bytes) return response
        val headers = Headers.builder()
        response.headers.forEachField { name, value ->
            headers.add(name, if (name.equals("Content-Length", ignoreCase = true)) bytes.toString() else value)
        }
        return response.copy(headers = headers.build(), body = if (bytes == 0L) HttpBody.Empty else Short(whole, bytes))
    }

    override fun toString(): String = "response truncated to $bytes bytes"

    private class Short(
        private val whole: HttpBody,
        override val contentLength: Long,
    ) : HttpBody {
        override suspend fun open(): ByteSource = LimitedSource(whole.open(), contentLength) { -1 }
    }
}

/** The first byte of the body is inverted. */
internal object Corruption : BadTransport {
    override val code: String get() = "ResponseCorrupted"

    override fun applyTo(response: HttpResponse): HttpResponse =
        if (response.body.contentLength == 0L) response else response.copy(body = Corrupted(response.body))

    override fun toString(): String = "response corrupted"

    private class Corrupted(
        private val whole: HttpBody,
    ) : HttpBody {
        override val contentLength: Long? get() = whole.contentLength

        override suspend fun open(): ByteSource = Inverting(whole.open())
    }

    private class Inverting(
        private val source: ByteSource,
    ) : ByteSource by source {
        private var atFirst = true

        override suspend fun read(
            buffer: ByteArray,
            offset: Int,
            length: Int,
        ): Int {
            val n = source.read(buffer, offset, length)
            if (atFirst && n > 0) {
                buffer[offset] = buffer[offset].inv()
                atFirst = false
            }
            return n
        }
    }
}

/** The first [limit] bytes of [source]; then [atLimit] says what comes. */
private class LimitedSource(
    private val source: ByteSource,
    private val limit: Long,
    private val atLimit: () -> Int,
) : ByteSource by source {
    private var position = 0L

    override suspend fun read(
        buffer: ByteArray,
        offset: Int,
        length: Int,
    ): Int {
        if (position == limit) return atLimit()
        val n = source.read(buffer, offset, minOf(length.toLong(), limit - position).toInt())
        if (n > 0) position += n
        return n
    }
}
