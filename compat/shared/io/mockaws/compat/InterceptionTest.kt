@file:OptIn(kotlinx.coroutines.ExperimentalCoroutinesApi::class)

package io.mockaws.compat

import aws.sdk.kotlin.services.s3.S3Client
import aws.sdk.kotlin.services.s3.headBucket
import aws.sdk.kotlin.services.s3.listBuckets
import aws.sdk.kotlin.services.s3.model.GetObjectRequest
import aws.sdk.kotlin.services.s3.model.ListObjectsV2Request
import aws.sdk.kotlin.services.s3.model.NoSuchBucket
import aws.sdk.kotlin.services.s3.putObject
import aws.smithy.kotlin.runtime.content.ByteStream
import aws.smithy.kotlin.runtime.content.toByteArray
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.longs.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test

/** The hooks, which go by the names of the SDK's classes, on this set. */
class InterceptionTest {
    @Test
    fun `a client that was built before any mock is answered`() =
        runTest {
            mockAws {
                s3.bucket("box")
                static.putObject {
                    bucket = "box"
                    key = "k"
                    body = ByteStream.fromString("hello")
                }
                static.getObject(
                    GetObjectRequest {
                        bucket = "box"
                        key = "k"
                    }
                ) { it.body!!.toByteArray().decodeToString() shouldBe "hello" }
                shouldThrow<NoSuchBucket> { static.listObjectsV2(ListObjectsV2Request { bucket = "none" }) }
            }
        }

    @Test
    fun `a client that is built as in production needs neither region nor credentials`() =
        runTest {
            mockAws(region = "eu-central-1") {
                s3.bucket("box")
                S3Client.fromEnvironment().use { it.headBucket { bucket = "box" } }
                calls("s3").single().region shouldBe "eu-central-1"
            }
        }

    @Test
    fun `retries wait in the test's time`() =
        runTest {
            mockAws {
                faults { throttle().on("s3").first(2) }
                static.listBuckets()
                calls("s3").map { it.attempt } shouldBe listOf(1, 2, 3)
                currentTime shouldBeGreaterThan 0
            }
        }

    @Test
    fun `blocks that run at once do not see each other`(): Unit =
        runBlocking(Dispatchers.Default) {
            List(50) { n ->
                async {
                    mockAws {
                        s3.bucket("box-$n")
                        static.listBuckets().buckets.orEmpty().map { it.name } shouldBe listOf("box-$n")
                    }
                }
            }.awaitAll()
        }

    private companion object {
        val static = S3Client { region = "us-east-1" }
    }
}
