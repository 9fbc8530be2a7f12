package io.mockaws.sdk

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.mockaws.sdk.java.BodyPublisher
import io.mockaws.sdk.java.JavaSdk
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpHandler
import io.mockaws.wire.http.HttpResponse
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancel
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Test
import org.reactivestreams.Subscriber
import org.reactivestreams.Subscription
import software.amazon.awssdk.core.async.AsyncRequestBody
import software.amazon.awssdk.core.async.AsyncResponseTransformer
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException
import software.amazon.awssdk.services.s3.S3AsyncClient
import java.nio.ByteBuffer
import java.util.concurrent.ExecutionException
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import kotlin.time.Duration.Companion.seconds

class JavaAsyncTest {
    private fun sdk(handler: HttpHandler) = JavaSdk(handler, "eu-west-1", "111122223333")

    private fun dynamoDb(handler: HttpHandler) = sdk(handler).configure(DynamoDbAsyncClient.builder()).build()

    private fun s3(handler: HttpHandler) = sdk(handler).configure(S3AsyncClient.builder()).build()

    @Test
    fun `a call is answered away from its caller`() {
        var thread: Thread? = null
        val client =
            dynamoDb {
                thread = Thread.currentThread()
                json("""{"TableNames":["a"]}""")
            }
        client.listTables().get().tableNames() shouldBe listOf("a")
        thread shouldNotBe Thread.currentThread()
    }

    @Test
    fun `errors and retries are the SDK's`() {
        val canned = Canned { json("""{"__type":"x#InternalServerError"}""", 500) }
        val failure = shouldThrow<ExecutionException> { dynamoDb(canned).listTables().get() }
        (failure.cause as DynamoDbException).statusCode() shouldBe 500
        canned.requests.last().headers["amz-sdk-request"]!!.startsWith("attempt=${canned.requests.size};") shouldBe true
        canned.requests.size shouldBeLessThan 10
        (canned.requests.size > 1) shouldBe true
    }

    @Test
    fun `100 MiB go both ways`() {
        var got = 0L
        val client =
            s3 {
                if (it.method == "PUT") {
                    got = it.drain()
                    HttpResponse(200)
                } else {
                    HttpResponse(200, body = Generated(100 * MIB))
                }
            }
        val chunk = ByteArray(MIB.toInt())
        val publisher = software.amazon.awssdk.core.async.SdkPublisher.adapt(Chunks(100, chunk))
        client.putObject({ it.bucket("b").key("k").contentLength(100 * MIB) }, AsyncRequestBody.fromPublisher(publisher)).get()
        (got >= 100 * MIB) shouldBe true

        client.getObject({ it.bucket("b").key("k") }, AsyncResponseTransformer.toBlockingInputStream()).get().use {
            it.transferTo(java.io.OutputStream.nullOutputStream()) shouldBe 100 * MIB
        }
    }

    @Test
    fun `a future that is cancelled ends the call`() =
        runBlocking {
            val waits = CompletableDeferred<Unit>()
            val ended = CompletableDeferred<Unit>()
            val future =
                s3 {
                    waits.complete(Unit)
                    try {
                        awaitCancellation()
                    } finally {
                        ended.complete(Unit)
                    }
                }.listBuckets()
            waits.await()
            future.cancel(true)
            withTimeout(5.seconds) { ended.await() }
        }

    @Test
    fun `an HTTP client that is closed ends its calls`() {
        val waits = CompletableDeferred<Unit>()
        val sdk =
            sdk {
                waits.complete(Unit)
                awaitCancellation()
            }
        val client = sdk.configure(DynamoDbAsyncClient.builder()).overrideConfiguration { c ->
            c.retryStrategy { it.maxAttempts(1) }
        }.build()
        val future = client.listTables()
        runBlocking { waits.await() }
        sdk.asyncHttpClient().close()
        shouldThrow<ExecutionException> { future.get(5, TimeUnit.SECONDS) }
    }

    @Test
    fun `a subscriber gets no more than it asked for`() =
        withScope { scope ->
            val body = Generated(10 * 16 * 1024L)
            val probe = Probe()
            BodyPublisher(body, scope).subscribe(probe)
            probe.nothing()
            probe.subscription.request(2)
            repeat(2) { probe.next() shouldBe "next" }
            probe.nothing()
            body.chunks.get() shouldBeLessThan 4
            probe.subscription.request(Long.MAX_VALUE)
            probe.subscription.request(Long.MAX_VALUE)
            repeat(8) { probe.next() shouldBe "next" }
            probe.next() shouldBe "complete"
            body.closed shouldBe true
        }

    @Test
    fun `the end needs no request`() =
        withScope { scope ->
            val probe = Probe()
            BodyPublisher(HttpBody.Empty, scope).subscribe(probe)
            probe.next() shouldBe "complete"
        }

    @Test
    fun `a subscriber that cancels hears no more and the body is closed`() =
        withScope { scope ->
            val body = Generated(MIB)
            val probe = Probe()
            val publisher = BodyPublisher(body, scope)
            publisher.subscribe(probe)
            probe.subscription.request(1)
            probe.next() shouldBe "next"
            probe.subscription.cancel()
            probe.subscription.cancel()
            runBlocking { withTimeout(5.seconds) { publisher.finished.await() } }
            probe.nothing()
            body.closed shouldBe true
        }

    @Test
    fun `a body that breaks off, a bad request and a second subscriber are errors`() =
        withScope { scope ->
            val broken = Probe()
            BodyPublisher(Generated(MIB, failAt = 16 * 1024), scope).subscribe(broken)
            broken.subscription.request(Long.MAX_VALUE)
            broken.next() shouldBe "next"
            broken.next() shouldBe "java.io.IOException"

            val bad = Probe()
            val publisher = BodyPublisher(Generated(MIB), scope)
            publisher.subscribe(bad)
            bad.subscription.request(0)
            bad.next() shouldBe "java.lang.IllegalArgumentException"

            val second = Probe()
            publisher.subscribe(second)
            second.next() shouldBe "java.lang.IllegalStateException"
        }

    private fun withScope(block: (CoroutineScope) -> Unit) {
        val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
        try {
            block(scope)
        } finally {
            scope.cancel()
        }
    }

    private class Probe : Subscriber<ByteBuffer> {
        private val signals = LinkedBlockingQueue<String>()
        lateinit var subscription: Subscription

        fun next(): String = signals.poll(5, TimeUnit.SECONDS).shouldNotBeNull()

        fun nothing() = signals.poll(30, TimeUnit.MILLISECONDS) shouldBe null

        override fun onSubscribe(subscription: Subscription) {
            this.subscription = subscription
        }

        override fun onNext(buffer: ByteBuffer) {
            signals.add("next")
        }

        override fun onError(failure: Throwable) {
            signals.add(failure.javaClass.name)
        }

        override fun onComplete() {
            signals.add("complete")
        }
    }

    /** [count] times [chunk], each when it is asked for and no sooner. */
    private class Chunks(
        private val count: Int,
        private val chunk: ByteArray,
    ) : org.reactivestreams.Publisher<ByteBuffer> {
        override fun subscribe(subscriber: Subscriber<in ByteBuffer>) =
            subscriber.onSubscribe(
                object : Subscription {
                    private var sent = 0

                    override fun request(n: Long) {
                        n shouldBe 1
                        if (sent++ < count) subscriber.onNext(ByteBuffer.wrap(chunk)) else subscriber.onComplete()
                    }

                    override fun cancel() = Unit
                },
            )
    }
}
