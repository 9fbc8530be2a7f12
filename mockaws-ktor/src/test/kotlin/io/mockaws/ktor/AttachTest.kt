package io.mockaws.ktor

import aws.sdk.kotlin.services.s3.listBuckets
import aws.sdk.kotlin.services.s3.model.GetObjectRequest
import aws.sdk.kotlin.services.s3.putObject
import aws.smithy.kotlin.runtime.content.ByteStream
import aws.smithy.kotlin.runtime.content.decodeToString
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.comparables.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.AutoEndpoint
import io.mockaws.MockAws
import io.mockaws.mockAws
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import software.amazon.awssdk.core.async.AsyncRequestBody
import software.amazon.awssdk.core.async.AsyncResponseTransformer
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.s3.S3AsyncClient
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.s3.model.Delete
import software.amazon.awssdk.services.s3.model.NoSuchBucketException
import software.amazon.awssdk.services.s3.model.NoSuchKeyException
import software.amazon.awssdk.services.s3.model.ObjectIdentifier
import software.amazon.awssdk.services.sqs.SqsClient
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.CompletableFuture
import kotlin.random.Random
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant
import aws.sdk.kotlin.services.s3.S3Client as KotlinS3

/** A mock that forwards to a server, which here is in the same process so that it can be looked into. */
@OptIn(ExperimentalCoroutinesApi::class)
@Timeout(60)
class AttachTest {
    private val server = MockAws.start { it.serverMode(true).intercept(false) }

    @AfterEach
    fun stop() = server.close()

    private fun attached() = MockAws.attach(server.port)

    @Test
    fun `clients of both SDKs that name nothing are answered by the server`() {
        runBlocking {
            mockAws(serverPort = server.port) {
                S3Client.create().use { s3 ->
                    s3.createBucket { it.bucket("photos") }
                    s3.putObject({ it.bucket("photos").key("a b/ü+%") }, RequestBody.fromString("hello"))
                }
                S3AsyncClient.create().use { s3 ->
                    s3.putObject({ it.bucket("photos").key("b") }, AsyncRequestBody.fromString("there")).join()
                }
                KotlinS3.fromEnvironment().use { s3 ->
                    s3.putObject {
                        bucket = "photos"
                        key = "c"
                        body = ByteStream.fromString("friend")
                    }
                    s3.getObject(
                        GetObjectRequest {
                            bucket = "photos"
                            key = "a b/ü+%"
                        }
                    ) { it.body!!.decodeToString() } shouldBe
                        "hello"
                }
                endpoint shouldBe server.endpoint
                registryPath shouldBe server.registryPath
                services shouldBe server.services
            }
        }
        server.s3.bucket("photos").keys() shouldContainExactly listOf("a b/ü+%", "b", "c")
    }

    @Test
    fun `a long object is streamed both ways, in chunks too`() {
        val bytes = Random(1).nextBytes(20 * 1024 * 1024)
        attached().use {
            S3Client.create().use { s3 ->
                s3.createBucket { it.bucket("films") }
                s3.putObject({ it.bucket("films").key("long") }, RequestBody.fromBytes(bytes))
                s3.getObjectAsBytes { it.bucket("films").key("long") }.asByteArray().contentEquals(bytes) shouldBe true
            }
            S3AsyncClient.create().use { s3 ->
                s3.putObject({ it.bucket("films").key("longer") }, AsyncRequestBody.fromBytes(bytes)).join()
                val back = s3.getObject({ it.bucket("films").key("longer") }, AsyncResponseTransformer.toBytes()).join()
                back.asByteArrayUnsafe().contentEquals(bytes) shouldBe true
            }
        }
    }

    @Test
    fun `what is left unread holds up nobody`() {
        server.s3.bucket("films").put("long", ByteArray(5 * 1024 * 1024))
        attached().use {
            S3Client.create().use { s3 ->
                repeat(20) {
                    s3.getObject { it.bucket("films").key("long") }.use { content -> content.read() shouldBe 0 }
                    s3.headObject { it.bucket("films").key("long") }.contentLength() shouldBe 5L * 1024 * 1024
                }
            }
        }
    }

    @Test
    fun `errors are the server's, also where it does not want the content`() {
        attached().use {
            S3Client.create().use { s3 ->
                val body = RequestBody.fromBytes(ByteArray(3 * 1024 * 1024))
                shouldThrow<NoSuchBucketException> { s3.putObject({ it.bucket("nowhere").key("a") }, body) }
                server.s3.bucket("photos")
                shouldThrow<NoSuchKeyException> { s3.getObject { it.bucket("photos").key("a") } }.requestId() shouldNotBe null
            }
        }
    }

    @Test
    fun `a connection that the server cuts is tried again, as AWS's would be`() {
        server.s3.bucket("photos").put("a", "hello")
        server.faults { cutResponse().on("s3", "GetObject").first(1) }
        attached().use {
            S3Client.create().use { s3 -> s3.getObjectAsBytes { it.bucket("photos").key("a") }.asUtf8String() shouldBe "hello" }
            server.calls("s3", "GetObject").map { it.attempt } shouldContainExactly listOf(1, 2)
        }
    }

    @Test
    fun `a long poll ends when somebody sends`() {
        val queue = server.sqs.queue("orders")
        attached().use { aws ->
            val received =
                CompletableFuture.supplyAsync {
                    aws.callInScope {
                        SqsClient.create().use { sqs -> sqs.receiveMessage { it.queueUrl(queue.url).waitTimeSeconds(20) } }
                    }
                }
            queue.send("42")
            received.get().messages().single().body() shouldBe "42"
        }
    }

    private val manyKeys =
        Delete.builder().objects((1..900).map { ObjectIdentifier.builder().key("a-long-key/$it").build() }).build()

    @Test
    fun `the journal is the server's`() {
        attached().use { aws ->
            DynamoDbClient.create().use { it.listTables { o -> o.limit(7) } }
            runCatching { S3Client.create().use { s3 -> s3.getObject { it.bucket("nowhere").key("a") } } }
            aws.calls("dynamodb", "ListTables").single().input["Limit"] shouldBe 7L
            val failed = aws.calls("s3").failedWith("NoSuchBucket").single()
            failed.number shouldBe server.calls("s3").single().number
            failed.requestId shouldBe server.calls("s3").single().requestId
            failed.output shouldBe null
            "${aws.calls()}" shouldContain "s3:GetObject"
            // Which a list for people would cut.
            runCatching { S3Client.create().use { s3 -> s3.deleteObjects { it.bucket("nowhere").delete(manyKeys) } } }
            aws.calls("s3", "DeleteObjects").single().input shouldBe server.calls("s3", "DeleteObjects").single().input
            aws.calls("sqs").size shouldBe 0
            "$aws" shouldContain "attached to ${server.endpoint}"
        }
    }

    @Test
    fun `it is steered from here`() {
        server.s3.bucket("photos")
        server.sqs.queue("orders")
        attached().use { aws ->
            aws.reset("sqs")
            server.sqs.queues().size shouldBe 0
            val seeded = aws.snapshot()
            aws.reset()
            server.s3.buckets().size shouldBe 0
            aws.restore(seeded)
            server.s3.buckets().size shouldBe 1
            aws.reseed(42)
            shouldThrow<IllegalArgumentException> { aws.reset("snss") }.message shouldContain "No service \"snss\""
            shouldThrow<IllegalArgumentException> { server.restore(seeded) }.message shouldContain "kept by a server"
            shouldThrow<IllegalArgumentException> { aws.restore(server.snapshot()) }.message shouldContain "not taken of a mock"
        }
    }

    @Test
    fun `time is the server's`() {
        attached().use { aws ->
            aws.time.isFrozen shouldBe false
            aws.time.freeze()
            aws.time.isFrozen shouldBe true
            val noon = aws.time.now()
            aws.time.advanceBy(12.hours)
            aws.time.advanceBy(Duration.ofSeconds(1))
            server.time.now() shouldBe noon + 12.hours + 1.seconds
            aws.time.advanceTo(Instant.parse("2100-01-01T00:00:00Z"))
            aws.time.now() shouldBe Instant.parse("2100-01-01T00:00:00Z")
            shouldThrow<IllegalArgumentException> { aws.time.advanceBy((-1).minutes) }.message shouldContain "cannot go back"
            aws.time.unfreeze()
            server.time.advanceBy(1.minutes)
            aws.time.now() shouldBeGreaterThan Instant.parse("2100-01-01T00:00:30Z")
        }
    }

    @Test
    fun `what looks into memory says what to do instead`() {
        attached().use { aws ->
            fun unsupported(call: () -> Unit) = shouldThrow<UnsupportedOperationException>(call).message!!
            unsupported { aws.s3.bucket("photos") } shouldContain "attached to the server at ${server.endpoint}"
            unsupported { aws.sqs.queues() } shouldContain "with a client"
            unsupported { aws.dynamoDb.tables() } shouldContain "Fixtures"
            unsupported { aws.fork() } shouldContain "snapshot() and restore()"
            unsupported { aws.save(Path.of("world.zip")) } shouldContain "--data-dir"
            unsupported { aws.load(Path.of("world.zip")) } shouldContain "--data-dir"
            unsupported { aws.stub { respond("sqs", "ListQueues") } } shouldContain "process that has started the server"
            unsupported { aws.faults { throttle().on("s3") } } shouldContain "POST /_mockaws/faults"
            unsupported { aws.faults.clear() } shouldContain "faults"
            unsupported { aws.faults.active } shouldContain "faults"
            unsupported { aws.stubs.leftOver } shouldContain "Stubs"
            unsupported { aws.detachedFork() } shouldContain "snapshot() and restore()"
            unsupported { aws.state.services() } shouldContain "/_mockaws/state"
            unsupported { aws.watchCalls { } } shouldContain "/_mockaws/calls/live"
            unsupported { aws.on("sqs", "ListQueues") { callThrough() } } shouldContain "handlers"
            aws.verifyStubs()
        }
    }

    @Test
    fun `the server goes on, and another mock finds what was made`() {
        attached().use { S3Client.create().use { s3 -> s3.createBucket { it.bucket("photos") } } }
        val second = attached()
        val client = second.javaSdk.configure(S3Client.builder()).build()
        client.listBuckets().buckets().map { it.name() } shouldContain "photos"
        second.close()
        second.close()
        shouldThrow<Exception> { client.listBuckets() }.let { generateSequence<Throwable>(it) { e -> e.cause }.last() }
            .message shouldContain "This mock is closed"
    }

    @Test
    fun `region and account are the server's unless others are named`() {
        MockAws.start { it.serverMode(true).intercept(false).region("eu-central-1").accountId("000000000001") }.use { other ->
            MockAws.attach(other.port).use { aws ->
                aws.region shouldBe "eu-central-1"
                aws.accountId shouldBe "000000000001"
                SqsClient.create().use { it.createQueue { q -> q.queueName("orders") } }
                other.sqs.queues().single().name shouldBe "orders"
            }
            MockAws.start { it.serverPort(other.port).region("eu-west-1") }.use { it.region shouldBe "eu-west-1" }
        }
    }

    @Test
    fun `many call at once`() {
        server.sqs.queue("orders")
        attached().use { aws ->
            val url = server.sqs.queue("orders").url
            SqsClient.create().use { sqs ->
                val senders =
                    (1..16).map { sender ->
                        CompletableFuture.runAsync {
                            aws.runInScope { repeat(25) { n -> sqs.sendMessage { it.queueUrl(url).messageBody("$sender-$n") } } }
                        }
                    }
                CompletableFuture.allOf(*senders.toTypedArray()).join()
            }
        }
        server.sqs.queue("orders").messages().map { it.body }.toSet().size shouldBe 400
    }

    @Test
    fun `a server that was started again is found again`() {
        val first = MockAws.start { it.serverMode(true).intercept(false) }
        MockAws.attach(first.port).use {
            val s3 = S3Client.create()
            s3.createBucket { it.bucket("photos") }
            first.close()
            MockAws.start { it.serverMode(true).port(first.port).intercept(false) }.use {
                s3.listBuckets().buckets().size shouldBe 0
            }
            s3.close()
        }
    }

    @Test
    fun `a test with virtual time waits for the server in real time`() =
        runTest {
            mockAws(serverPort = server.port) {
                val url = server.sqs.queue("orders").url
                SqsClient.create().use { sqs -> sqs.receiveMessage { it.queueUrl(url).waitTimeSeconds(1) }.hasMessages() } shouldBe
                    false
                KotlinS3.fromEnvironment().use { it.listBuckets() }
                S3AsyncClient.create().use { it.listBuckets().join() }
            }
            testScheduler.currentTime shouldBe 0
        }

    @Test
    fun `clients that are configured for it are forwarded as well`() {
        val aws = MockAws.start { it.serverPort(server.port).intercept(false) }
        aws.javaSdk.configure(S3Client.builder()).build().use { s3 -> s3.createBucket { it.bucket("photos") } }
        KotlinS3 { aws.kotlinSdk.configure(this) }.use { s3 -> runBlocking { s3.listBuckets().buckets!!.size } } shouldBe 1
        aws.close()
        server.calls("s3").size shouldBe 2
    }

    @Test
    fun `clients that name another endpoint can be left alone`() {
        MockAws.start { it.serverMode(true).intercept(false) }.use { other ->
            MockAws.start { it.serverPort(server.port).autoEndpoint(AutoEndpoint.IF_MISSING) }.use {
                S3Client.builder().endpointOverride(other.endpoint).build().use { it.listBuckets() }
                S3Client.create().use { it.listBuckets() }
            }
            other.calls().size shouldBe 1
            server.calls().size shouldBe 1
        }
    }
}
