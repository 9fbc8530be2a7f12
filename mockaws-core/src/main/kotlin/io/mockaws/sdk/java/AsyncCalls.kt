package io.mockaws.sdk.java

import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpHandler
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.channels.ProducerScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.reactive.publish
import org.reactivestreams.Publisher
import software.amazon.awssdk.http.async.AsyncExecuteRequest
import java.nio.ByteBuffer
import java.util.concurrent.CompletableFuture

/** The calls of one asynchronous client: none runs on its caller's thread, and closing the client ends them all. */
internal class AsyncCalls(
    private val handler: HttpHandler,
) : AutoCloseable {
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)

    /** Completes when the response's body has been read to its end; cancelling it cancels the call. */
    fun execute(request: AsyncExecuteRequest): CompletableFuture<Void> {
        val future = CompletableFuture<Void>()
        val job =
            scope.launch {
                try {
                    answer(request)
                    future.complete(null)
                } catch (failure: Throwable) {
                    request.responseHandler().onError(failure)
                    future.completeExceptionally(failure)
                }
            }
        future.whenComplete { _, _ -> job.cancel() }
        return future
    }

    private suspend fun answer(request: AsyncExecuteRequest) {
        val content = request.requestContentPublisher()
        val body =
            if (content == null) HttpBody.Empty else PublishedBody(content, content.contentLength().orElse(null))
        val response = handler.handle(Requests.of(request.request(), body))
        request.responseHandler().onHeaders(Requests.toSdk(response))
        val read = CompletableDeferred<Unit>()
        request.responseHandler().onStream(publisherOf(response.body, read))
        read.await()
    }

    /** Emits what the subscriber asks for and no more. A body that may lie in a file is read where blocking is allowed. */
    private fun publisherOf(
        body: HttpBody,
        read: CompletableDeferred<Unit>,
    ): Publisher<ByteBuffer> =
        publish(if (body is HttpBody.Bytes) Dispatchers.Default else Dispatchers.IO) {
            try {
                if (body is HttpBody.Bytes) {
                    if (body.bytes.isNotEmpty()) send(ByteBuffer.wrap(body.bytes).asReadOnlyBuffer())
                } else {
                    sendAll(body)
                }
            } finally {
                read.complete(Unit)
            }
        }

    private suspend fun ProducerScope<ByteBuffer>.sendAll(body: HttpBody) =
        body.open().use { source ->
            while (true) {
                val chunk = ByteArray(CHUNK)
                val n = source.read(chunk)
                if (n < 0) break
                send(ByteBuffer.wrap(chunk, 0, n))
            }
        }

    override fun close() = scope.cancel("The client was closed")

    private companion object {
        const val CHUNK = 64 * 1024
    }
}
