package io.mockaws

import aws.sdk.kotlin.services.dynamodb.getItem
import aws.sdk.kotlin.services.dynamodb.putItem
import aws.sdk.kotlin.services.s3.model.GetObjectRequest
import aws.sdk.kotlin.services.s3.putObject
import aws.smithy.kotlin.runtime.content.ByteStream
import aws.smithy.kotlin.runtime.content.decodeToString
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.future.await
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.core.async.AsyncRequestBody
import software.amazon.awssdk.core.async.AsyncResponseTransformer
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.BillingMode
import software.amazon.awssdk.services.dynamodb.model.KeyType
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType
import software.amazon.awssdk.services.s3.S3AsyncClient
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.sqs.SqsAsyncClient
import software.amazon.awssdk.services.sqs.SqsClient
import software.amazon.awssdk.transfer.s3.S3TransferManager
import java.nio.file.Path
import kotlin.io.path.readBytes
import kotlin.io.path.writeBytes
import aws.sdk.kotlin.services.dynamodb.DynamoDbClient as KotlinDynamoDb
import aws.sdk.kotlin.services.dynamodb.model.AttributeValue as KotlinValue
import aws.sdk.kotlin.services.s3.S3Client as KotlinS3

class BothSdksOneBackendTest {
    @Test
    fun `what the Java SDK writes both read`() =
        runTest {
            mockAws {
                val sdk = javaSdk
                val s3 = sdk.configure(S3Client.builder()).build()
                s3.createBucket { it.bucket("receipts") }
                s3.putObject({ it.bucket("receipts").key("42.json") }, RequestBody.fromString("total"))
                table()
                sdk.configure(DynamoDbClient.builder()).build().putItem { r ->
                    r.tableName("orders").item(mapOf("id" to AttributeValue.fromS("42"), "total" to AttributeValue.fromN("7")))
                }
                val sqs = sdk.configure(SqsClient.builder()).build()
                val url = sqs.createQueue { it.queueName("orders") }.queueUrl()
                sqs.sendMessage { it.queueUrl(url).messageBody("42") }

                val asyncS3 = sdk.configure(S3AsyncClient.builder()).build()
                asyncS3.getObject({
                    it.bucket("receipts").key("42.json")
                }, AsyncResponseTransformer.toBytes()).await().asUtf8String() shouldBe
                    "total"
                sdk.configure(DynamoDbAsyncClient.builder()).build()
                    .getItem { it.tableName("orders").key(mapOf("id" to AttributeValue.fromS("42"))) }.await()
                    .item()["total"]!!.n() shouldBe "7"
                sdk.configure(SqsAsyncClient.builder()).build().receiveMessage { it.queueUrl(url) }.await()
                    .messages().single().body() shouldBe "42"

                KotlinS3 { kotlinSdk.configure(this) }.getObject(
                    GetObjectRequest {
                        bucket = "receipts"
                        key = "42.json"
                    },
                ) { it.body!!.decodeToString() shouldBe "total" }
                KotlinDynamoDb { kotlinSdk.configure(this) }.getItem {
                    tableName = "orders"
                    key = mapOf("id" to KotlinValue.S("42"))
                }.item!!["total"] shouldBe KotlinValue.N("7")
            }
        }

    @Test
    fun `what the asynchronous Java client writes the blocking one and Kotlin read`() =
        runTest {
            mockAws {
                val sdk = javaSdk
                s3.bucket("receipts")
                dynamoDb.table("orders", "id")
                val url = sqs.queue("orders").url
                sdk.configure(S3AsyncClient.builder()).build()
                    .putObject({ it.bucket("receipts").key("42.json") }, AsyncRequestBody.fromString("total")).await()
                val item = mapOf("id" to AttributeValue.fromS("42"), "total" to AttributeValue.fromN("7"))
                sdk.configure(DynamoDbAsyncClient.builder()).build()
                    .putItem { it.tableName("orders").item(item) }.await()
                sdk.configure(SqsAsyncClient.builder()).build().sendMessage { it.queueUrl(url).messageBody("42") }.await()

                sdk.configure(S3Client.builder()).build()
                    .getObjectAsBytes { it.bucket("receipts").key("42.json") }.asUtf8String() shouldBe "total"
                sdk.configure(DynamoDbClient.builder()).build()
                    .getItem { it.tableName("orders").key(mapOf("id" to AttributeValue.fromS("42"))) }.item() shouldBe item
                sdk.configure(SqsClient.builder()).build()
                    .receiveMessage { it.queueUrl(url) }.messages().single().body() shouldBe "42"

                KotlinS3 { kotlinSdk.configure(this) }.getObject(
                    GetObjectRequest {
                        bucket = "receipts"
                        key = "42.json"
                    },
                ) { it.body!!.decodeToString() shouldBe "total" }
                KotlinDynamoDb { kotlinSdk.configure(this) }.getItem {
                    tableName = "orders"
                    key = mapOf("id" to KotlinValue.S("42"))
                }.item!!["total"] shouldBe KotlinValue.N("7")
            }
        }

    @Test
    fun `what the Kotlin SDK writes Java reads`() =
        runTest {
            mockAws {
                javaSdk.configure(S3Client.builder()).build().createBucket { it.bucket("receipts") }
                table()
                KotlinS3 { kotlinSdk.configure(this) }.putObject {
                    bucket = "receipts"
                    key = "42.json"
                    body = ByteStream.fromString("total")
                }
                KotlinDynamoDb { kotlinSdk.configure(this) }.putItem {
                    tableName = "orders"
                    item = mapOf("id" to KotlinValue.S("42"))
                }
                javaSdk.configure(S3Client.builder()).build().getObjectAsBytes {
                    it.bucket("receipts").key("42.json")
                }.asUtf8String() shouldBe
                    "total"
                javaSdk.configure(DynamoDbClient.builder()).build().scan { it.tableName("orders") }.count() shouldBe 1
                javaSdk.configure(S3AsyncClient.builder()).build().getObject(
                    { it.bucket("receipts").key("42.json") },
                    AsyncResponseTransformer.toBytes(),
                ).await().asUtf8String() shouldBe "total"
                javaSdk.configure(DynamoDbAsyncClient.builder()).build()
                    .scan { it.tableName("orders") }.await().count() shouldBe 1
            }
        }

    @Test
    fun `the transfer manager moves a file up and down in parts`(
        @TempDir folder: Path,
    ): Unit = MockAws.start().use { aws ->
        val s3 = aws.javaSdk.configure(S3AsyncClient.builder()).multipartEnabled(true).build()
        s3.createBucket { it.bucket("files") }.get()
        val up = folder.resolve("up").also { file -> file.writeBytes(ByteArray(21 * 1024 * 1024) { (it % 251).toByte() }) }
        val down = folder.resolve("down")
        S3TransferManager.builder().s3Client(s3).build().use { transfers ->
            transfers.uploadFile { r -> r.source(up).putObjectRequest { it.bucket("files").key("k") } }.completionFuture().get()
            transfers.downloadFile { r -> r.destination(down).getObjectRequest { it.bucket("files").key("k") } }.completionFuture().get()
        }
        down.readBytes().contentEquals(up.readBytes()) shouldBe true
        aws.calls("s3", "UploadPart").size shouldBe 3
    }

    @Test
    fun `the batch manager sends and receives`(): Unit =
        MockAws.start().use { aws ->
            val sqs = aws.javaSdk.configure(SqsAsyncClient.builder()).build()
            val url = sqs.createQueue { it.queueName("q") }.get().queueUrl()
            sqs.batchManager().use { batches ->
                (1..25).map { n -> batches.sendMessage { it.queueUrl(url).messageBody("$n") } }.forEach { it.get() }
            }
            (1..10).sumOf { sqs.receiveMessage { it.queueUrl(url).maxNumberOfMessages(10) }.get().messages().size } shouldBe 25
        }

    private fun MockAws.table() {
        javaSdk.configure(DynamoDbClient.builder()).build().createTable { r ->
            r.tableName("orders").billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions({ it.attributeName("id").attributeType(ScalarAttributeType.S) })
                .keySchema({ it.attributeName("id").keyType(KeyType.HASH) })
        }
    }
}
