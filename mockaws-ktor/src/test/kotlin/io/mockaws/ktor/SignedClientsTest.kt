package io.mockaws.ktor

import aws.sdk.kotlin.services.dynamodb.listTables
import aws.sdk.kotlin.services.s3.model.GetObjectRequest
import aws.sdk.kotlin.services.s3.presigners.presignGetObject
import aws.sdk.kotlin.services.s3.putObject
import aws.smithy.kotlin.runtime.auth.awscredentials.Credentials
import aws.smithy.kotlin.runtime.content.ByteStream
import aws.smithy.kotlin.runtime.content.decodeToString
import aws.smithy.kotlin.runtime.net.url.Url
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.wire.http.HttpHandler
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder
import software.amazon.awssdk.core.async.AsyncRequestBody
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.s3.S3AsyncClient
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.s3.S3Configuration
import software.amazon.awssdk.services.s3.model.S3Exception
import software.amazon.awssdk.services.s3.presigner.S3Presigner
import software.amazon.awssdk.services.sqs.SqsClient
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.time.Duration
import java.util.concurrent.ConcurrentLinkedQueue
import kotlin.time.Duration.Companion.minutes
import aws.sdk.kotlin.runtime.auth.credentials.StaticCredentialsProvider as KotlinCredentialsProvider
import aws.sdk.kotlin.services.dynamodb.DynamoDbClient as KotlinDynamoDb
import aws.sdk.kotlin.services.s3.S3Client as KotlinS3

/** Both SDKs' own signers against a server that looks at signatures. */
class SignedClientsTest {
    private val mock =
        MockAws.start(MockAwsOptions.builder().intercept(false).build()).apply { verifySignatures(mapOf("AKIA" to "right/+=")) }

    /** How each request said that its content is signed. */
    private val ways = ConcurrentLinkedQueue<String>()
    private val server =
        MockAwsServer.start(mock, "127.0.0.1", 0) { next ->
            HttpHandler { request ->
                request.headers["x-amz-content-sha256"]?.let { ways += it }
                next.handle(request)
            }
        }
    private val known = credentials("right/+=")

    @AfterEach
    fun close() {
        server.close()
        mock.close()
    }

    private fun credentials(secret: String) =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIA", secret))

    private fun <B : AwsClientBuilder<B, C>, C : AutoCloseable> B.here(credentials: StaticCredentialsProvider = known): C =
        endpointOverride(server.endpoint).region(Region.US_EAST_1).credentialsProvider(credentials).build()

    @Test
    fun `the Java SDK's signatures hold, those of chunks and trailers too`() {
        S3Client.builder().forcePathStyle(true).here().use { s3 ->
            s3.createBucket { it.bucket("photos") }
            val content = "x".repeat(300_000)
            s3.putObject({ it.bucket("photos").key("a b/ü+%") }, RequestBody.fromString(content))
            s3.getObjectAsBytes { it.bucket("photos").key("a b/ü+%") }.asUtf8String() shouldBe content
            s3.listObjectsV2 { it.bucket("photos").prefix("a b/").delimiter("/").maxKeys(3) }.keyCount() shouldBe 1
            s3.copyObject { it.sourceBucket("photos").sourceKey("a b/ü+%").destinationBucket("photos").destinationKey("c") }
            s3.deleteObjects { r -> r.bucket("photos").delete { d -> d.objects({ it.key("c") }) } }
        }
        S3AsyncClient.builder().forcePathStyle(true).here().use { s3 ->
            s3.putObject({ it.bucket("photos").key("async") }, AsyncRequestBody.fromString("x".repeat(200_000))).join()
        }
        ways.toSet() shouldContain "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
        DynamoDbClient.builder().here().use { it.listTables { r -> r.limit(3) } }
        SqsClient.builder().here().use { sqs ->
            val url = sqs.createQueue { it.queueName("orders") }.queueUrl()
            sqs.sendMessage { it.queueUrl(url).messageBody("ü".repeat(30_000)) }
        }
    }

    @Test
    fun `chunks without trailers are verified too`() {
        val settings = S3Configuration.builder().pathStyleAccessEnabled(true).build()
        S3Client.builder().serviceConfiguration(settings)
            .requestChecksumCalculation(software.amazon.awssdk.core.checksums.RequestChecksumCalculation.WHEN_REQUIRED)
            .here().use { s3 ->
                s3.createBucket { it.bucket("photos") }
                s3.putObject({ it.bucket("photos").key("a") }, RequestBody.fromString("x".repeat(300_000)))
            }
        ways.toSet() shouldContain "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
    }

    @Test
    fun `another secret is refused, also where the chunks carry the signature`() {
        S3Client.builder().forcePathStyle(true).here(credentials("wrong")).use { s3 ->
            mock.s3.bucket("photos")
            val refusal =
                shouldThrow<S3Exception> {
                    s3.putObject({ it.bucket("photos").key("a") }, RequestBody.fromString("x".repeat(300_000)))
                }
            refusal.awsErrorDetails().errorCode() shouldBe "SignatureDoesNotMatch"
            mock.s3.bucket("photos").keys() shouldBe emptyList()
        }
    }

    @Test
    fun `presigned URLs are good for what they were signed for, and as long`() {
        mock.s3.bucket("photos")
        val presigner =
            S3Presigner.builder().endpointOverride(server.endpoint).region(Region.US_EAST_1)
                .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .credentialsProvider(known).build()
        val (put, get) =
            presigner.use {
                val put =
                    it.presignPutObject { p ->
                        p.signatureDuration(Duration.ofMinutes(5)).putObjectRequest { r ->
                            r.bucket("photos").key("a ü").contentType("text/plain").metadata(mapOf("who" to "me"))
                        }
                    }
                val get =
                    it.presignGetObject { p ->
                        p.signatureDuration(Duration.ofMinutes(5)).getObjectRequest { r ->
                            r.bucket("photos").key("a ü").responseContentType("text/x y")
                        }
                    }
                put to get
            }
        val request = HttpRequest.newBuilder(put.url().toURI()).PUT(HttpRequest.BodyPublishers.ofString("shared"))
        put.signedHeaders().filterKeys { it.lowercase() != "host" }.forEach { (name, values) -> request.header(name, values.first()) }
        send(request).statusCode() shouldBe 200
        send(HttpRequest.newBuilder(get.url().toURI())).body() shouldBe "shared"
        send(HttpRequest.newBuilder(get.url().toURI()).DELETE()).statusCode() shouldBe 403
        send(HttpRequest.newBuilder(URI("${get.url()}".replace("text%2Fx", "text%2Fz")))).statusCode() shouldBe 403
        mock.time.advanceBy(Duration.ofMinutes(6))
        send(HttpRequest.newBuilder(get.url().toURI())).statusCode() shouldBe 403
    }

    private fun send(request: HttpRequest.Builder): HttpResponse<String> =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString())

    @Test
    fun `the Kotlin SDK's signatures hold`() =
        runBlocking<Unit> {
            val keys = KotlinCredentialsProvider(Credentials("AKIA", "right/+="))
            val url = Url.parse("${server.endpoint}")
            mock.s3.bucket("photos")
            KotlinS3 {
                endpointUrl = url
                region = "us-east-1"
                credentialsProvider = keys
                forcePathStyle = true
            }.use { s3 ->
                val content = "ü".repeat(2_000_000)
                s3.putObject {
                    bucket = "photos"
                    key = "a b/ü+%"
                    body = ByteStream.fromString(content)
                }
                val get = GetObjectRequest {
                    bucket = "photos"
                    key = "a b/ü+%"
                }
                s3.getObject(get) { it.body!!.decodeToString() } shouldBe content
                val presigned = s3.presignGetObject(get, 5.minutes)
                send(HttpRequest.newBuilder(URI("${presigned.url}"))).body() shouldBe content
            }
            KotlinDynamoDb {
                endpointUrl = url
                region = "us-east-1"
                credentialsProvider = keys
            }.use { it.listTables { }.tableNames shouldBe emptyList() }
        }
}
