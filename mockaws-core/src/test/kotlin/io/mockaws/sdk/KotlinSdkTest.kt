@file:OptIn(kotlinx.coroutines.ExperimentalCoroutinesApi::class)

package io.mockaws.sdk

import aws.sdk.kotlin.services.dynamodb.DynamoDbClient
import aws.sdk.kotlin.services.dynamodb.describeTable
import aws.sdk.kotlin.services.dynamodb.listTables
import aws.sdk.kotlin.services.dynamodb.model.ResourceNotFoundException
import aws.sdk.kotlin.services.s3.S3Client
import aws.sdk.kotlin.services.s3.model.GetObjectRequest
import aws.sdk.kotlin.services.s3.putObject
import aws.smithy.kotlin.runtime.content.ByteStream
import aws.smithy.kotlin.runtime.content.asByteStream
import aws.smithy.kotlin.runtime.content.toFlow
import aws.smithy.kotlin.runtime.content.writeToOutputStream
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.mockaws.sdk.kotlin.KotlinSdk
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpHandler
import io.mockaws.wire.http.HttpResponse
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.RandomAccessFile
import java.nio.file.Path
import kotlin.time.Duration.Companion.hours

class KotlinSdkTest {
    private fun sdk(handler: HttpHandler) = KotlinSdk(handler, "eu-west-1", "111122223333")

    private fun dynamoDb(handler: HttpHandler) = sdk(handler).let { sdk -> DynamoDbClient { sdk.configure(this) } }

    private fun s3(handler: HttpHandler) = sdk(handler).let { sdk -> S3Client { sdk.configure(this) } }

    @Test
    fun `a call arrives as it was signed and its answer is read`() =
        runTest {
            val canned = Canned { json("""{"TableNames":["a"]}""") }
            dynamoDb(canned).listTables().tableNames shouldBe listOf("a")
            val request = canned.requests.single()
            request.method shouldBe "POST"
            request.path shouldBe "/"
            request.headers["X-Amz-Target"] shouldBe "DynamoDB_20120810.ListTables"
            request.headers["Authorization"]!!.contains("Credential=111122223333/") shouldBe true
            request.origin shouldBe "https://dynamodb.eu-west-1.amazonaws.com"
        }

    @Test
    fun `waiting under runTest costs virtual time alone`() =
        runTest {
            dynamoDb {
                delay(12.hours)
                json("{}")
            }.listTables()
            currentTime shouldBe 12.hours.inWholeMilliseconds
        }

    @Test
    fun `an error becomes the SDK's own exception`() =
        runTest {
            val client = dynamoDb { json("""{"__type":"x#ResourceNotFoundException","message":"no"}""", 400) }
            shouldThrow<ResourceNotFoundException> { client.describeTable { tableName = "t" } }.message shouldBe "no"
        }

    @Test
    fun `the SDK retries what it retries`() =
        runTest {
            val canned = Canned { json("""{"__type":"x#InternalServerError"}""", 500) }
            shouldThrow<Exception> { dynamoDb(canned).listTables() }
            canned.requests.size shouldBe 3
        }

    @Test
    fun `bytes, a file and nothing go up`(
        @TempDir folder: Path,
    ) = runTest {
        val sizes = mutableListOf<Long>()
        val client =
            s3 {
                sizes += it.drain()
                HttpResponse(200)
            }
        client.putObject {
            bucket = "b"
            key = "k"
            body = ByteStream.fromString("hello")
        }
        sizes.single() shouldBe 5L

        val file = folder.resolve("large")
        RandomAccessFile(file.toFile(), "rw").use { it.setLength(100 * MIB) }
        client.putObject {
            bucket = "b"
            key = "k"
            body = file.asByteStream()
        }
        (sizes[1] >= 100 * MIB) shouldBe true

        client.putObject {
            bucket = "b"
            key = "k"
        }
        sizes[2] shouldBe 0L
    }

    @Test
    fun `100 MiB come down as fast as they are read`() =
        runTest {
            val body = Generated(100 * MIB)
            val client = s3 { HttpResponse(200, body = body) }
            client.getObject(
                GetObjectRequest {
                    bucket = "b"
                    key = "k"
                }
            ) {
                it.contentLength shouldBe 100 * MIB
                it.body!!.toFlow().first().size shouldBeLessThan MIB.toInt()
                body.chunks.get() shouldBeLessThan 100
            }
            val all = Generated(100 * MIB)
            var total = 0L
            s3 { HttpResponse(200, body = all) }.getObject(
                GetObjectRequest {
                    bucket = "b"
                    key = "k"
                }
            ) { response ->
                val counting =
                    object : java.io.OutputStream() {
                        override fun write(b: Int) {
                            total++
                        }

                        override fun write(
                            b: ByteArray,
                            off: Int,
                            len: Int,
                        ) {
                            total += len
                        }
                    }
                response.body!!.writeToOutputStream(counting)
            }
            total shouldBe 100 * MIB
        }

    @Test
    fun `a coroutine that is cancelled ends the call`() =
        runTest {
            val waits = CompletableDeferred<Unit>()
            val ended = CompletableDeferred<Unit>()
            val client =
                dynamoDb {
                    waits.complete(Unit)
                    try {
                        awaitCancellation()
                    } finally {
                        ended.complete(Unit)
                    }
                }
            val call = launch { client.listTables() }
            waits.await()
            call.cancelAndJoin()
            ended.await()
        }

    @Test
    fun `no call stays behind in the engine`() =
        runTest {
            val sdk = sdk { HttpResponse(200, body = HttpBody.of("<ListAllMyBucketsResult/>")) }
            S3Client { sdk.configure(this) }.listBuckets(aws.sdk.kotlin.services.s3.model.ListBucketsRequest { })
            sdk.engine.coroutineContext.job.children.count() shouldBe 0
        }
}
