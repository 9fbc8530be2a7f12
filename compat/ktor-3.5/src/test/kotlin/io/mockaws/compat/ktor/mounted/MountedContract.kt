package io.mockaws.compat.ktor.mounted

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.s3.S3Configuration
import software.amazon.awssdk.services.s3.presigner.S3Presigner
import java.net.URI
import java.time.Duration
import java.util.concurrent.atomic.AtomicInteger
import kotlin.random.Random

/** What holds for AWS in an application of Ktor's, on whichever engine it runs. */
@Timeout(60)
internal abstract class MountedContract {
    protected val aws: MockAws = MockAws.start(MockAwsOptions.builder().intercept(false).build())

    /** How many calls the application is at. */
    protected val open = AtomicInteger()

    /** Where the application answers. */
    protected abstract val endpoint: URI

    /** Asks for [target] as it stands. */
    protected abstract fun ask(
        method: String,
        target: String,
        vararg headers: Pair<String, String>,
        body: ByteArray = ByteArray(0),
    ): Answer

    protected abstract fun stop()

    init {
        aws.s3.bucket("photos")
    }

    @AfterEach
    fun close() {
        stop()
        aws.close()
    }

    @Test
    fun `what a route of the application takes is the application's, all else is AWS's`() {
        ask("GET", "/own/a").text shouldBe "the application's"
        ask("GET", "/own").text shouldContain "<Code>NoSuchBucket</Code>"
        ask("GET", "/").text shouldContain "<Name>photos</Name>"
    }

    @Test
    fun `a path keeps every byte of its encoding`() {
        ask("PUT", "/photos/a%2Fb%20c+d//../%C3%BC%7e", body = ONE).status shouldBe 200
        aws.s3.bucket("photos").keys() shouldContainExactly listOf("a/b c+d//../ü~")
        ask("GET", "/photos?list-type=2&prefix=a%2Fb%20c%2Bd&encoding-type=url").text shouldContain "<KeyCount>1</KeyCount>"
    }

    @Test
    fun `a signature holds over what was sent`() {
        aws.verifySignatures(mapOf("key" to "secret"))
        aws.s3.bucket("photos").put("a b/ü+%", "signed")
        val signed = presigned("a b/ü+%")
        ask("GET", signed).text shouldBe "signed"
        ask("GET", signed.replace("a%20b", "a%20c")).text shouldContain "SignatureDoesNotMatch"
        ask("GET", "/photos").status shouldBe 403
    }

    private fun presigned(key: String): String {
        val keys = StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"))
        val style = S3Configuration.builder().pathStyleAccessEnabled(true).build()
        S3Presigner.builder().endpointOverride(endpoint).region(Region.US_EAST_1).serviceConfiguration(style)
            .credentialsProvider(keys).build().use { signer ->
                val request = signer.presignGetObject { p ->
                    p.signatureDuration(Duration.ofMinutes(1)).getObjectRequest { g -> g.bucket("photos").key(key) }
                }
                return request.url().file
            }
    }

    @Test
    fun `lines of the head arrive in their order, also several of one name`() {
        val fields = arrayOf("x-amz-meta-b" to "1", "X-Amz-Meta-A" to "2", "x-amz-meta-b" to "3")
        ask("PUT", "/photos/a", *fields, body = ONE).status shouldBe 200
        val stored = ask("HEAD", "/photos/a")
        stored["x-amz-meta-b"] shouldBe "1,3"
        stored["x-amz-meta-a"] shouldBe "2"
    }

    @Test
    fun `long content goes both ways whole`() {
        val film = Random(1).nextBytes(9 * 1024 * 1024)
        ask("PUT", "/photos/film", body = film).status shouldBe 200
        ask("GET", "/photos/film").bytes.contentEquals(film) shouldBe true
    }

    // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
    @Test
    fun `chunks of the SDK's own and their trailers are taken apart`() {
        val body = "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n"
        val answer = ask(
            "PUT",
            "/photos/a",
            "Content-Encoding" to "aws-chunked",
            "x-amz-decoded-content-length" to "5",
            "x-amz-content-sha256" to "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            "x-amz-trailer" to "x-amz-checksum-crc32",
            body = body.encodeToByteArray(),
        )
        answer.text shouldBe ""
        answer.status shouldBe 200
        answer["x-amz-checksum-crc32"] shouldBe "NhCmhg=="
        aws.s3.bucket("photos").text("a") shouldBe "hello"
    }

    @Test
    fun `the answer to HEAD has the length and not the content`() {
        aws.s3.bucket("photos").put("a", "12345")
        val answer = ask("HEAD", "/photos/a")
        answer["content-length"] shouldBe "5"
        answer.text shouldBe ""
    }

    @Test
    fun `an answer that has no content has none`() {
        aws.s3.bucket("photos").put("a", "12345")
        val tag = ask("GET", "/photos/a")["etag"]!!
        ask("GET", "/photos/a", "If-None-Match" to tag).let { unchanged ->
            unchanged.status shouldBe 304
            unchanged["etag"] shouldBe tag
            unchanged.text shouldBe ""
        }
        ask("DELETE", "/photos/a").let { gone ->
            gone.status shouldBe 204
            gone["content-length"] shouldBe null
            gone.text shouldBe ""
        }
    }

    @Test
    fun `an answer has AWS's fields once, and a date`() {
        val answer = ask("GET", "/photos")
        for (name in listOf("content-type", "content-length", "date", "x-amz-request-id")) {
            answer.headers.count { it.first == name } shouldBe 1
        }
        answer["content-type"] shouldBe "application/xml"
    }

    @Test
    fun `a caller cannot write fields of the answer`() {
        aws.s3.bucket("photos").put("a", "1")
        val answer = ask("GET", presigned("a") + "&response-content-type=text/plain%0D%0AX-Mine:%201")
        answer["x-mine"] shouldBe null
        answer.status shouldNotBe 500
    }

    @Test
    fun `a page of another site may call, and steers nothing`() {
        ask("GET", "/photos", "Origin" to "http://prototype.example")["access-control-allow-origin"] shouldBe "*"
        ask("GET", "/_mockaws/calls", "Origin" to "http://prototype.example").status shouldBe 403
    }

    @Test
    fun `the server's own paths are there, moto's and LocalStack's too`() {
        ask("GET", "/_mockaws/health").text shouldContain "\"server\":\"mockaws\""
        ask("GET", "/_localstack/health").text shouldContain "\"s3\""
        ask("GET", "/_mockaws").text shouldStartWith "<!doctype html>"
        ask("POST", "/moto-api/reset").status shouldBe 200
        aws.s3.buckets().size shouldBe 0
    }

    @Test
    fun `a URL that the mock makes leads to the application`() {
        val form = "Action=CreateQueue&QueueName=orders".encodeToByteArray()
        val answer = ask("POST", "/", "Content-Type" to "application/x-www-form-urlencoded", body = form)
        answer.text shouldContain "<QueueUrl>$endpoint/123456789012/orders</QueueUrl>"
    }

    private companion object {
        /** HTTP/2 has no field that says that there is no content. */
        val ONE = byteArrayOf(1)
    }
}
