package io.mockaws.sdk.java

import io.mockaws.wire.http.CHUNK
import io.mockaws.wire.http.HttpBody
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.update
import org.reactivestreams.Publisher
import org.reactivestreams.Subscriber
import org.reactivestreams.Subscription
import java.io.IOException
import java.nio.ByteBuffer
import java.util.concurrent.atomic.AtomicBoolean

/**
 * [body] for one subscriber, one chunk for each that was requested. It reads one chunk ahead, so that the end is
 * told without being asked for.
 */
internal class BodyPublisher(
    private val body: HttpBody,
    private val scope: CoroutineScope,
) : Publisher<ByteBuffer> {
    private val taken = AtomicBoolean()

    /** Done when the subscriber has all, wants no more, or was told of a failure; failed in the last case. */
    val finished: CompletableDeferred<Unit> = CompletableDeferred()

    override fun subscribe(subscriber: Subscriber<in ByteBuffer>) {
        if (taken.compareAndSet(false, true)) {
            Delivery(subscriber).begin()
        } else {
            subscriber.onSubscribe(Refused)
            subscriber.onError(IllegalStateException("The body of a response can be read once"))
        }
    }

    private inner class Delivery(
        private val subscriber: Subscriber<in ByteBuffer>,
    ) : Subscription {
        private val demand = MutableStateFlow(0L)
        private val cancelled = AtomicBoolean()
        private val job = scope.async(start = CoroutineStart.LAZY) { deliver() }

        fun begin() {
            job.invokeOnCompletion { failure -> end(failure) }
            subscriber.onSubscribe(this)
            job.start()
        }

        override fun request(n: Long) {
            // Rule 3.9 of Reactive Streams.
            if (n <= 0) {
                demand.value = BAD_DEMAND
            } else {
                demand.update {
                    if (it == BAD_DEMAND) {
                        it
                    } else if (it > Long.MAX_VALUE - n) {
                        Long.MAX_VALUE
                    } else {
                        it + n
                    }
                }
            }
        }

        override fun cancel() {
            cancelled.set(true)
            job.cancel()
        }

        private suspend fun deliver() {
            body.open().use { source ->
                while (true) {
                    val chunk = ByteArray(chunkSize())
                    val n = source.read(chunk)
                    if (n < 0) break
                    if (demand.first { it != 0L } == BAD_DEMAND) {
                        throw IllegalArgumentException("Subscription.request takes a positive number")
                    }
                    demand.update { if (it == Long.MAX_VALUE || it < 0) it else it - 1 }
                    subscriber.onNext(ByteBuffer.wrap(chunk, 0, n))
                }
            }
        }

        private fun chunkSize() = (body.contentLength ?: CHUNK.toLong()).coerceIn(1, CHUNK.toLong()).toInt()

        /** The coroutine is over, so no signal runs beside this one. */
        private fun end(failure: Throwable?) {
            when {
                cancelled.get() -> finished.complete(Unit)

                failure == null -> {
                    subscriber.onComplete()
                    finished.complete(Unit)
                }

                else -> {
                    subscriber.onError(
                        if (failure is Exception &&
                            failure !is java.util.concurrent.CancellationException
                        ) {
                            failure
                        } else {
                            IOException("The call was cancelled", failure)
                        }
                    )
                    finished.completeExceptionally(failure)
                }
            }
        }
    }

    private object Refused : Subscription {
        override fun request(n: Long) = Unit

        override fun cancel() = Unit
    }

    private companion object {
        const val BAD_DEMAND = -1L
    }
}
