package io.mockaws.sdk.java

import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.HttpBody
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.channels.Channel
import org.reactivestreams.Publisher
import org.reactivestreams.Subscriber
import org.reactivestreams.Subscription
import java.io.IOException
import java.nio.ByteBuffer

/** A body that an asynchronous client publishes; asked for one buffer at a time. */
internal class PublisherBody(
    private val publisher: Publisher<ByteBuffer>,
    override val contentLength: Long?,
) : HttpBody {
    override suspend fun open(): ByteSource = PublisherSource().also { publisher.subscribe(it) }
}

private class PublisherSource :
    ByteSource,
    Subscriber<ByteBuffer> {
    private val subscription = CompletableDeferred<Subscription>()

    /** Holds one buffer at most, because no more than one is ever requested. */
    private val arrived = Channel<ByteBuffer>(Channel.UNLIMITED)
    private var current: ByteBuffer = ByteBuffer.allocate(0)

    override suspend fun read(
        buffer: ByteArray,
        offset: Int,
        length: Int,
    ): Int {
        while (!current.hasRemaining()) {
            subscription.await().request(1)
            val next = arrived.receiveCatching()
            current = next.getOrNull() ?: return next.exceptionOrNull()?.let { throw it.asIOException() } ?: -1
        }
        val n = minOf(length, current.remaining())
        current.get(buffer, offset, n)
        return n
    }

    @OptIn(ExperimentalCoroutinesApi::class)
    override fun close() {
        arrived.cancel()
        if (subscription.isCompleted) subscription.getCompleted().cancel() else subscription.cancel()
    }

    override fun onSubscribe(subscription: Subscription) {
        if (!this.subscription.complete(subscription)) subscription.cancel()
    }

    override fun onNext(buffer: ByteBuffer) {
        arrived.trySend(buffer)
    }

    override fun onError(failure: Throwable) {
        arrived.close(failure)
    }

    override fun onComplete() {
        arrived.close()
    }

    /** A sender that broke off, whatever made it. */
    private fun Throwable.asIOException() =
        this as? IOException ?: IOException("The body of the request failed: $message", this)
}
