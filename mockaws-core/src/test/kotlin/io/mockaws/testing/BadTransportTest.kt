package io.mockaws.testing

import aws.sdk.kotlin.services.dynamodb.listTables
import aws.sdk.kotlin.services.s3.listBuckets
import aws.sdk.kotlin.services.s3.putObject
import aws.smithy.kotlin.runtime.content.ByteStream
import aws.smithy.kotlin.runtime.content.toByteArray
import aws.smithy.kotlin.runtime.http.HttpException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.throwables.shouldThrowAny
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import io.mockaws.MockAws
import io.mockaws.mockAws
import kotlinx.coroutines.future.await
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.async.AsyncRequestBody
import software.amazon.awssdk.core.async.AsyncResponseTransformer
import software.amazon.awssdk.core.exception.SdkClientException
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.s3.model.ChecksumMode
import software.amazon.awssdk.services.s3.model.GetObjectRequest
import software.amazon.awssdk.services.s3.model.S3Exception
import java.io.IOException
import java.net.ConnectException
import aws.sdk.kotlin.services.dynamodb.DynamoDbClient as KotlinDynamoDb
import aws.sdk.kotlin.services.s3.model.GetObjectRequest as KotlinGetObject

/** Connections that are refused or break, and bodies that arrive as they were not sent. */
class BadTransportTest {
    private val content = "0123456789".repeat(10)

    private fun world(test: MockAws.() -> Unit) =
        MockAws.start().use { aws ->
            aws.s3.bucket("box").put("k", content)
            aws.test()
        }

    @Test
    fun `a refused connection is tried again by every client`() =
        runTest {
            mockAws {
                faults { refuseConnection().on("dynamodb").first(2) }
                javaDynamoDb.listTables()
                calls("dynamodb").map { it.attempt to it.status } shouldBe listOf(1 to 0, 2 to 0, 3 to 200)

                reset()
                faults { refuseConnection().on("dynamodb").first(2) }
                javaAsyncDynamoDb.listTables().await()
                calls("dynamodb").map { it.attempt to it.status } shouldBe listOf(1 to 0, 2 to 0, 3 to 200)

                reset()
                faults { refuseConnection().on("dynamodb").first(2) }
                kotlinDynamoDb.listTables {}
                calls("dynamodb").map { it.attempt to it.status } shouldBe listOf(1 to 0, 2 to 0, 3 to 200)
            }
        }

    @Test
    fun `so it is by clients that nobody configured`() =
        runTest {
            mockAws {
                faults { refuseConnection().on("dynamodb").first(2) }
                KotlinDynamoDb { region = "us-east-1" }.listTables {}
                calls("dynamodb").map { it.attempt to it.status } shouldBe listOf(1 to 0, 2 to 0, 3 to 200)
                reset()
                faults { refuseConnection().on("dynamodb").first(2) }
                DynamoDbClient.builder().region(Region.US_EAST_1).build().listTables()
                calls("dynamodb").map { it.attempt to it.status } shouldBe listOf(1 to 0, 2 to 0, 3 to 200)
            }
        }

    @Test
    fun `an upload that is throttled, refused and cut is stored once it gets through`() =
        runTest {
            mockAws {
                s3.bucket("box")
                faults {
                    throttle().on("s3", "PutObject").every(3)
                    refuseConnection().on("s3", "PutObject").every(2)
                }
                repeat(3) { n ->
                    javaS3.putObject({ it.bucket("box").key("sync$n") }, RequestBody.fromString(content))
                    javaAsyncS3.putObject({ it.bucket("box").key("async$n") }, AsyncRequestBody.fromString(content)).await()
                    kotlinS3.putObject {
                        bucket = "box"
                        key = "kotlin$n"
                        body = ByteStream.fromString(content)
                    }
                }
                s3.bucket("box").keys().size shouldBe 9
                s3.bucket("box").keys().forEach { s3.bucket("box").text(it) shouldBe content }
                calls("s3", "PutObject").failed().size shouldBeGreaterThan 5
            }
        }

    @Test
    fun `a status without a body is tried again by S3's clients`() =
        runTest {
            mockAws {
                faults { status(503).on("s3").every(2) }
                repeat(3) {
                    kotlinS3.listBuckets {}
                    javaAsyncS3.listBuckets().await()
                }
                calls("s3").failed().size shouldBeGreaterThan 3
            }
        }

    @Test
    fun `a connection that is always refused is each SDK's own exception about it`() =
        runTest {
            mockAws {
                faults { refuseConnection() }
                shouldThrow<SdkClientException> { javaS3.listBuckets() }.cause.shouldBeInstanceOf<ConnectException>()
                shouldThrow<SdkClientException> { javaAsyncS3.listBuckets().await() }.cause.shouldBeInstanceOf<ConnectException>()
                shouldThrow<HttpException> { kotlinS3.listBuckets {} }.cause.shouldBeInstanceOf<ConnectException>()
            }
        }

    @Test
    fun `an object whose body is cut is the SDK's own exception, and a whole one the next time`() =
        world {
            faults { cutResponse(40).on("s3", "GetObject").first(1) }
            val s3 = javaS3
            val stream = s3.getObject { it.bucket("box").key("k") }
            String(stream.readNBytes(40)) shouldBe content.take(40)
            shouldThrow<IOException> { stream.read() }
            s3.getObjectAsBytes { it.bucket("box").key("k") }.asUtf8String() shouldBe content
            val cut = calls("s3", "GetObject").first()
            cut.errorCode shouldBe "ResponseCut"
            cut.status shouldBe 200
            cut.output!!["ContentLength"] shouldBe 100L
        }

    @Test
    fun `getObjectAsBytes of a cut body is tried again`() =
        world {
            faults { cutResponse(40).on("s3", "GetObject").first(2) }
            javaS3.getObjectAsBytes { it.bucket("box").key("k") }.asUtf8String() shouldBe content
            calls("s3", "GetObject").map { it.attempt } shouldBe listOf(1, 2, 3)
            faults { cutResponse(40).on("s3", "GetObject") }
            shouldThrow<SdkClientException> { javaS3.getObjectAsBytes { it.bucket("box").key("k") } }
        }

    @Test
    fun `a cut body fails the asynchronous client`() =
        runTest {
            mockAws {
                s3.bucket("box").put("k", content)
                faults { cutResponse(40).on("s3", "GetObject") }
                shouldThrow<SdkClientException> {
                    javaAsyncS3.getObject({ it.bucket("box").key("k") }, AsyncResponseTransformer.toBytes()).await()
                }
            }
        }

    @Test
    fun `a cut body fails the Kotlin client`() =
        runTest {
            mockAws {
                s3.bucket("box").put("k", content)
                faults { cutResponse(40).on("s3", "GetObject") }
                val request =
                    KotlinGetObject {
                        bucket = "box"
                        key = "k"
                    }
                shouldThrowAny { kotlinS3.getObject(request) { it.body!!.toByteArray() } }
                    .shouldBeInstanceOf<IOException>()
            }
        }

    @Test
    fun `an answer without a body is cut before its head`() =
        world {
            faults { cutResponse().on("s3", "DeleteObject").first(1) }
            javaS3.deleteObject { it.bucket("box").key("k") }
            calls("s3", "DeleteObject").map { it.status to it.errorCode } shouldBe listOf(0 to "ResponseCut", 204 to null)
        }

    @Test
    fun `a truncated object is shorter than it was`() =
        world {
            faults { truncateResponse(7).on("s3", "GetObject") }
            javaS3.getObject { it.bucket("box").key("k") }.response().contentLength() shouldBe 7
            calls("s3", "GetObject").single().errorCode shouldBe "ResponseTruncated"
        }

    @Test
    fun `a truncated document cannot be read`() =
        world {
            faults { truncateResponse(10).on("dynamodb") }
            shouldThrow<SdkClientException> { javaDynamoDb.listTables() }
            faults.clear()
            faults { truncateResponse(20).on("s3", "ListBuckets") }
            shouldThrow<SdkClientException> { javaS3.listBuckets() }
        }

    @Test
    fun `a corrupted body fails its checksum or its parser`() =
        world {
            javaS3.putObject({ it.bucket("box").key("k") }, RequestBody.fromString(content))
            faults { corruptResponse().on("s3", "GetObject") }
            val get = GetObjectRequest.builder().bucket("box").key("k").checksumMode(ChecksumMode.ENABLED).build()
            shouldThrow<SdkClientException> { javaS3.getObjectAsBytes(get) }.message shouldContain "checksum"
            faults { corruptResponse().on("dynamodb") }
            shouldThrow<SdkClientException> { javaDynamoDb.listTables() }
            calls("dynamodb").first().errorCode shouldBe "ResponseCorrupted"
        }

    @Test
    fun `what cannot be harmed gets through, and the journal says so`() =
        world {
            faults {
                truncateResponse(1000)
                corruptResponse().on("s3", "DeleteObject")
            }
            javaS3.headObject { it.bucket("box").key("k") }
            javaS3.deleteObject { it.bucket("box").key("k") }
            calls("s3").failed() shouldBe emptyList()
            calls("s3").map { it.answeredBy } shouldBe listOf(null, null)
            shouldThrow<S3Exception> { javaS3.headObject { it.bucket("box").key("k") } }
        }
}
