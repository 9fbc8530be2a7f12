package io.mockaws.sdk.intercept

import aws.sdk.kotlin.runtime.auth.credentials.DefaultChainCredentialsProvider
import aws.sdk.kotlin.services.dynamodb.DynamoDbClient
import aws.sdk.kotlin.services.dynamodb.getItem
import aws.sdk.kotlin.services.s3.S3Client
import aws.sdk.kotlin.services.s3.createBucket
import aws.sdk.kotlin.services.s3.headBucket
import aws.sdk.kotlin.services.s3.listBuckets
import aws.sdk.kotlin.services.s3.putObject
import aws.smithy.kotlin.runtime.collections.emptyAttributes
import aws.smithy.kotlin.runtime.content.ByteStream
import aws.smithy.kotlin.runtime.http.engine.okhttp.OkHttpEngine
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.mockAws
import io.mockaws.scope.NoMockInScopeException
import io.mockaws.scope.Scopes
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.future.await
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.async.AsyncRequestBody
import software.amazon.awssdk.core.async.AsyncResponseTransformer
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.http.apache.ApacheHttpClient
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient
import software.amazon.awssdk.http.crt.AwsCrtHttpClient
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain
import software.amazon.awssdk.transfer.s3.S3TransferManager
import java.util.concurrent.CompletableFuture
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.atomic.AtomicReference
import software.amazon.awssdk.services.s3.S3AsyncClient as JavaS3Async
import software.amazon.awssdk.services.s3.S3Client as JavaS3

/** Nobody brings these clients to a mock. */
class InterceptionTest {
    @Test
    fun `clients of both SDKs that were built before any mock are answered by the block that they are called in`() =
        runTest {
            mockAws {
                staticKotlin.createBucket { bucket = "from-kotlin" }
                staticJava.createBucket { it.bucket("from-java") }
                staticJavaAsync.createBucket { it.bucket("from-java-async") }.await()

                calls("s3", "CreateBucket").map { it.input["Bucket"] }
                    .shouldContainExactly("from-kotlin", "from-java", "from-java-async")
                staticKotlin.listBuckets().buckets.orEmpty().map { it.name }
                    .shouldContainExactly("from-java", "from-java-async", "from-kotlin")
            }
        }

    @Test
    fun `clients that are built as in production need neither region nor credentials`() =
        runTest {
            mockAws(region = "eu-central-1") {
                s3.bucket("box")
                S3Client.fromEnvironment().use { it.headBucket { bucket = "box" } }
                JavaS3.create().use { it.headBucket { b -> b.bucket("box") } }
                JavaS3Async.create().use { it.headBucket { b -> b.bucket("box") }.await() }

                calls("s3").size shouldBe 3
                calls("s3").map { it.region }.toSet() shouldBe setOf("eu-central-1")
                calls("s3").map { it.account }.toSet() shouldBe setOf(accountId)
            }
        }

    @Test
    fun `an explicit HTTP client does not get around the mock`() =
        runTest {
            mockAws {
                s3.bucket("box")
                val syncClients =
                    listOf(ApacheHttpClient.builder(), UrlConnectionHttpClient.builder(), AwsCrtHttpClient.builder())
                for (http in syncClients) {
                    JavaS3.builder().httpClientBuilder(http).build().use { it.headBucket { r -> r.bucket("box") } }
                }
                for (http in listOf(NettyNioAsyncHttpClient.builder(), AwsCrtAsyncHttpClient.builder())) {
                    JavaS3Async.builder().httpClientBuilder(http).build().use {
                        it.headBucket { r -> r.bucket("box") }.await()
                    }
                }
                OkHttpEngine().use { engine ->
                    S3Client {
                        region = "us-east-1"
                        httpClient = engine
                    }.use { it.headBucket { bucket = "box" } }
                }
                calls("s3", "HeadBucket").size shouldBe 6
            }
        }

    @Test
    fun `bodies stream through intercepted calls in both directions`() =
        runTest {
            mockAws {
                s3.bucket("box")
                val large = ByteArray(3_000_000) { it.toByte() }
                staticJava.putObject({ it.bucket("box").key("java") }, RequestBody.fromBytes(large))
                staticKotlin.putObject {
                    bucket = "box"
                    key = "kotlin"
                    body = ByteStream.fromBytes(large)
                }
                s3.bucket("box").bytes("java") shouldBe large
                staticJava.getObjectAsBytes { it.bucket("box").key("kotlin") }.asByteArray() shouldBe large
            }
        }

    @Test
    fun `a call in another thread goes with a wrapped executor`() {
        val elsewhere = Elsewhere()
        MockAws.start().use { aws ->
            MockAws.start().use { other ->
                val failure = shouldThrow<NoMockInScopeException> { elsewhere.run { staticJava.listBuckets() } }
                failure.message shouldContain "InterceptionTest.kt"
                failure.message shouldContain "MockAws.wrap"

                val executor = java.util.concurrent.Executors.newSingleThreadExecutor()
                try {
                    MockAws.wrap(executor).submit { staticJava.listBuckets() }.get()
                    aws.callInScope { MockAws.wrap(executor).submit { staticJava.listBuckets() } }.get()
                } finally {
                    executor.shutdown()
                }
                other.calls("s3", "ListBuckets").size shouldBe 1
                aws.calls("s3", "ListBuckets").size shouldBe 1
            }
        }
    }

    @Test
    fun `a call in no scope goes to the mock in which its client was built`() =
        runBlocking<Unit> {
            val elsewhere = Elsewhere()
            mockAws {
                val mine = JavaS3.create()
                val mineToo = S3Client.fromEnvironment()
                val aws = this
                mockAws(isolated = true) {
                    elsewhere.run {
                        mine.listBuckets()
                        runBlocking { mineToo.listBuckets() }
                    }
                    calls().shouldBeEmpty()
                    aws.calls("s3", "ListBuckets").size shouldBe 2
                }
            }
        }

    @Test
    fun `calls that follow on an asynchronous answer go to the same mock`() =
        runTest {
            mockAws {
                mockAws(isolated = true) {
                    s3.bucket("box").put("k", "hello")
                    staticJavaAsync.listBuckets()
                        .thenCompose { staticJavaAsync.headBucket { it.bucket("box") } }
                        .thenCompose { staticJavaAsync.getObject({ it.bucket("box").key("k") }, AsyncResponseTransformer.toBytes()) }
                        .await().asUtf8String() shouldBe "hello"
                    calls("s3").size shouldBe 3
                }
            }
        }

    @Test
    fun `a transfer manager that was built before any mock uploads in parts`() =
        runTest {
            mockAws {
                mockAws(isolated = true) {
                    s3.bucket("box")
                    val large = ByteArray(20 * 1024 * 1024)
                    staticTransfers.upload {
                        it.putObjectRequest { r -> r.bucket("box").key("k") }.requestBody(AsyncRequestBody.fromBytes(large))
                    }.completionFuture().await()
                    s3.bucket("box").bytes("k").size shouldBe large.size
                    calls("s3", "UploadPart").size shouldBeGreaterThan 1
                }
            }
        }

    @Test
    fun `a client that was configured for a mock stays with it`() =
        runBlocking<Unit> {
            mockAws {
                val configured = javaSdk.configure(JavaS3.builder()).build()
                val configuredToo = S3Client { kotlinSdk.configure(this) }
                mockAws(isolated = true) {
                    configured.listBuckets()
                    configuredToo.listBuckets()
                    calls().shouldBeEmpty()
                }
                calls("s3").size shouldBe 2
            }
        }

    @Test
    fun `a block inside of a block joins it, and goes its own way when isolated`() =
        runBlocking<Unit> {
            mockAws {
                val outer = this
                s3.bucket("outer")
                mockAws {
                    this shouldBe outer
                    staticKotlin.listBuckets().buckets.orEmpty().size shouldBe 1
                }
                mockAws(isolated = true) {
                    staticKotlin.listBuckets().buckets.orEmpty().shouldBeEmpty()
                    withContext(Dispatchers.IO) { staticJava.listBuckets().buckets().shouldBeEmpty() }
                }
                staticJava.listBuckets().buckets().size shouldBe 1
                shouldThrow<IllegalArgumentException> { mockAws(region = "eu-west-1") { } }.message shouldContain
                    "isolated = true"
            }
        }

    @Test
    fun `the scope follows a coroutine over dispatchers`() =
        runBlocking<Unit> {
            mockAws {
                withContext(Dispatchers.Default) { staticJava.listBuckets() }
                withContext(Dispatchers.IO) { staticKotlin.listBuckets() }
                val client = DynamoDbClient.fromEnvironment()
                this.dynamoDb.table("things", "PK")
                withContext(Dispatchers.IO) {
                    client.getItem {
                        tableName = "things"
                        key = mapOf("PK" to aws.sdk.kotlin.services.dynamodb.model.AttributeValue.S("1"))
                    }
                }
                calls().size shouldBe 3
            }
        }

    @Test
    fun `a block that is cancelled or fails leaves nothing in scope`() {
        val before = Scopes.top()
        runBlocking {
            val waits = launch { mockAws { awaitCancellation() } }
            yield()
            waits.cancelAndJoin()
            shouldThrow<IllegalStateException> { mockAws { error("no") } }
            Scopes.current(coroutineContext) shouldBe before?.scope
        }
        Scopes.top() shouldBe before
    }

    @Test
    fun `what is launched in a block has its mock in scope, and the block waits for it`() =
        runTest {
            mockAws(isolated = true) {
                val aws: MockAws = this
                mockAws(isolated = true) {
                    launch(Dispatchers.Default) { staticKotlin.listBuckets() }
                    launch(Dispatchers.IO) { staticJava.listBuckets() }
                }
                aws.calls().shouldBeEmpty()
            }
        }

    @Test
    fun `default chains answer with the mock's credentials and region`() =
        runTest {
            mockAws(region = "eu-west-3") {
                val java = software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider.builder().build()
                java.resolveCredentials().accessKeyId() shouldBe "AKIAMOCKAWSEXAMPLE00"
                DefaultChainCredentialsProvider().use { it.resolve(emptyAttributes()).accessKeyId } shouldBe "AKIAMOCKAWSEXAMPLE00"
                DefaultAwsRegionProviderChain().region.id() shouldBe "eu-west-3"
                S3Client.fromEnvironment().use { it.config.region shouldBe "eu-west-3" }
            }
        }

    @Test
    fun `mocks that overlap and are closed in any order leave nothing in scope`() {
        val first = MockAws.start()
        val second = MockAws.start()
        first.close()
        staticJava.listBuckets()
        second.calls().size shouldBe 1
        val third = MockAws.start()
        inThread { second.close() }
        third.close()
        Scopes.top() shouldBe null
    }

    private fun inThread(task: () -> Unit) {
        var failure: Throwable? = null
        Thread { runCatching(task).onFailure { failure = it } }.apply { start() }.join()
        failure?.let { throw it }
    }

    /** A thread that no test has started, as a server's that code under test runs in: nothing is known of who is meant. */
    private class Elsewhere {
        private val tasks = LinkedBlockingQueue<CompletableFuture<Unit>>()
        private val next = AtomicReference<() -> Unit>()
        private val thread =
            Thread {
                val done = tasks.take()
                runCatching(next.get()).onSuccess { done.complete(Unit) }.onFailure { done.completeExceptionally(it) }
            }.apply {
                isDaemon = true
                start()
            }

        fun run(task: () -> Unit) {
            next.set(task)
            val done = CompletableFuture<Unit>().also { tasks.add(it) }
            thread.join()
            runCatching { done.join() }.onFailure { throw it.cause ?: it }
        }
    }

    private companion object {
        val staticKotlin = S3Client { region = "us-east-1" }
        val staticJava: JavaS3 = JavaS3.builder().region(Region.US_EAST_1).build()
        val staticJavaAsync: JavaS3Async = JavaS3Async.builder().region(Region.US_EAST_1).build()
        val staticTransfers: S3TransferManager =
            S3TransferManager.builder()
                .s3Client(JavaS3Async.builder().region(Region.US_EAST_1).multipartEnabled(true).build()).build()
    }
}
