package io.mockaws.services.s3

import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import io.mockaws.wire.http.readBytes
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import software.amazon.awssdk.core.ResponseInputStream
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm
import software.amazon.awssdk.services.s3.model.ChecksumMode
import software.amazon.awssdk.services.s3.model.GetObjectResponse
import java.io.ByteArrayInputStream

class S3IntegrityTest {
    @AutoClose
    private val world = S3World()
    private val s3 = world.client.also { client -> client.createBucket { it.bucket("box") } }

    @TestFactory
    fun `a checksum that the SDK works out is verified and comes back`() =
        listOf(ChecksumAlgorithm.CRC32, ChecksumAlgorithm.CRC32_C, ChecksumAlgorithm.SHA1, ChecksumAlgorithm.SHA256).map { algorithm ->
            DynamicTest.dynamicTest(algorithm.name) {
                val key = algorithm.name
                val put = s3.put("box", key, "hello") { it.checksumAlgorithm(algorithm) }
                val sums = listOf(put.checksumCRC32(), put.checksumCRC32C(), put.checksumSHA1(), put.checksumSHA256())
                sums.count { it != null } shouldBe 1
                put.checksumTypeAsString() shouldBe "FULL_OBJECT"
                val got = s3.get("box", key) { it.checksumMode(ChecksumMode.ENABLED) }.response()
                listOf(got.checksumCRC32(), got.checksumCRC32C(), got.checksumSHA1(), got.checksumSHA256()) shouldBe sums
                val ranged = s3.get("box", key) { it.checksumMode(ChecksumMode.ENABLED).range("bytes=0-1") }.response()
                listOfNotNull(ranged.checksumCRC32(), ranged.checksumCRC32C(), ranged.checksumSHA1(), ranged.checksumSHA256()).size shouldBe
                    0
            }
        }

    @Test
    fun `a body that is not what its digest says is refused`() {
        val md5 = shouldFail("BadDigest", 400) { s3.put("box", "a", "hello") { it.contentMD5("1B2M2Y8AsgTpgAmY7PhCfg==") } }
        md5.awsErrorDetails().errorMessage() shouldBe "The Content-MD5 you specified did not match what we received."
        shouldFail("InvalidDigest", 400) { s3.put("box", "a", "hello") { it.contentMD5("nonsense") } }
        val crc = shouldFail("BadDigest", 400) { s3.put("box", "a", "hello") { it.checksumCRC32("AAAAAA==") } }
        crc.awsErrorDetails().errorMessage() shouldBe "The CRC32 you specified did not match the calculated checksum."
        shouldFail("InvalidRequest", 400) { s3.put("box", "a", "hello") { it.checksumSHA256("AAAA") } }
        world.aws.s3.bucket("box").has("a") shouldBe false
        s3.put("box", "a", "hello") { it.contentMD5("XUFAKrxLKna5cZ2REBfFkg==") }
    }

    @Test
    fun `a checksum behind the body counts also where only the trailer names its algorithm`() {
        fun put(value: String): HttpResponse {
            val headers =
                Headers.of(
                    "Content-Encoding" to "aws-chunked",
                    "x-amz-content-sha256" to "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
                    "x-amz-decoded-content-length" to "5",
                    "x-amz-trailer" to "x-amz-checksum-sha256",
                )
            val body = HttpBody.of("5\r\nhello\r\n0\r\nx-amz-checksum-sha256:$value\r\n\r\n")
            val request = HttpRequest("PUT", "/box/t", "", headers, body, "https://s3.us-east-1.amazonaws.com")
            return runBlocking { world.aws.handler.handle(request) }
        }
        put("uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek=").status shouldBe 400
        world.aws.s3.bucket("box").has("t") shouldBe false
        val right = "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="
        put(right).headers["x-amz-checksum-sha256"] shouldBe right
    }

    /** localstack recorded it at AWS: test_s3_invalid_content_md5 */
    @Test
    fun `a wrong MD5 is told in hexadecimal digits for an object and as it was sent for a part`() {
        val sent = "CYketZBSTjX8czcs3cXVlg=="
        fun told(query: String = ""): String {
            val headers = Headers.of("Content-MD5" to sent)
            val request = HttpRequest("PUT", "/box/a", query, headers, HttpBody.of("hello"), "https://s3.us-east-1.amazonaws.com")
            val answer = runBlocking { world.aws.handler.handle(request).body.readBytes().decodeToString() }
            return answer.substringAfter("<ExpectedDigest>").substringBefore("</CalculatedDigest>")
        }
        val calculated = "</ExpectedDigest><CalculatedDigest>XUFAKrxLKna5cZ2REBfFkg=="
        told() shouldBe "09891eb590524e35fc73372cddc5d596$calculated"
        val id = s3.createMultipartUpload { it.bucket("box").key("a") }.uploadId()
        told("uploadId=$id&partNumber=1") shouldBe "$sent$calculated"
    }

    @Test
    fun `an object without a checksum gets CRC64NVME`() {
        world.aws.s3.bucket("box").put("plain", "123456789")
        val head = s3.headObject { it.bucket("box").key("plain").checksumMode(ChecksumMode.ENABLED) }
        head.checksumCRC64NVME() shouldBe "rosUhgp5mIg="
        head.checksumTypeAsString() shouldBe "FULL_OBJECT"
    }

    @Test
    fun `a large body streams through a file and back`() {
        val bytes = ByteArray(9_000_000) { (it * 31 % 251).toByte() }
        s3.putObject(
            { it.bucket("box").key("large").checksumAlgorithm(ChecksumAlgorithm.SHA256) },
            RequestBody.fromInputStream(ByteArrayInputStream(bytes), bytes.size.toLong()),
        ).checksumSHA256() shouldNotBe null
        val stream: ResponseInputStream<GetObjectResponse> = s3.getObject { it.bucket("box").key("large") }
        stream.use { it.readAllBytes() }.contentEquals(bytes) shouldBe true
        s3.get("box", "large") { it.range("bytes=8999990-") }.asByteArray().toList() shouldBe bytes.takeLast(10)
    }
}
