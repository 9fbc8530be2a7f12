package io.mockaws.sdk.java

import io.mockaws.engine.CallerThread
import io.mockaws.engine.InputStreamBody
import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpHandler
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import kotlinx.coroutines.CancellationException
import software.amazon.awssdk.http.ContentStreamProvider
import java.io.ByteArrayInputStream
import java.io.IOException
import java.io.InputStream
import java.io.InterruptedIOException

/** One call of a thread that waits for its answer; can be aborted from another one. */
internal class BlockingCall(
    private val handler: HttpHandler,
) {
    @Volatile
    private var caller: CallerThread<HttpResponse>? = null

    @Volatile
    private var aborted = false

    /**
     * @throws IOException when the call was aborted, or the request's body broke off
     * @throws InterruptedIOException when the thread was interrupted; its flag is set again
     */
    @Throws(IOException::class)
    fun answer(request: HttpRequest): HttpResponse =
        try {
            CallerThread.run({ caller = it.also { it -> if (aborted) it.cancel() } }) { handler.handle(request) }
        } catch (cancelled: CancellationException) {
            throw IOException("The request was aborted", cancelled)
        } catch (interrupt: InterruptedException) {
            Thread.currentThread().interrupt()
            throw InterruptedIOException("The thread was interrupted").initCause(interrupt)
        }

    fun abort() {
        aborted = true
        caller?.cancel()
    }

    companion object {
        /**
         * What the SDK sends: [length] bytes, or an unknown number when it is negative. A short body is read at once, a
         * long one when it is asked for, on the thread that asks.
         */
        @JvmStatic
        @Throws(IOException::class)
        fun bodyOf(
            content: ContentStreamProvider,
            length: Long,
        ): HttpBody =
            if (length in 0..SHORT) {
                HttpBody.Bytes(content.newStream().use { it.readAllBytes() })
            } else {
                StreamedBody(content, length.takeIf { it >= 0 })
            }

        /** What the SDK reads: blocks on the thread that reads. */
        @JvmStatic
        fun streamOf(body: HttpBody): InputStream =
            if (body is HttpBody.Bytes) ByteArrayInputStream(body.bytes) else SourceStream(body)

        private const val SHORT = 64 * 1024L
    }
}

private class StreamedBody(
    private val content: ContentStreamProvider,
    override val contentLength: Long?,
) : HttpBody {
    override suspend fun open(): ByteSource = InputStreamBody(content.newStream(), contentLength).open()
}

private class SourceStream(
    body: HttpBody,
) : InputStream() {
    private val source = CallerThread.run { body.open() }
    private val one = ByteArray(1)

    override fun read(): Int = if (read(one, 0, 1) < 0) -1 else one[0].toInt() and 0xff

    override fun read(
        buffer: ByteArray,
        offset: Int,
        length: Int,
    ): Int = if (length == 0) 0 else CallerThread.run { source.read(buffer, offset, length) }

    override fun close() = source.close()
}
