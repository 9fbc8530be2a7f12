package io.mockaws.sdk

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.mockaws.sdk.java.JavaSdk
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpHandler
import io.mockaws.wire.http.HttpResponse
import io.mockaws.wire.http.readBytes
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.exception.AbortedException
import software.amazon.awssdk.core.exception.ApiCallTimeoutException
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException
import software.amazon.awssdk.services.s3.S3Client
import java.io.IOException
import java.io.InputStream
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import kotlin.concurrent.thread
import kotlin.time.Duration.Companion.milliseconds

class JavaSyncTest {
    private fun dynamoDb(handler: HttpHandler) = sdk(handler).configure(DynamoDbClient.builder()).build()

    private fun s3(handler: HttpHandler) = sdk(handler).configure(S3Client.builder()).build()

    private fun sdk(handler: HttpHandler) = JavaSdk(handler, "eu-west-1", "111122223333")

    @Test
    fun `a call arrives as it was signed and its answer is read`() {
        val canned = Canned { json("""{"Item":{"id":{"S":"7"}}}""") }
        val item = dynamoDb(canned).getItem { it.tableName("t").key(mapOf("id" to AttributeValue.fromS("7"))) }.item()

        item["id"]!!.s() shouldBe "7"
        val request = canned.requests.single()
        request.method shouldBe "POST"
        request.path shouldBe "/"
        request.headers["X-Amz-Target"] shouldBe "DynamoDB_20120810.GetItem"
        request.headers["Authorization"]!!.contains("Credential=111122223333/") shouldBe true
        (request.body as HttpBody.Bytes).bytes.decodeToString() shouldBe """{"TableName":"t","Key":{"id":{"S":"7"}}}"""
    }

    @Test
    fun `a key keeps its encoding and a query its parameters`() {
        val canned = Canned { HttpResponse(200, Headers.of("Content-Length" to "12")) }
        s3(canned).headObject { it.bucket("my-bucket").key("a b/ü+%").versionId("1=2") }.contentLength() shouldBe 12
        val request = canned.requests.single()
        request.path shouldBe "/a%20b/%C3%BC%2B%25"
        request.query shouldBe "versionId=1%3D2"
        request.host shouldBe "my-bucket.s3.eu-west-1.amazonaws.com"
    }

    @Test
    fun `the handler runs on the thread that calls, before and after it waits`() {
        val threads = mutableListOf<Thread>()
        dynamoDb {
            threads += Thread.currentThread()
            delay(5.milliseconds)
            threads += Thread.currentThread()
            json("{}")
        }.listTables()
        threads shouldContainExactly listOf(Thread.currentThread(), Thread.currentThread())
    }

    @Test
    fun `an error becomes the SDK's own exception`() {
        val fault =
            shouldThrow<DynamoDbException> {
                dynamoDb { json("""{"__type":"x#ResourceNotFoundException","message":"no"}""", 400) }.listTables()
            }
        fault.awsErrorDetails().errorCode() shouldBe "ResourceNotFoundException"
        fault.awsErrorDetails().errorMessage() shouldBe "no"
    }

    @Test
    fun `the SDK retries what it retries`() {
        val canned = Canned { HttpResponse(503, body = HttpBody.of("<Error><Code>SlowDown</Code></Error>")) }
        shouldThrow<software.amazon.awssdk.services.s3.model.S3Exception> { s3(canned).listBuckets() }
        canned.requests.map { it.headers["amz-sdk-request"]!!.substringBefore(';') } shouldContainExactly
            listOf("attempt=1", "attempt=2", "attempt=3", "attempt=4").take(canned.requests.size)
        canned.requests shouldHaveSize 4
    }

    @Test
    fun `100 MiB go up without being held`() {
        var got = 0L
        val canned =
            Canned {
                got = it.drain()
                HttpResponse(200, Headers.of("ETag" to "\"x\""))
            }
        val zeros =
            object : InputStream() {
                private var left = 100 * MIB

                override fun read(): Int = if (left-- > 0) 0 else -1

                override fun read(
                    bytes: ByteArray,
                    offset: Int,
                    length: Int,
                ): Int = if (left == 0L) -1 else minOf(left, length.toLong()).toInt().also { left -= it }
            }
        s3(canned).putObject({ it.bucket("b").key("k") }, RequestBody.fromInputStream(zeros, 100 * MIB))
        // aws-chunked puts sizes and a checksum around the content.
        (got >= 100 * MIB) shouldBe true
    }

    @Test
    fun `100 MiB come down as fast as they are read`() {
        val body = Generated(100 * MIB)
        s3 { HttpResponse(200, body = body) }.getObject { it.bucket("b").key("k") }.use { stream ->
            stream.read() shouldBe 7
            body.chunks.get() shouldBeLessThan 4
            stream.transferTo(java.io.OutputStream.nullOutputStream()) shouldBe 100 * MIB - 1
            stream.response().contentLength() shouldBe 100 * MIB
        }
        body.closed shouldBe true
    }

    @Test
    fun `a body that breaks off is an IOException for its reader`() {
        val stream = s3 { HttpResponse(200, body = Generated(MIB, failAt = MIB / 2)) }.getObject { it.bucket("b").key("k") }
        shouldThrow<IOException> { stream.transferTo(java.io.OutputStream.nullOutputStream()) }
    }

    @Test
    fun `a stream that was aborted reads no more`() {
        val stream = s3 { HttpResponse(200, body = Generated(MIB)) }.getObject { it.bucket("b").key("k") }
        stream.read() shouldBe 7
        stream.abort()
        shouldThrow<IOException> { stream.readAllBytes() }
    }

    @Test
    fun `an interrupt ends a call that waits`() {
        val waits = CountDownLatch(1)
        val ended = CompletableFuture<Pair<Throwable?, Boolean>>()
        var cancelled = false
        val client =
            dynamoDb {
                waits.countDown()
                try {
                    awaitCancellation()
                } finally {
                    cancelled = true
                }
            }
        val caller =
            thread {
                val failure = runCatching { client.listTables() }.exceptionOrNull()
                ended.complete(failure to Thread.currentThread().isInterrupted)
            }
        waits.await()
        caller.interrupt()
        val (failure, flag) = ended.get()
        (failure is AbortedException) shouldBe true
        flag shouldBe true
        cancelled shouldBe true
    }

    @Test
    fun `the SDK's own time limit ends a call that waits`() {
        val client =
            sdk { awaitCancellation() }
                .configure(DynamoDbClient.builder())
                .overrideConfiguration { it.apiCallTimeout(Duration.ofMillis(50)) }
                .build()
        shouldThrow<ApiCallTimeoutException> { client.listTables() }
    }

    @Test
    fun `a handler may look at a body that it does not need`() {
        val canned = Canned { json(if (it.body.readBytes().isEmpty()) """{"TableNames":["empty"]}""" else "{}") }
        dynamoDb(canned).listTables().tableNames() shouldBe emptyList()
    }
}
