package io.mockaws.services.s3

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldEndWith
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.MockClock
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import io.mockaws.wire.http.readBytes
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.s3.presigner.S3Presigner
import software.amazon.awssdk.transfer.s3.S3TransferManager
import java.net.URI
import java.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Instant

/** What is not seen through a client: addresses, presigned URLs, bare requests. */
class S3WireTest {
    @AutoClose
    private val world = S3World()
    private val box = world.aws.s3.bucket("box").put("a/b", "hello", "text/plain")

    private fun send(
        method: String,
        url: String,
        headers: Headers = Headers.Empty,
        body: HttpBody = HttpBody.Empty,
    ): HttpResponse {
        val uri = URI(url)
        return runBlocking {
            world.aws.handler.handle(
                HttpRequest(method, uri.rawPath.ifEmpty { "/" }, uri.rawQuery.orEmpty(), headers, body, "${uri.scheme}://${uri.authority}"),
            )
        }
    }

    private fun HttpResponse.text() = runBlocking { body.readBytes().decodeToString() }

    @Test
    fun `a bucket is addressed by path and by host`() {
        val urls =
            listOf(
                "https://s3.us-east-1.amazonaws.com/box/a/b",
                "https://box.s3.us-east-1.amazonaws.com/a/b",
                "https://box.s3.amazonaws.com/a/b?x-id=GetObject",
                "http://box.localhost:4566/a/b",
                "http://localhost:4566/box/a/b",
            )
        for (url in urls) withClue(url) { send("GET", url).text() shouldBe "hello" }
        send("GET", "https://s3.us-east-1.amazonaws.com/box/").text() shouldContain "<ListBucketResult"
        send("GET", "https://box.s3.us-east-1.amazonaws.com/").text() shouldContain "<Key>a/b</Key>"
    }

    @Test
    fun `a bucket with dots in its name`() {
        world.aws.s3.bucket("my.own.box").put("k", "v")
        send("GET", "https://my.own.box.s3.us-east-1.amazonaws.com/k").text() shouldBe "v"
        world.client.get("my.own.box", "k").asUtf8String() shouldBe "v"
    }

    @Test
    fun `errors have S3's form, and nothing follows a HEAD`() {
        val missing = send("GET", "https://s3.us-east-1.amazonaws.com/box/nothing")
        missing.status shouldBe 404
        missing.text() shouldContain "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Key>nothing</Key>"
        val head = send("HEAD", "https://s3.us-east-1.amazonaws.com/box/nothing")
        head.status shouldBe 404
        head.text() shouldBe ""
        val found = send("HEAD", "https://s3.us-east-1.amazonaws.com/box/a/b")
        found.headers["Content-Length"] shouldBe "5"
        found.text() shouldBe ""
        send("GET", "https://s3.us-east-1.amazonaws.com/no-such-box/a").text() shouldContain "<BucketName>no-such-box</BucketName>"
        val range = send("GET", "https://s3.us-east-1.amazonaws.com/box/a/b", Headers.of("Range" to "bytes=9-"))
        range.text() shouldContain "<RangeRequested>bytes=9-</RangeRequested><ActualObjectSize>5</ActualObjectSize>"
    }

    // localstack recorded it at AWS, also for a bucket that is not there: test_cors_http_options_no_config, ..._non_existent_bucket
    @Test
    fun `OPTIONS without an origin is no preflight, signed or not`() {
        val path = "https://s3.us-east-1.amazonaws.com/box/a/b"
        val presigned = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=k%2F20261121%2Fus-east-1%2Fs3%2Faws4_request" +
            "&X-Amz-Date=20261121T100000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=0"
        for (url in listOf(
            path,
            "$path?$presigned",
            "https://no-such.s3.amazonaws.com/k?$presigned",
            "$path?AWSAccessKeyId=k",
            "$path?acl"
        )) {
            withClue(url) {
                val answer = send("OPTIONS", url, Headers.of("Access-Control-Request-Method" to "PUT"))
                answer.status shouldBe 400
                answer.text() shouldContain
                    "<Code>BadRequest</Code><Message>Insufficient information. Origin request header needed.</Message>"
            }
        }
        world.aws.calls().map { it.errorCode }.toSet() shouldBe setOf("BadRequest")
    }

    // https://github.com/chilts/awssum/issues/30, https://github.com/boto/botocore/issues/35
    @Test
    fun `a request whose length nothing tells is refused`() {
        val url = "https://s3.us-east-1.amazonaws.com/box/c"
        val chunked = Headers.of("Transfer-Encoding" to "chunked")
        for (target in listOf(url, "$url?partNumber=1&uploadId=u", "$url?tagging", "https://s3.us-east-1.amazonaws.com/box?policy")) {
            withClue(target) {
                val refused = send("PUT", target, chunked, HttpBody.of("hello"))
                refused.status shouldBe 501
                refused.text() shouldContain "<Code>NotImplemented</Code><Message>A header you provided implies functionality " +
                    "that is not implemented</Message><Header>Transfer-Encoding</Header><RequestId>"
            }
        }
        val missing = send("PUT", url)
        missing.status shouldBe 411
        missing.text() shouldContain
            "<Code>MissingContentLength</Code><Message>You must provide the Content-Length HTTP header.</Message>"
        box.has("c") shouldBe false
        send("PUT", url, Headers.of("Content-Length" to "0")).status shouldBe 200
        val framed = Headers.of(
            "Transfer-Encoding" to "chunked",
            "Content-Encoding" to "aws-chunked",
            "x-amz-content-sha256" to "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            "x-amz-decoded-content-length" to "5",
        )
        send("PUT", url, framed, HttpBody.of("5\r\nhello\r\n0\r\n\r\n")).status shouldBe 200
        box.text("c") shouldBe "hello"
    }

    @Test
    fun `a presigned URL works until it expires`() {
        val presigner = S3Presigner.builder().region(
            software.amazon.awssdk.regions.Region.US_EAST_1
        ).credentialsProvider(world.aws.javaSdk.credentials()).build()
        val url =
            presigner.presignGetObject { p ->
                p.signatureDuration(Duration.ofMinutes(5)).getObjectRequest { it.bucket("box").key("a/b") }
            }.url().toString()
        // The presigner signs with the system's clock.
        val signed = Regex("X-Amz-Date=(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)Z").find(url)!!.destructured
        val at = signed.let { (y, mo, d, h, mi, s) -> Instant.parse("$y-$mo-${d}T$h:$mi:${s}Z") }
        MockAws.start(MockAwsOptions(clock = MockClock.MANUAL, startAt = at)).use { aws ->
            aws.s3.bucket("box").put("a/b", "hello")
            fun get() = runBlocking {
                URI(url).let { aws.handler.handle(HttpRequest("GET", it.rawPath, it.rawQuery, origin = "https://${it.host}")) }
            }
            get().text() shouldBe "hello"
            aws.calls("s3").single().notHonoured shouldBe emptyList()
            aws.time.advanceBy(6.minutes)
            val late = get()
            late.status shouldBe 403
            late.text() shouldContain "<Message>Request has expired</Message>"
        }
    }

    /** The texts are those that localstack recorded at AWS, the last one is as people cite it. */
    @Test
    fun `a URL signed by version 2 works until it expires too, and must be whole`() {
        fun get(parameters: String) =
            send("GET", "https://box.s3.us-east-1.amazonaws.com/a/b?AWSAccessKeyId=AKIA&$parameters")
        get("Signature=x&Expires=9999999999").text() shouldBe "hello"
        val late = get("Signature=x&Expires=1")
        late.status shouldBe 403
        late.text() shouldContain "<Message>Request has expired</Message><Expires>1970-01-01T00:00:01.000Z</Expires><ServerTime>"
        val half = get("Signature=x")
        half.status shouldBe 403
        half.text() shouldContain
            "<Code>AccessDenied</Code><Message>Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters"
        get("Signature=x&Expires=soon").text() shouldContain "Invalid date (should be seconds since epoch): soon"
    }

    @Test
    fun `a presigned URL without a part of its signature is refused`() {
        val half = send("GET", "https://box.s3.us-east-1.amazonaws.com/a/b?X-Amz-Credential=AKIA")
        half.status shouldBe 400
        half.text() shouldContain "version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, " +
            "X-Amz-SignedHeaders, and X-Amz-Expires parameters."
    }

    /** What localstack recorded at AWS. */
    @Test
    fun `where a bucket is stands in a document of one element`() {
        world.client.createBucket { it.bucket("far").createBucketConfiguration { c -> c.locationConstraint("eu-west-1") } }
        val location = "<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\""
        send("GET", "https://box.s3.us-east-1.amazonaws.com/?location").text() shouldEndWith "\n$location/>"
        send("GET", "https://far.s3.us-east-1.amazonaws.com/?location").text() shouldEndWith "\n$location>eu-west-1</LocationConstraint>"
    }

    @Test
    fun `a plus in a copy's source is a space`() {
        box.put("a b", "spaced").put("a+b", "added")
        fun copied(source: String): String {
            send("PUT", "https://box.s3.us-east-1.amazonaws.com/copy", Headers.of("x-amz-copy-source" to source)).status shouldBe 200
            return box.text("copy")
        }
        copied("box%2Fa+b") shouldBe "spaced"
        copied("box/a%2Bb") shouldBe "added"
    }

    @Test
    fun `what a URL wants in a header must fit into one`() {
        val refused = send("GET", "https://box.s3.us-east-1.amazonaws.com/a/b?response-cache-control=%E2%80%94")
        refused.status shouldBe 400
        refused.text() shouldContain "<Code>InvalidArgument</Code><Message>Header value cannot be represented using ISO-8859-1.</Message>" +
            "<ArgumentName>response-cache-control</ArgumentName><ArgumentValue>—</ArgumentValue>"
        send("GET", "https://box.s3.us-east-1.amazonaws.com/a/b?response-cache-control=%C3%A9").status shouldBe 200
    }

    @Test
    fun `deleting many needs a digest, and the right one`() {
        val document = HttpBody.of("<Delete><Object><Key>a/b</Key></Object></Delete>")
        send("POST", "https://box.s3.us-east-1.amazonaws.com/?delete", body = document).text() shouldContain "Missing required header"
        val wrong = Headers.of("Content-MD5" to "1B2M2Y8AsgTpgAmY7PhCfg==")
        send("POST", "https://box.s3.us-east-1.amazonaws.com/?delete", wrong, document).text() shouldContain "<Code>BadDigest</Code>"
        box.has("a/b") shouldBe true
    }

    @Test
    fun `a client's everyday calls send nothing that is read over`() {
        val s3 = world.client
        s3.createBucket { it.bucket("other") }
        s3.put("other", "k", "v")
        s3.get("other", "k")
        s3.headObject { it.bucket("other").key("k") }
        s3.listObjectsV2 { it.bucket("other") }
        s3.copyObject { it.sourceBucket("other").sourceKey("k").destinationBucket("other").destinationKey("l") }
        s3.deleteObjects { r -> r.bucket("other").delete { d -> d.objects({ it.key("k") }) } }
        world.aws.calls().map { it.operation to it.notHonoured }.filter { it.second.isNotEmpty() } shouldBe emptyList()
        s3.put("other", "k", "v") { it.requestPayer("requester") }
        world.aws.calls().last().notHonoured shouldBe listOf("header x-amz-request-payer")
    }

    @Test
    fun `a transfer manager moves a large object in parts`() {
        val bytes = ByteArray(20_000_000) { (it * 7 % 251).toByte() }
        val async =
            world.aws.javaSdk.configure(software.amazon.awssdk.services.s3.S3AsyncClient.builder()).multipartEnabled(true).build()
        S3TransferManager.builder().s3Client(async).build().use { manager ->
            manager.upload { u ->
                u.putObjectRequest {
                    it.bucket("box").key("big")
                }.requestBody(software.amazon.awssdk.core.async.AsyncRequestBody.fromBytes(bytes))
            }
                .completionFuture().join()
        }
        world.client.get("box", "big").asByteArrayUnsafe().contentEquals(bytes) shouldBe true
        world.aws.calls("s3", "UploadPart").size shouldBe 3
    }

    @Test
    fun `a snapshot keeps objects, and a saved world has them again`(
        @org.junit.jupiter.api.io.TempDir folder: java.nio.file.Path,
    ) {
        val s3: S3Client = world.client
        s3.putObject({ it.bucket("box").key("big") }, RequestBody.fromBytes(ByteArray(5_000_000) { 3 }))
        val before = world.aws.snapshot()
        world.aws.save(folder.resolve("world"))
        box.delete("big")
        world.aws.restore(before)
        box.head("big").size shouldBe 5_000_000
        MockAws.start().use { other ->
            other.load(folder.resolve("world"))
            other.s3.bucket("box").text("a/b") shouldBe "hello"
            other.s3.bucket("box").bytes("big").all { it == 3.toByte() } shouldBe true
        }
    }
}
