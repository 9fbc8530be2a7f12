package io.mockaws.sdk.java

import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.HttpBody
import kotlinx.coroutines.channels.Channel
import org.reactivestreams.Publisher
import org.reactivestreams.Subscriber
import org.reactivestreams.Subscription
import java.io.IOException
import java.nio.ByteBuffer

/** A request's body as the asynchronous client sends it: one buffer is asked for when the last one has been read. */
internal class PublishedBody(
    private val publisher: Publisher<ByteBuffer>,
    override val contentLength: Long?,
) : HttpBody {
    override suspend fun open(): ByteSource = PublishedSource().also { publisher.subscribe(it) }
}

private class PublishedSource :
    ByteSource,
    Subscriber<ByteBuffer> {
    private val subscribed = Channel<Subscription>(1)
    private val buffers = Channel<ByteBuffer>(Channel.UNLIMITED)
    private var subscription: Subscription? = null
    private var current: ByteBuffer = ByteBuffer.allocate(0)

    @Volatile
    private var closed = false

    override suspend fun read(
        buffer: ByteArray,
        offset: Int,
        length: Int,
    ): Int {
        while (!current.hasRemaining()) {
            val demand = subscription ?: subscribed.receive().also { subscription = it }
            demand.request(1)
            val next = buffers.receiveCatching()
            next.exceptionOrNull()?.let { throw IOException("The request's body broke off: ${it.message}", it) }
            current = next.getOrNull() ?: return -1
        }
        val n = minOf(length, current.remaining())
        current.get(buffer, offset, n)
        return n
    }

    override fun close() {
        closed = true
        (subscription ?: subscribed.tryReceive().getOrNull())?.cancel()
    }

    override fun onSubscribe(subscription: Subscription) {
        if (closed || !subscribed.trySend(subscription).isSuccess) subscription.cancel()
    }

    override fun onNext(buffer: ByteBuffer) {
        buffers.trySend(buffer)
    }

    override fun onError(failure: Throwable) {
        buffers.close(failure)
    }

    override fun onComplete() {
        buffers.close()
    }
}
