package io.mockaws.sdk.intercept

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.future.await
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.core.async.AsyncRequestBody
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.s3.S3AsyncClient
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm
import software.amazon.awssdk.services.s3.model.NoSuchKeyException
import software.amazon.awssdk.services.s3.model.ObjectIdentifier
import java.nio.file.Path
import kotlin.io.path.exists
import kotlin.io.path.readText
import kotlin.io.path.writeText

/** `S3AsyncClient.crtCreate()`, which leaves files, checksums and signatures to native code. */
class CrtS3Test {
    @TempDir
    private lateinit var folder: Path

    @Test
    fun `content goes in and out`() =
        runTest {
            mockAws {
                s3.bucket("box")
                S3AsyncClient.crtCreate().use { client ->
                    client.putObject({ it.bucket("box").key("a") }, AsyncRequestBody.fromString("content")).await()
                    client.copyObject { it.sourceBucket("box").sourceKey("a").destinationBucket("box").destinationKey("b") }.await()
                }
                s3.bucket("box").text("b") shouldBe "content"
            }
        }

    @Test
    fun `a client works in its own region`() =
        runTest {
            mockAws {
                S3AsyncClient.crtBuilder().region(Region.EU_WEST_1).build().use { client ->
                    client.createBucket { it.bucket("far").createBucketConfiguration { c -> c.locationConstraint("eu-west-1") } }.await()
                }
                s3.bucket("far").region shouldBe "eu-west-1"
            }
        }

    @Test
    fun `a file goes in and out`() =
        runTest {
            mockAws {
                s3.bucket("box")
                val source = folder.resolve("source").apply { writeText("from a file") }
                val target = folder.resolve("target").apply { writeText("something longer, that was there before") }
                S3AsyncClient.crtCreate().use { client ->
                    client.putObject({ it.bucket("box").key("a") }, source).await()
                    s3.bucket("box").text("a") shouldBe "from a file"

                    client.getObject({ it.bucket("box").key("a") }, target).await().contentLength() shouldBe 11
                }
                target.readText() shouldBe "from a file"
            }
        }

    @Test
    fun `an object that is not there makes no file`() =
        runTest {
            mockAws {
                s3.bucket("box")
                val target = folder.resolve("none")
                S3AsyncClient.crtCreate().use { client ->
                    shouldThrow<NoSuchKeyException> { client.getObject({ it.bucket("box").key("a") }, target).await() }
                }
                target.exists() shouldBe false
            }
        }

    @Test
    fun `a request that must have a checksum has one`() =
        runTest {
            mockAws {
                s3.bucket("box").put("a", "1").put("b", "2")
                S3AsyncClient.crtCreate().use { client ->
                    client.deleteObjects { request ->
                        request.bucket("box").delete {
                            it.objects(listOf("a", "b").map { key -> ObjectIdentifier.builder().key(key).build() })
                        }
                    }.await()
                }
                s3.bucket("box").keys().shouldBeEmpty()
            }
        }

    @Test
    fun `a checksum that the caller wants is made`() =
        runTest {
            mockAws {
                s3.bucket("box")
                val source = folder.resolve("source").apply { writeText("from a file") }
                S3AsyncClient.crtCreate().use { client ->
                    client.putObject({ it.bucket("box").key("a").checksumAlgorithm(ChecksumAlgorithm.SHA256) }, source).await()
                        .checksumSHA256() shouldBe "VStJ3LI7RVgCHfj9oQJy3kWYa85p3YAoP8CyovpXwgk="
                }
            }
        }
}
