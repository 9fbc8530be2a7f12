package io.mockaws.sdk

import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpHandler
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger

/** A handler that remembers what it was asked. */
internal class Canned(
    private val answer: suspend (HttpRequest) -> HttpResponse,
) : HttpHandler {
    val requests: MutableList<HttpRequest> = CopyOnWriteArrayList()

    override suspend fun handle(request: HttpRequest): HttpResponse {
        requests += request
        return answer(request)
    }
}

internal fun json(
    text: String,
    status: Int = 200,
): HttpResponse = HttpResponse(status, Headers.of("Content-Type" to "application/x-amz-json-1.0"), HttpBody.of(text))

/** [length] bytes that are made as they are read; counts what was read. */
internal class Generated(
    private val length: Long,
    private val failAt: Long = Long.MAX_VALUE,
) : HttpBody {
    val chunks = AtomicInteger()

    @Volatile
    var closed = false

    override val contentLength: Long get() = length

    override suspend fun open(): ByteSource =
        object : ByteSource {
            private var position = 0L

            override suspend fun read(
                buffer: ByteArray,
                offset: Int,
                length: Int,
            ): Int {
                if (position >= failAt) throw java.io.IOException("The line was cut")
                if (position == this@Generated.length) return -1
                chunks.incrementAndGet()
                val n = minOf(length.toLong(), this@Generated.length - position).toInt()
                buffer.fill(7, offset, offset + n)
                position += n
                return n
            }

            override fun close() {
                closed = true
            }
        }
}

/** How many bytes the body has; reads them and keeps none. */
internal suspend fun HttpRequest.drain(): Long {
    val buffer = ByteArray(16 * 1024)
    var total = 0L
    body.open().use { source ->
        var n = source.read(buffer)
        while (n >= 0) {
            total += n
            n = source.read(buffer)
        }
    }
    return total
}

internal const val MIB: Long = 1024 * 1024
