package io.mockaws.ktor

import aws.sdk.kotlin.services.dynamodb.listTables
import aws.sdk.kotlin.services.s3.model.GetObjectRequest
import aws.sdk.kotlin.services.s3.putObject
import aws.smithy.kotlin.runtime.auth.awscredentials.Credentials
import aws.smithy.kotlin.runtime.content.ByteStream
import aws.smithy.kotlin.runtime.content.decodeToString
import aws.smithy.kotlin.runtime.net.url.Url
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder
import software.amazon.awssdk.core.async.AsyncRequestBody
import software.amazon.awssdk.core.async.AsyncResponseTransformer
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.BillingMode
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement
import software.amazon.awssdk.services.dynamodb.model.KeyType
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType
import software.amazon.awssdk.services.s3.S3AsyncClient
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.s3.S3Configuration
import software.amazon.awssdk.services.s3.presigner.S3Presigner
import software.amazon.awssdk.services.sqs.SqsClient
import java.io.InputStream
import java.net.HttpURLConnection
import java.time.Duration
import aws.sdk.kotlin.runtime.auth.credentials.StaticCredentialsProvider as KotlinCredentialsProvider
import aws.sdk.kotlin.services.dynamodb.DynamoDbClient as KotlinDynamoDb
import aws.sdk.kotlin.services.s3.S3Client as KotlinS3

/** Both SDKs over a socket, with nothing told to them but the endpoint. */
class SdkClientsTest {
    private val mock = MockAws.start(MockAwsOptions.builder().intercept(false).build())
    private val server = MockAwsServer.start(mock)
    private val credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"))

    @AfterEach
    fun close() {
        server.close()
        mock.close()
    }

    private fun <B : AwsClientBuilder<B, C>, C : AutoCloseable> B.here(): C =
        endpointOverride(server.endpoint).region(Region.US_EAST_1).credentialsProvider(credentials).build()

    @Test
    fun `Amazon S3 by the Java SDK, the bucket in the path`() {
        S3Client.builder().forcePathStyle(true).here().use { s3 ->
            s3.createBucket { it.bucket("photos") }
            s3.putObject({ it.bucket("photos").key("a b/ü+%") }, RequestBody.fromString("hello"))
            s3.getObjectAsBytes { it.bucket("photos").key("a b/ü+%") }.asUtf8String() shouldBe "hello"
            s3.listObjectsV2 { it.bucket("photos") }.contents().map { it.key() } shouldContainExactly listOf("a b/ü+%")
        }
    }

    @Test
    fun `an object is streamed both ways`() {
        val size = 200L * 1024 * 1024
        S3Client.builder().forcePathStyle(true).here().use { s3 ->
            s3.createBucket { it.bucket("films") }
            s3.putObject({ it.bucket("films").key("long") }, RequestBody.fromInputStream(Zeros(size), size))
            var read = 0L
            s3.getObject { it.bucket("films").key("long") }.use { content ->
                val buffer = ByteArray(64 * 1024)
                while (true) {
                    val n = content.read(buffer)
                    if (n < 0) break
                    read += n
                }
            }
            read shouldBe size
        }
    }

    @Test
    fun `Amazon S3 by the Java SDK's asynchronous client`() {
        S3AsyncClient.builder().forcePathStyle(true).here().use { s3 ->
            s3.createBucket { it.bucket("photos") }.join()
            s3.putObject({ it.bucket("photos").key("a") }, AsyncRequestBody.fromString("hello")).join()
            val content = s3.getObject({ it.bucket("photos").key("a") }, AsyncResponseTransformer.toBytes()).join()
            content.asUtf8String() shouldBe "hello"
        }
    }

    @Test
    fun `a presigned URL is all that is needed`() {
        mock.s3.bucket("photos").put("a", "shared")
        val presigner =
            S3Presigner.builder().endpointOverride(server.endpoint).region(Region.US_EAST_1)
                .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .credentialsProvider(credentials).build()
        val url =
            presigner.use {
                it.presignGetObject { p ->
                    p.signatureDuration(Duration.ofMinutes(1)).getObjectRequest { g -> g.bucket("photos").key("a") }
                }.url()
            }
        (url.openConnection() as HttpURLConnection).inputStream.readBytes().decodeToString() shouldBe "shared"
    }

    @Test
    fun `Amazon DynamoDB by the Java SDK`() {
        DynamoDbClient.builder().here().use { dynamoDb ->
            dynamoDb.createTable {
                it.tableName("orders").billingMode(BillingMode.PAY_PER_REQUEST)
                    .keySchema(KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build())
                    .attributeDefinitions(
                        AttributeDefinition.builder().attributeName("id").attributeType(ScalarAttributeType.S).build(),
                    )
            }
            val id = mapOf("id" to AttributeValue.fromS("1"))
            dynamoDb.putItem { it.tableName("orders").item(id) }
            dynamoDb.getItem { it.tableName("orders").key(id) }.item() shouldBe id
        }
    }

    @Test
    fun `a queue is found by the URL that the server gave`() {
        SqsClient.builder().here().use { sqs ->
            val url = sqs.createQueue { it.queueName("orders") }.queueUrl()
            url shouldStartWith "${server.endpoint}/"
            sqs.sendMessage { it.queueUrl(url).messageBody("42") }
            sqs.receiveMessage { it.queueUrl(url).waitTimeSeconds(1) }.messages().map { it.body() } shouldContainExactly
                listOf("42")
        }
    }

    @Test
    fun `both services by the Kotlin SDK`() =
        runBlocking<Unit> {
            val keys = KotlinCredentialsProvider(Credentials("test", "test"))
            val url = Url.parse("${server.endpoint}")
            KotlinS3 {
                endpointUrl = url
                region = "us-east-1"
                credentialsProvider = keys
                forcePathStyle = true
            }.use { s3 ->
                mock.s3.bucket("photos")
                s3.putObject {
                    bucket = "photos"
                    key = "k"
                    body = ByteStream.fromString("from Kotlin")
                }
                s3.getObject(
                    GetObjectRequest {
                        bucket = "photos"
                        key = "k"
                    },
                ) { it.body!!.decodeToString() } shouldBe "from Kotlin"
            }
            KotlinDynamoDb {
                endpointUrl = url
                region = "us-east-1"
                credentialsProvider = keys
            }.use { it.listTables { }.tableNames shouldBe emptyList() }
        }

    private class Zeros(private var left: Long) : InputStream() {
        override fun read(): Int = if (left-- > 0) 0 else -1

        override fun read(bytes: ByteArray, offset: Int, length: Int): Int {
            if (left == 0L) return -1
            val n = minOf(length.toLong(), left).toInt()
            bytes.fill(0, offset, offset + n)
            left -= n
            return n
        }
    }
}
