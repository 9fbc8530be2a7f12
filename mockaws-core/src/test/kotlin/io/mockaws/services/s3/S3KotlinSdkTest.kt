package io.mockaws.services.s3

import aws.sdk.kotlin.services.s3.S3Client
import aws.sdk.kotlin.services.s3.completeMultipartUpload
import aws.sdk.kotlin.services.s3.copyObject
import aws.sdk.kotlin.services.s3.createBucket
import aws.sdk.kotlin.services.s3.createMultipartUpload
import aws.sdk.kotlin.services.s3.deleteObject
import aws.sdk.kotlin.services.s3.deleteObjects
import aws.sdk.kotlin.services.s3.headBucket
import aws.sdk.kotlin.services.s3.headObject
import aws.sdk.kotlin.services.s3.listObjectsV2
import aws.sdk.kotlin.services.s3.model.BucketLocationConstraint
import aws.sdk.kotlin.services.s3.model.ChecksumAlgorithm
import aws.sdk.kotlin.services.s3.model.ChecksumMode
import aws.sdk.kotlin.services.s3.model.CompletedPart
import aws.sdk.kotlin.services.s3.model.GetObjectRequest
import aws.sdk.kotlin.services.s3.model.NoSuchKey
import aws.sdk.kotlin.services.s3.model.NotFound
import aws.sdk.kotlin.services.s3.model.ObjectIdentifier
import aws.sdk.kotlin.services.s3.paginators.listObjectsV2Paginated
import aws.sdk.kotlin.services.s3.putObject
import aws.sdk.kotlin.services.s3.uploadPart
import aws.smithy.kotlin.runtime.content.ByteStream
import aws.smithy.kotlin.runtime.content.decodeToString
import aws.smithy.kotlin.runtime.content.fromFile
import aws.smithy.kotlin.runtime.content.toByteArray
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import kotlin.io.path.writeBytes

/** The same backend through the SDK for Kotlin. */
class S3KotlinSdkTest {
    @AutoClose
    private val world = S3World()
    private val s3 = S3Client { world.aws.kotlinSdk.configure(this) }

    @Test
    fun `an object goes in and out`() =
        runTest {
            s3.createBucket { bucket = "box" }
            s3.headBucket { bucket = "box" }.bucketRegion shouldBe "us-east-1"
            val put =
                s3.putObject {
                    bucket = "box"
                    key = "a b/ü"
                    body = ByteStream.fromString("hello")
                    contentType = "text/plain"
                    metadata = mapOf("k" to "v")
                }
            put.eTag shouldBe "\"5d41402abc4b2a76b9719d911017c592\""
            s3.getObject(
                GetObjectRequest {
                    bucket = "box"
                    key = "a b/ü"
                }
            ) {
                it.contentType shouldBe "text/plain"
                it.metadata shouldBe mapOf("k" to "v")
                it.body!!.decodeToString() shouldBe "hello"
            }
            world.client.get("box", "a b/ü").asUtf8String() shouldBe "hello"
            s3.deleteObject {
                bucket = "box"
                key = "a b/ü"
            }
            shouldThrow<NoSuchKey> {
                s3.getObject(
                    GetObjectRequest {
                        bucket = "box"
                        key = "a b/ü"
                    }
                ) { }
            }
            shouldThrow<NotFound> {
                s3.headObject {
                    bucket = "box"
                    key = "a b/ü"
                }
            }
        }

    @Test
    fun `an object does not change with the arrays that it was put from and read into`() =
        runTest {
            s3.createBucket { bucket = "box" }
            val mine = "hello".encodeToByteArray()
            s3.putObject {
                bucket = "box"
                key = "k"
                body = ByteStream.fromBytes(mine)
            }
            mine.fill(0)

            suspend fun read() =
                s3.getObject(
                    GetObjectRequest {
                        bucket = "box"
                        key = "k"
                    },
                ) { it.body!!.toByteArray() }
            read().also { it.decodeToString() shouldBe "hello" }.fill(0)
            read().decodeToString() shouldBe "hello"
        }

    @Test
    fun `checksums are verified and come back`() =
        runTest {
            s3.createBucket { bucket = "box" }
            val put =
                s3.putObject {
                    bucket = "box"
                    key = "a"
                    body = ByteStream.fromString("hello")
                    checksumAlgorithm = ChecksumAlgorithm.Sha256
                }
            put.checksumSha256 shouldNotBe null
            s3.headObject {
                bucket = "box"
                key = "a"
                checksumMode = ChecksumMode.Enabled
            }.checksumSha256 shouldBe put.checksumSha256
            s3.getObject(
                GetObjectRequest {
                    bucket = "box"
                    key = "a"
                    checksumMode = ChecksumMode.Enabled
                }
            ) {
                it.body!!.decodeToString() shouldBe "hello"
            }
        }

    @Test
    fun `a file streams in with its checksum behind it`(
        @TempDir folder: Path,
    ) = runTest {
        val bytes = ByteArray(6_000_000) { (it % 249).toByte() }
        val file = folder.resolve("large").also { it.writeBytes(bytes) }
        s3.createBucket { bucket = "box" }
        s3.putObject {
            bucket = "box"
            key = "large"
            body = ByteStream.fromFile(file.toFile())
        }
        s3.getObject(
            GetObjectRequest {
                bucket = "box"
                key = "large"
            }
        ) {
            it.body!!.toByteArray().contentEquals(bytes) shouldBe true
        }
    }

    @Test
    fun `listing, copying and deleting many`() =
        runTest {
            s3.createBucket { bucket = "box" }
            for (name in listOf("a", "b/1", "b/2")) {
                s3.putObject {
                    bucket = "box"
                    key = name
                    body = ByteStream.fromString(name)
                }
            }
            s3.copyObject {
                bucket = "box"
                key = "c"
                copySource = "box/a"
            }.copyObjectResult!!.eTag shouldNotBe null
            s3.listObjectsV2Paginated {
                bucket = "box"
                maxKeys = 1
            }.toList().flatMap { it.contents.orEmpty() }.map { it.key } shouldContainExactly
                listOf("a", "b/1", "b/2", "c")
            s3.listObjectsV2 {
                bucket = "box"
                delimiter = "/"
            }.commonPrefixes!!.map { it.prefix } shouldContainExactly listOf("b/")
            s3.deleteObjects {
                bucket = "box"
                delete { objects = listOf("a", "c").map { ObjectIdentifier { key = it } } }
            }.deleted!!.map { it.key } shouldContainExactly listOf("a", "c")
            world.aws.s3.bucket("box").keys() shouldContainExactly listOf("b/1", "b/2")
        }

    @Test
    fun `an upload in parts`() =
        runTest {
            s3.createBucket { bucket = "box" }
            val id = s3.createMultipartUpload {
                bucket = "box"
                key = "big"
            }.uploadId
            val part = s3.uploadPart {
                bucket = "box"
                key = "big"
                uploadId = id
                partNumber = 1
                body = ByteStream.fromString("only")
            }
            s3.completeMultipartUpload {
                bucket = "box"
                key = "big"
                uploadId = id
                multipartUpload {
                    parts = listOf(
                        CompletedPart {
                            partNumber = 1
                            eTag = part.eTag
                            checksumCrc32 = part.checksumCrc32
                        }
                    )
                }
            }
            world.aws.s3.bucket("box").text("big") shouldBe "only"
        }

    @Test
    fun `a bucket elsewhere`() =
        runTest {
            s3.createBucket {
                bucket = "there"
                createBucketConfiguration { locationConstraint = BucketLocationConstraint.EuWest1 }
            }
            world.aws.s3.bucket("there").region shouldBe "eu-west-1"
        }
}
