package io.mockaws.compat

import aws.sdk.kotlin.services.s3.S3Client
import aws.sdk.kotlin.services.s3.headObject
import aws.sdk.kotlin.services.s3.listBuckets
import aws.sdk.kotlin.services.s3.model.GetObjectRequest
import aws.sdk.kotlin.services.s3.model.GetObjectResponse
import aws.sdk.kotlin.services.s3.model.NoSuchKey
import aws.sdk.kotlin.services.s3.model.NotFound
import aws.sdk.kotlin.services.s3.model.StorageClass
import aws.sdk.kotlin.services.s3.putObject
import aws.smithy.kotlin.runtime.content.ByteStream
import aws.smithy.kotlin.runtime.content.decodeToString
import aws.smithy.kotlin.runtime.http.HttpException
import aws.smithy.kotlin.runtime.time.Instant
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test

/** Stubs by the classes of this set of the Kotlin SDK, and faults as its clients meet them. */
class S3StubsTest {
    @Test
    fun `responses and exceptions of the SDK's own classes`() =
        runTest {
            mockAws {
                val moment = Instant.fromEpochSeconds(1_700_000_000, 0)
                stub {
                    val got =
                        GetObjectResponse {
                            storageClass = StorageClass.Glacier
                            lastModified = moment
                            metadata = mapOf("a" to "b")
                            body = ByteStream.fromString("content")
                        }
                    respond("s3", "GetObject", got, expected = mapOf("Bucket" to "b", "Key" to "k"))
                    fail("s3", "HeadObject", NoSuchKey {})
                    val put = including(mapOf("Bucket" to "b", "Key" to "k", "Body" to any(), "ChecksumCRC32" to any()))
                    respond("s3", "PutObject", mapOf("ETag" to "\"1\""), expected = put)
                }
                val s3 = S3Client { kotlinSdk.configure(this) }
                s3.getObject(
                    GetObjectRequest {
                        bucket = "b"
                        key = "k"
                    },
                ) {
                    it.body!!.decodeToString() shouldBe "content"
                    it.storageClass shouldBe StorageClass.Glacier
                    it.lastModified shouldBe moment
                    it.metadata shouldBe mapOf("a" to "b")
                }
                shouldThrow<NotFound> {
                    s3.headObject {
                        bucket = "b"
                        key = "k"
                    }
                }
                val put =
                    s3.putObject {
                        bucket = "b"
                        key = "k"
                        body = ByteStream.fromString("content")
                    }
                put.eTag shouldBe "\"1\""
            }
        }

    @Test
    fun `throttled and refused calls are tried again`() =
        runTest {
            mockAws {
                faults {
                    throttle().first(1)
                    refuseConnection().first(1)
                }
                val s3 = S3Client { kotlinSdk.configure(this) }
                s3.listBuckets {}
                calls("s3").map { it.errorCode } shouldBe listOf("SlowDown", "ConnectionRefused", null)
                faults { refuseConnection() }
                shouldThrow<HttpException> { s3.listBuckets {} }
            }
        }
}
