package io.mockaws.compat

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.longs.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.future.await
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.core.async.AsyncRequestBody
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.http.apache5.Apache5HttpClient
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient
import software.amazon.awssdk.http.crt.AwsCrtHttpClient
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException
import software.amazon.awssdk.services.s3.S3AsyncClient
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.s3.model.NoSuchKeyException
import software.amazon.awssdk.services.sqs.SqsAsyncClient
import software.amazon.awssdk.services.sqs.SqsClient
import software.amazon.awssdk.transfer.s3.S3TransferManager
import java.nio.file.Path
import kotlin.io.path.readBytes

/** The hooks and the adapter, which core compiles against its own version, on this one. */
class JavaSdkTest {
    @Test
    fun `every HTTP client of the SDK is answered`() =
        runTest {
            mockAws {
                s3.bucket("box")
                for (http in listOf(Apache5HttpClient.builder(), AwsCrtHttpClient.builder())) {
                    S3Client.builder().httpClientBuilder(http).build().use { it.headBucket { r -> r.bucket("box") } }
                }
                for (http in listOf(NettyNioAsyncHttpClient.builder(), AwsCrtAsyncHttpClient.builder())) {
                    S3AsyncClient.builder().httpClientBuilder(http).build().use {
                        it.headBucket { r -> r.bucket("box") }.await()
                    }
                }
                calls("s3", "HeadBucket").size shouldBe 4
            }
        }

    @Test
    fun `clients that are built as in production need neither region nor credentials`() =
        runTest {
            mockAws(region = "eu-central-1") {
                s3.bucket("box")
                S3Client.create().use { client ->
                    client.putObject({ it.bucket("box").key("k") }, RequestBody.fromString("hello"))
                    client.getObjectAsBytes { it.bucket("box").key("k") }.asUtf8String() shouldBe "hello"
                    shouldThrow<NoSuchKeyException> { client.getObject { it.bucket("box").key("none") } }
                }
                calls().map { it.region }.distinct() shouldBe listOf("eu-central-1")
            }
        }

    @Test
    fun `transfers go up and down in parts`(
        @TempDir folder: Path,
    ) = runTest {
        mockAws {
            s3.bucket("box")
            val large = ByteArray(20 * 1024 * 1024) { it.toByte() }
            transfers.upload {
                it.putObjectRequest { r -> r.bucket("box").key("k") }.requestBody(AsyncRequestBody.fromBytes(large))
            }.completionFuture().await()
            calls("s3", "UploadPart").size shouldBeGreaterThan 1

            val file = folder.resolve("k")
            transfers.downloadFile { it.getObjectRequest { r -> r.bucket("box").key("k") }.destination(file) }
                .completionFuture().await()
            file.readBytes() shouldBe large
        }
    }

    @Test
    fun `items and messages go both ways, by blocking and asynchronous clients`() =
        runTest {
            mockAws {
                dynamoDb.table("orders", "id")
                val item = mapOf("id" to AttributeValue.fromS("1"), "total" to AttributeValue.fromN("42"))
                DynamoDbClient.create().use { it.putItem { r -> r.tableName("orders").item(item) } }
                DynamoDbAsyncClient.create().use { client ->
                    client.scan { it.tableName("orders") }.await().items() shouldContainExactly listOf(item)
                }
                DynamoDbClient.create().use {
                    shouldThrow<ResourceNotFoundException> { it.describeTable { r -> r.tableName("none") } }
                }

                val queue = sqs.queue("paid")
                SqsClient.create().use { it.sendMessage { r -> r.queueUrl(queue.url).messageBody("1") } }
                SqsAsyncClient.create().use { client ->
                    client.receiveMessage { it.queueUrl(queue.url) }.await().messages().single().body() shouldBe "1"
                }
            }
        }

    @OptIn(ExperimentalCoroutinesApi::class)
    @Test
    fun `retries of the clients' own strategies wait in the test's time`() =
        runTest {
            mockAws {
                faults { throttle().on("dynamodb").first(2) }
                DynamoDbAsyncClient.create().use { it.listTables().await() }
                val asynchronous = currentTime
                asynchronous shouldBeGreaterThan 0
                faults { throttle().on("dynamodb").first(2) }
                DynamoDbClient.create().use { it.listTables() }
                currentTime shouldBeGreaterThan asynchronous
                calls("dynamodb").map { it.attempt } shouldBe listOf(1, 2, 3, 1, 2, 3)
            }
        }

    private companion object {
        val transfers: S3TransferManager =
            S3TransferManager.builder()
                .s3Client(S3AsyncClient.builder().region(Region.US_EAST_1).multipartEnabled(true).build()).build()
    }
}
