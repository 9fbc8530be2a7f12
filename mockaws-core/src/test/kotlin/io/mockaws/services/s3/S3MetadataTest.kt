package io.mockaws.services.s3

import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.MockClock
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.s3.presigner.S3Presigner
import java.net.URI
import java.time.Duration
import kotlin.time.toKotlinInstant

/**
 * User metadata beyond US-ASCII and in presigned URLs. The texts are those that localstack recorded at AWS in February
 * 2026 (tests/aws/services/s3, test_user_metadata_rfc2047_encoded); see
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html#UserMetadata
 */
class S3MetadataTest {
    private val world = S3World()
    private val box = world.aws.s3.bucket("box")

    @AfterEach
    fun close() = world.close()

    private fun stored(value: String): Pair<String, String> {
        world.client.put("box", "k", "1") { it.metadata(mapOf("m" to value)) }
        return box.head("k").metadata.getValue("m") to world.client.headObject { it.bucket("box").key("k") }.metadata().getValue("m")
    }

    @Test
    fun `text beyond ASCII is kept as it is, and answered as RFC 2047 has it`() {
        val cases =
            mapOf(
                "test_\u2014_file%E2%80%94_\u00e9_2?.pdf" to "=?UTF-8?Q?test=5F=E2=80=94=5Ffile%E2%80%94=5F=C3=A9=5F2=3F.pdf?=",
                "\u00c4M\u00c4Z\u00d5\u00d1 S3" to "=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?=",
                "\u0000\u0001\u0002\u0003" to "=?UTF-8?B?AAECAw==?=",
                "\uFFFD".repeat(7) to "=?UTF-8?B?77+977+977+977+977+977+977+9?=",
                "\uD83D\uDC51" to "=?UTF-8?Q?=F0=9F=91=91?=",
            )
        for ((text, answered) in cases) {
            stored(text) shouldBe (text to answered)
            stored(answered) shouldBe (text to answered)
        }
    }

    @Test
    fun `ASCII is answered as it is, also what was sent encoded without need`() {
        val safe = "!\"#\$%&'()*+,-./:;<=>?@[\\]^_`{|}~ a"
        stored(safe) shouldBe (safe to safe)
        stored("=?UTF-8?Q?actually-ascii?=") shouldBe ("actually-ascii" to "actually-ascii")
        stored("=?utf-8?b?YWJj?= =?ISO-8859-1?q?d_e?=") shouldBe ("abcd e" to "abcd e")
        for (broken in listOf("=?UTF-8?B?GGGGG?=", "=?UTF-8?Q?=zz?=", "=?no-such?Q?a?=", "=?UTF-8?Q?a")) {
            stored(broken) shouldBe
                (broken to broken)
        }
    }

    /** localstack recorded it at AWS: test_user_metadata_rfc2047_bad_b64_encoded */
    @Test
    fun `base64 with what is no digit of it is decoded all the same`() {
        stored("=?UTF-8?B?=GGG?=") shouldBe ("\uFFFDa\uFFFD" to "=?UTF-8?B?77+9Ye+/vQ==?=")
    }

    /** test_pre_signed_url_if_none_match and test_pre_signed_url_if_match passed at AWS. */
    @Test
    fun `conditions that a signer put into the URL hold`() {
        fun put(condition: String): Int {
            val query = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA%2F20261121%2Fus-east-1%2Fs3%2Faws4_request&" +
                "X-Amz-SignedHeaders=host&X-Amz-Signature=00&X-Amz-Date=20991121T000000Z&X-Amz-Expires=60&$condition"
            val request = HttpRequest("PUT", "/k", query, Headers.Empty, HttpBody.of("1"), "https://box.s3.us-east-1.amazonaws.com")
            return runBlocking { world.aws.handler.handle(request) }.status
        }
        put("If-None-Match=%2A") shouldBe 200
        put("If-None-Match=%2A") shouldBe 412
        put("If-Match=d41d8cd98f00b204e9800998ecf8427e") shouldBe 412
        put("if-match=c4ca4238a0b923820dcc509a6f75849b") shouldBe 200
    }

    @Test
    fun `metadata that a signer put into the URL is the object's`() {
        val url =
            "https://box.s3.us-east-1.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=" +
                "AKIA%2F20261121%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-SignedHeaders=host&X-Amz-Signature=00&" +
                "X-Amz-Date=20991121T000000Z&X-Amz-Expires=60&" +
                "x-amz-meta-first=a%20b&X-Amz-Meta-Second=c&x-amz-storage-class=STANDARD_IA&X-Amz-Content-Sha256=UNSIGNED-PAYLOAD"
        val uri = URI(url)
        val headers = Headers.of("x-amz-meta-second" to "sent")
        val request = HttpRequest("PUT", uri.rawPath, uri.rawQuery, headers, HttpBody.of("1"), "https://${uri.host}")
        runBlocking { world.aws.handler.handle(request) }.status shouldBe 200
        box.head("k").metadata shouldBe mapOf("first" to "a b", "second" to "sent")
        world.aws.calls("s3", "PutObject").single().notHonoured shouldBe listOf("query x-amz-storage-class")
    }

    @Test
    fun `so is metadata in a URL that was signed by version 2, as boto3 does`() {
        val url = "https://box.s3.us-east-1.amazonaws.com/k?AWSAccessKeyId=AKIA&Signature=x&x-amz-meta-first=a&Expires=9999999999"
        val uri = URI(url)
        val request = HttpRequest("PUT", uri.rawPath, uri.rawQuery, Headers.Empty, HttpBody.of("1"), "https://${uri.host}")
        runBlocking { world.aws.handler.handle(request) }.status shouldBe 200
        box.head("k").metadata shouldBe mapOf("first" to "a")
        world.aws.calls("s3", "PutObject").single().notHonoured shouldBe emptyList()
    }

    @Test
    fun `metadata of a presigned PUT of the Java SDK arrives`() {
        val presigner =
            S3Presigner.builder().region(Region.US_EAST_1).credentialsProvider(world.aws.javaSdk.credentials()).build()
        val signed =
            presigner.presignPutObject { p ->
                p.signatureDuration(Duration.ofMinutes(5)).putObjectRequest { it.bucket("box").key("k").metadata(mapOf("m" to "v")) }
            }
        val uri = signed.url().toURI()
        val headers = Headers.builder()
        signed.signedHeaders().forEach { (name, values) -> values.forEach { headers.add(name, it) } }
        val request = HttpRequest("PUT", uri.rawPath, uri.rawQuery, headers.build(), HttpBody.of("1"), "https://${uri.host}")
        // The presigner signs with the system's clock.
        val options = MockAwsOptions(clock = MockClock.MANUAL, startAt = signed.expiration().minusSeconds(60).toKotlinInstant())
        MockAws.start(options).use { aws ->
            val bucket = aws.s3.bucket("box")
            runBlocking { aws.handler.handle(request) }.status shouldBe 200
            bucket.head("k").metadata shouldBe mapOf("m" to "v")
        }
    }

    @Test
    fun `HeadBucket names the type of the document that does not follow`() {
        val request = HttpRequest("HEAD", "/box", origin = "https://s3.us-east-1.amazonaws.com")
        val head = runBlocking { world.aws.handler.handle(request) }
        head.headers["Content-Type"] shouldBe "application/xml"
        // https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonResponseHeaders.html
        head.headers["Server"] shouldBe "AmazonS3"
        box.put("k", "1", "text/csv")
        val found = runBlocking { world.aws.handler.handle(request.copy(path = "/box/k")) }
        found.headers.all("Content-Type") shouldBe listOf("text/csv")
    }
}
