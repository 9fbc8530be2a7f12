package io.mockaws.engine.signature

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.MockClock
import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import io.mockaws.wire.http.readBytes
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import java.time.Instant

/**
 * The examples that AWS publishes, all by AKIAIOSFODNN7EXAMPLE at 2013-05-24T00:00:00Z:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html and
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
class PublishedSignaturesTest {
    private val aws =
        MockAws.start(
            MockAwsOptions.builder().intercept(false).clock(MockClock.MANUAL).startAt(Instant.parse("2013-05-24T00:00:00Z")).build(),
        )

    init {
        aws.verifySignatures(mapOf("AKIAIOSFODNN7EXAMPLE" to "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"))
        aws.s3.bucket("examplebucket").put("test.txt", "Welcome to Amazon S3.")
    }

    @AfterEach
    fun close() = aws.close()

    private fun authorization(
        headers: String,
        signature: String,
    ) = "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request," +
        "SignedHeaders=$headers,Signature=$signature"

    private fun answer(request: HttpRequest): HttpResponse = runBlocking { aws.handler.handle(request) }

    private fun text(response: HttpResponse): String = runBlocking { response.body.readBytes().decodeToString() }

    private fun get(
        path: String,
        query: String,
        signature: String,
        vararg more: Pair<String, String>,
    ): HttpResponse {
        val signed = listOf("host", *more.map { it.first }.toTypedArray(), "x-amz-content-sha256", "x-amz-date")
        val headers =
            listOf("Host" to "examplebucket.s3.amazonaws.com", "x-amz-content-sha256" to EMPTY, "x-amz-date" to NOW) +
                more + ("Authorization" to authorization(signed.joinToString(";"), signature))
        return answer(HttpRequest("GET", path, query, Headers.of(*headers.toTypedArray())))
    }

    @Test
    fun `GET object`() {
        val signature = "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
        text(get("/test.txt", "", signature, "range" to "bytes=0-9")) shouldBe "Welcome to"
        get("/test.txt", "", signature, "range" to "bytes=0-8").status shouldBe 403
    }

    @Test
    fun `GET bucket, list objects`() {
        val signature = "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
        get("/", "max-keys=2&prefix=J", signature).status shouldBe 200
        get("/", "prefix=J&max-keys=2", signature).status shouldBe 200
        get("/", "max-keys=3&prefix=J", signature).status shouldBe 403
    }

    @Test
    fun `GET bucket lifecycle`() {
        val signature = "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"
        text(get("/", "lifecycle", signature)) shouldContain "<Code>NoSuchLifecycleConfiguration</Code>"
        get("/", "lifecycle=", signature).status shouldBe 404
        get("/", "lifecycle=x", signature).status shouldBe 403
    }

    private fun put(content: String): HttpResponse {
        val signed = "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class"
        val headers =
            Headers.of(
                "Host" to "examplebucket.s3.amazonaws.com",
                "Date" to "Fri, 24 May 2013 00:00:00 GMT",
                "x-amz-date" to NOW,
                "x-amz-storage-class" to "REDUCED_REDUNDANCY",
                "x-amz-content-sha256" to "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
                "Authorization" to
                    authorization(signed, "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"),
            )
        return answer(HttpRequest("PUT", "/test\$file.text", "", headers, HttpBody.of(content)))
    }

    @Test
    fun `PUT object`() {
        put("Welcome to Amazon S3.").status shouldBe 200
        aws.s3.bucket("examplebucket").text("test\$file.text") shouldBe "Welcome to Amazon S3."
        text(put("Welcome to Amazon S4.")) shouldContain "<Code>XAmzContentSHA256Mismatch</Code>"
    }

    @Test
    fun `presigned URL`() {
        val query =
            "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request" +
                "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature="
        val signature = "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
        val headers = Headers.of("Host" to "examplebucket.s3.amazonaws.com")
        text(answer(HttpRequest("GET", "/test.txt", query + signature, headers))) shouldBe "Welcome to Amazon S3."
        answer(HttpRequest("GET", "/other.txt", query + signature, headers)).status shouldBe 403
        answer(HttpRequest("DELETE", "/test.txt", query + signature, headers)).status shouldBe 403
        aws.time.advanceBy(java.time.Duration.ofHours(25))
        text(answer(HttpRequest("GET", "/test.txt", query + signature, headers))) shouldContain "Request has expired"
    }

    private fun upload(change: (String) -> String = { it }): HttpResponse {
        val chunks =
            "10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n" +
                "${"a".repeat(65536)}\r\n" +
                "400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n" +
                "${"a".repeat(1024)}\r\n" +
                "0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n"
        val signed =
            "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class"
        val headers =
            Headers.of(
                "Host" to "s3.amazonaws.com",
                "x-amz-date" to NOW,
                "x-amz-storage-class" to "REDUCED_REDUNDANCY",
                "x-amz-content-sha256" to "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
                "Content-Encoding" to "aws-chunked",
                "x-amz-decoded-content-length" to "66560",
                "Content-Length" to "66824",
                "Authorization" to
                    authorization(signed, "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"),
            )
        val body = Unknown(change(chunks).encodeToByteArray())
        return answer(HttpRequest("PUT", "/examplebucket/chunkObject.txt", "", headers, body))
    }

    @Test
    fun `chunked upload`() {
        upload().status shouldBe 200
        aws.s3.bucket("examplebucket").text("chunkObject.txt") shouldBe "a".repeat(66560)
    }

    @Test
    fun `a chunk that was changed on its way, or lost, is refused, and nothing is kept`() {
        for (change in listOf<(String) -> String>(
            { it.replaceFirst("aaaa", "aaab") },
            { it.replace("a\r\n0;", "b\r\n0;") },
            { it.replace("chunk-signature=b6c", "chunk-signature=c6c") },
            { it.replace(Regex(";chunk-signature=[0-9a-f]+"), "") },
        )) {
            val refusal = upload(change)
            refusal.status shouldBe 403
            text(refusal) shouldContain "<Code>SignatureDoesNotMatch</Code>"
        }
        aws.s3.bucket("examplebucket").keys() shouldBe listOf("test.txt")
    }

    /** A body on its way, whose length only its end tells. */
    private class Unknown(private val bytes: ByteArray) : HttpBody {
        override val contentLength: Long? get() = null

        override suspend fun open(): ByteSource = HttpBody.Bytes(bytes).open()
    }

    private companion object {
        const val NOW = "20130524T000000Z"
        const val EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    }
}
