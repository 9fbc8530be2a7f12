@file:OptIn(kotlinx.coroutines.ExperimentalCoroutinesApi::class)

package io.mockaws.compat

import aws.sdk.kotlin.services.s3.S3Client
import aws.sdk.kotlin.services.s3.model.GetObjectRequest
import aws.sdk.kotlin.services.s3.model.NoSuchKey
import aws.sdk.kotlin.services.s3.putObject
import aws.smithy.kotlin.runtime.content.ByteStream
import aws.smithy.kotlin.runtime.content.toByteArray
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.mockaws.sdk.kotlin.KotlinSdk
import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpHandler
import io.mockaws.wire.http.HttpResponse
import io.mockaws.wire.http.readBytes
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import kotlin.time.Duration.Companion.hours

/** The adapter, which core compiles against set 1.5, on this set. */
class KotlinSdkTest {
    private fun s3(handler: HttpHandler): S3Client {
        val sdk = KotlinSdk(handler, "eu-west-1", "111122223333")
        return S3Client { sdk.configure(this) }
    }

    @Test
    fun `bytes go up and streams come down in virtual time`() =
        runTest {
            var stored = ByteArray(0)
            val client =
                s3 {
                    delay(2.hours)
                    if (it.method == "PUT") stored = it.body.readBytes()
                    HttpResponse(200, body = if (it.method == "PUT") HttpBody.Empty else Streamed(stored))
                }
            client.putObject {
                bucket = "b"
                key = "k"
                body = ByteStream.fromString("hello")
            }
            client.getObject(
                GetObjectRequest {
                    bucket = "b"
                    key = "k"
                }
            ) { it.body!!.toByteArray().decodeToString() shouldBe "hello" }
            currentTime shouldBe 4.hours.inWholeMilliseconds
        }

    @Test
    fun `an error becomes the SDK's own exception`() =
        runTest {
            val client =
                s3 {
                    HttpResponse(
                        404,
                        Headers.Empty,
                        HttpBody.of("<Error><Code>NoSuchKey</Code><Message>no</Message></Error>")
                    )
                }
            shouldThrow<NoSuchKey> {
                client.getObject(
                    GetObjectRequest {
                        bucket = "b"
                        key = "k"
                    }
                ) { }
            }
        }

    private class Streamed(
        private val bytes: ByteArray,
    ) : HttpBody {
        override val contentLength: Long get() = bytes.size.toLong()

        override suspend fun open(): ByteSource = HttpBody.Bytes(bytes).open()
    }
}
