package io.mockaws.services.s3

import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import io.mockaws.wire.http.readBytes
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.s3.model.ChecksumMode
import java.net.URI
import java.util.Base64
import java.util.HexFormat
import javax.crypto.Mac
import javax.crypto.spec.SecretKeySpec

/**
 * Forms that browsers upload a file with. Answers are those that localstack recorded at AWS in February 2026
 * (tests/aws/services/s3/test_s3, TestS3PresignedPost); what a policy has to name is from
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
class S3PostTest {
    @AutoClose
    private val world = S3World()
    private val box = world.aws.s3.bucket("box")

    private class FormFile(
        val text: String,
        val name: String? = "my-file",
    )

    private fun form(fields: Map<String, String>, file: FormFile?): String =
        buildString {
            for ((name, value) in fields) append("--$BOUNDARY\r\nContent-Disposition: form-data; name=\"$name\"\r\n\r\n$value\r\n")
            if (file != null) {
                val name = file.name?.let { "; filename=\"$it\"" }.orEmpty()
                append("--$BOUNDARY\r\nContent-Disposition: form-data; name=\"file\"$name\r\nContent-Type: text/html\r\n\r\n")
                append("${file.text}\r\n")
            }
            append("--$BOUNDARY--\r\n")
        }

    private fun send(
        body: HttpBody,
        type: String = "multipart/form-data; boundary=$BOUNDARY",
        url: String = "http://localhost:5000/box",
    ): HttpResponse {
        val uri = URI(url)
        val origin = "${uri.scheme}://${uri.authority}"
        return runBlocking { world.aws.handler.handle(HttpRequest("POST", uri.path, "", Headers.of("Content-Type" to type), body, origin)) }
    }

    private fun post(vararg fields: Pair<String, String>, file: FormFile? = FormFile("abcdef")) =
        send(HttpBody.of(form(linkedMapOf(*fields), file)))

    private fun HttpResponse.text() = runBlocking { body.readBytes().decodeToString().replace("&quot;", "\"") }

    private fun HttpResponse.shouldBeRefused(status: Int, code: String, message: String, details: String = "") {
        val text = text()
        withClue(text) {
            this.status shouldBe status
            text shouldContain "<Error><Code>$code</Code><Message>$message</Message>$details<RequestId>"
        }
    }

    /** A policy that ends in a minute, with what AWS's SDKs sign it by. */
    private fun signed(
        vararg conditions: String,
        expiration: String = "2026-11-21T10:01:00Z",
        key: String = "test",
        secret: String = "test"
    ): Array<Pair<String, String>> {
        val credential = "$key/20261121/us-east-1/s3/aws4_request"
        val all =
            conditions.toList() +
                listOf("x-amz-algorithm" to "AWS4-HMAC-SHA256", "x-amz-credential" to credential, "x-amz-date" to "20261121T100000Z")
                    .map { (name, value) -> """{"$name": "$value"}""" }
        val json = """{"expiration": "$expiration", "conditions": [${all.joinToString()}]}"""
        val policy = Base64.getEncoder().encodeToString(json.encodeToByteArray())
        val signing =
            listOf("20261121", "us-east-1", "s3", "aws4_request").fold("AWS4$secret".encodeToByteArray()) { it, part -> hmac(it, part) }
        return arrayOf(
            "policy" to policy,
            "x-amz-algorithm" to "AWS4-HMAC-SHA256",
            "x-amz-credential" to credential,
            "x-amz-date" to "20261121T100000Z",
            "x-amz-signature" to HexFormat.of().formatHex(hmac(signing, policy)),
        )
    }

    private fun hmac(key: ByteArray, text: String): ByteArray =
        Mac.getInstance("HmacSHA256").run {
            init(SecretKeySpec(key, algorithm))
            doFinal(text.encodeToByteArray())
        }

    @Test
    fun `a form uploads its file, however large`() {
        val large = "0123456789".repeat(20_000)
        val answer = post("key" to "a/b.txt", file = FormFile(large))
        answer.status shouldBe 204
        answer.text() shouldBe ""
        box.text("a/b.txt") shouldBe large
        answer.headers["ETag"] shouldBe box.head("a/b.txt").eTag
        answer.headers["Location"] shouldBe "https://box.s3.amazonaws.com/a%2Fb.txt"
        answer.headers["x-amz-server-side-encryption"] shouldBe "AES256"
        answer.headers["x-amz-checksum-type"] shouldBe "FULL_OBJECT"
        answer.headers["x-amz-checksum-crc64nvme"] shouldBe
            world.client.headObject { it.bucket("box").key("a/b.txt").checksumMode(ChecksumMode.ENABLED) }.checksumCRC64NVME()
        box.head("a/b.txt").contentType shouldBe "binary/octet-stream"
        world.aws.calls("s3", "PostObject").single().input["Key"] shouldBe "a/b.txt"
    }

    @Test
    fun `a form is taken in whatever pieces it comes, and by host too`() {
        val text = form(mapOf("key" to "k"), FormFile("line\r\n--not the boundary\r\n--$BOUNDAR"))
        for (size in listOf(1, 2, 3, 7, 64)) {
            val url = "http://box.localhost:5000/"
            send(Pieces(text.encodeToByteArray(), size), url = url).status shouldBe 204
            box.text("k") shouldBe "line\r\n--not the boundary\r\n--$BOUNDAR"
            box.delete("k")
        }
    }

    /** Comes [size] bytes at a time. */
    private class Pieces(
        private val bytes: ByteArray,
        private val size: Int,
    ) : HttpBody {
        override val contentLength: Long? get() = null

        override suspend fun open(): ByteSource =
            object : ByteSource {
                private var position = 0

                override suspend fun read(buffer: ByteArray, offset: Int, length: Int): Int {
                    if (position == bytes.size) return -1
                    val n = minOf(size, length, bytes.size - position)
                    bytes.copyInto(buffer, offset, position, position + n)
                    position += n
                    return n
                }

                override fun close() = Unit
            }
    }

    @Test
    fun `the name of the file takes its place in the key`() {
        post("key" to "in/\${filename}", file = FormFile("1", "C:\\photos\\a.jpg"))
        post("key" to "in/\${filename}-\${filename}", file = FormFile("2", "dir/b.jpg"))
        post("key" to "file-as-field-\${filename}", file = FormFile("3", name = null))
        box.keys() shouldBe listOf("file-as-field-\${filename}", "in/a.jpg", "in/b.jpg-b.jpg")
    }

    @Test
    fun `fields are what headers are to a put`() {
        post(
            "key" to "k",
            "Content-Type" to "text/plain",
            "Cache-Control" to "no-cache",
            "x-amz-meta-test-1" to "one",
            "x-amz-meta-TEST-2" to "two",
            "x-amz-storage-class" to "STANDARD_IA",
            "tagging" to
                "<Tagging><TagSet><Tag><Key>a b</Key><Value>1</Value></Tag><Tag><Key>c</Key><Value></Value></Tag></TagSet></Tagging>",
            "submit" to "Upload",
        ).status shouldBe 204
        val head = world.client.headObject { it.bucket("box").key("k") }
        head.contentType() shouldBe "text/plain"
        head.cacheControl() shouldBe "no-cache"
        head.metadata() shouldBe mapOf("test-1" to "one", "test-2" to "two")
        head.storageClassAsString() shouldBe "STANDARD_IA"
        box.head("k").tags shouldBe mapOf("a b" to "1", "c" to "")
        world.aws.calls("s3", "PostObject").single().notHonoured.shouldBeEmpty()

        post("key" to "other", "tagging" to "<InvalidXmlTagging></InvalidXmlTagging>").status shouldBe 204
        box.head("other").tags shouldBe emptyMap()
        post("key" to "never", "tagging" to "not-xml").shouldBeRefused(
            400,
            "MalformedXML",
            "The XML you provided was not well-formed or did not validate against our published schema",
        )
        post("key" to "never", "x-amz-storage-class" to "FakeClass").status shouldBe 400
        box.has("never") shouldBe false
    }

    /** localstack recorded it at AWS: test_post_object_with_unicode_metadata */
    @Test
    fun `metadata of a form is kept as it was sent`() {
        post("key" to "k", "x-amz-meta-b" to "=?UTF-8?B?YWJj?=", "x-amz-meta-u" to "\u00e9").status shouldBe 204
        box.head("k").metadata shouldBe mapOf("b" to "=?UTF-8?B?YWJj?=", "u" to "\u00e9")
    }

    @Test
    fun `who asks for it gets a 200, a document, or is sent on`() {
        post("key" to "k", "success_action_status" to "200").status shouldBe 200
        post("key" to "k", "success_action_status" to "404").status shouldBe 204
        val created = post("key" to "key-\${filename}", "success_action_status" to "201")
        created.status shouldBe 201
        created.text() shouldContain
            "<PostResponse><Location>https://box.s3.amazonaws.com/key-my-file</Location><Bucket>box</Bucket><Key>key-my-file</Key>" +
            "<ETag>\"e80b5017098950fc58aad83c8c14978e\"</ETag></PostResponse>"
        val sent = post("key" to "a b", "success_action_redirect" to "http://localhost.test/random?x=1")
        sent.status shouldBe 303
        sent.text() shouldBe ""
        sent.headers["Location"] shouldBe
            "http://localhost.test/random?x=1&bucket=box&key=a%20b&etag=%22e80b5017098950fc58aad83c8c14978e%22"
        post("key" to "k", "success_action_redirect" to "/wrong/redirect/relative").status shouldBe 204
    }

    @Test
    fun `a form without key or file is refused, and what is no form`() {
        post("policy" to "x").shouldBeRefused(
            400,
            "InvalidArgument",
            "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.",
            "<ArgumentName>key</ArgumentName><ArgumentValue/>",
        )
        post("key" to "k", file = null).shouldBeRefused(
            400,
            "InvalidArgument",
            "POST requires exactly one file upload per request.",
            "<ArgumentName>file</ArgumentName><ArgumentValue>0</ArgumentValue>",
        )
        send(HttpBody.of("<html/>"), type = "text/html").shouldBeRefused(
            412,
            "PreconditionFailed",
            "At least one of the pre-conditions you specified did not hold",
            "<Condition>Bucket POST must be of the enclosure-type multipart/form-data</Condition>",
        )
        val malformed = "The body of your POST request is not well-formed multipart/form-data."
        send(HttpBody.of("nothing")).shouldBeRefused(400, "MalformedPOSTRequest", malformed)
        send(HttpBody.of(form(mapOf("key" to "k"), null).dropLast(9))).shouldBeRefused(400, "MalformedPOSTRequest", malformed)
        send(HttpBody.of("x"), type = "multipart/form-data").shouldBeRefused(400, "MalformedPOSTRequest", malformed)
        val whole = form(mapOf("key" to "k"), FormFile("abc"))
        send(HttpBody.of(whole.dropLast(BOUNDARY.length))).shouldBeRefused(400, "MalformedPOSTRequest", malformed)
        post("key" to "k", "much" to "x".repeat(20_480)).shouldBeRefused(
            400,
            "MaxPostPreDataLengthExceededError",
            "Your POST request fields preceding the upload file were too large.",
        )
        send(HttpBody.of(whole), url = "http://localhost:5000/none").status shouldBe 404
        box.keys().shouldBeEmpty()
    }

    @Test
    fun `a policy names every field, whatever the case, but for those that are ignored`() {
        val conditions =
            arrayOf(
                """{"bucket": "box"}""",
                """["starts-with", "${'$'}key", "in/"]""",
                """["eq", "${'$'}x-amz-meta-test-2", "two"]""",
                """["starts-with", "${'$'}content-type", "image/"]""",
                """{"success_action_status": 201}""",
            )
        val fields =
            arrayOf(
                "key" to "in/a",
                "x-amz-meta-TEST-2" to "two",
                "Content-Type" to "image/png,image/jpeg",
                "success_action_status" to "201",
                "x-ignore-me" to "x",
            )
        post(*fields, *signed(*conditions)).status shouldBe 201
        fun refused(fields: Array<Pair<String, String>>, problem: String) =
            post(*fields, *signed(*conditions)).shouldBeRefused(403, "AccessDenied", "Invalid according to Policy: $problem")
        refused(fields.with("key" to "out/a"), """Policy Condition failed: ["starts-with", "${'$'}key", "in/"]""")
        refused(fields.with("x-amz-meta-TEST-2" to "2"), """Policy Condition failed: ["eq", "${'$'}x-amz-meta-test-2", "two"]""")
        refused(
            fields.with("Content-Type" to "image/png,text/html"),
            """Policy Condition failed: ["starts-with", "${'$'}content-type", "image/"]""",
        )
        refused(fields.with("success_action_status" to "200"), """Policy Condition failed: ["eq", "${'$'}success_action_status", "201"]""")
        refused(fields + ("Cache-Control" to "no-cache"), "Extra input fields: cache-control")
        world.aws.s3.bucket("other")
        send(HttpBody.of(form(linkedMapOf(*fields, *signed(*conditions)), FormFile("x"))), url = "http://localhost:5000/other")
            .shouldBeRefused(403, "AccessDenied", """Invalid according to Policy: Policy Condition failed: ["eq", "${'$'}bucket", "box"]""")
        box.keys() shouldBe listOf("in/a")
    }

    private fun Array<Pair<String, String>>.with(field: Pair<String, String>) =
        map { if (it.first == field.first) field else it }.toTypedArray()

    @Test
    fun `a policy without a sign of a name matches nothing, and one that makes no sense is refused`() {
        val key = """{"key": "k"}"""
        post("key" to "k", *signed("""["eq", "key", "k"]""")).shouldBeRefused(
            403,
            "AccessDenied",
            """Invalid according to Policy: Policy Condition failed: ["eq", "key", "k"]""",
        )
        post("key" to "k", *signed("""{"key": "k", "bucket": "box"}""")).shouldBeRefused(
            400,
            "InvalidPolicyDocument",
            "Invalid Policy: Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.",
        )
        post("key" to "k", *signed(key, expiration = "2026-11-21T09:59:59Z")).shouldBeRefused(
            403,
            "AccessDenied",
            "Invalid according to Policy: Policy expired.",
        )
        post("key" to "k", *signed(key).with("policy" to "e30=")).text() shouldContain "<Code>InvalidPolicyDocument</Code>"
        post("key" to "k", *signed(key).with("policy" to "?")).text() shouldContain "<Code>InvalidPolicyDocument</Code>"
        post("key" to "k", *signed(key)).status shouldBe 204
    }

    @Test
    fun `a policy bounds the length of the file`() {
        val range = signed("""{"key": "k"}""", """["content-length-range", 5, "10"]""")
        post("key" to "k", *range, file = FormFile("a".repeat(12))).shouldBeRefused(
            400,
            "EntityTooLarge",
            "Your proposed upload exceeds the maximum allowed size",
            "<ProposedSize>12</ProposedSize><MaxSizeAllowed>10</MaxSizeAllowed>",
        )
        post("key" to "k", *range, file = FormFile("a")).shouldBeRefused(
            400,
            "EntityTooSmall",
            "Your proposed upload is smaller than the minimum allowed size",
            "<MinSizeAllowed>5</MinSizeAllowed><ProposedSize>1</ProposedSize>",
        )
        box.keys().shouldBeEmpty()
        post("key" to "k", *range, file = FormFile("a".repeat(10))).status shouldBe 204
        post("key" to "k", *signed("""{"key": "k"}""", """["content-length-range", "test", 10]""")).shouldBeRefused(
            403,
            "AccessDenied",
            """Invalid according to Policy: Policy Condition failed: ["content-length-range", "test", "10"]""",
        )
    }

    @Test
    fun `a policy has to come with all that it is signed by`() {
        fun without(vararg names: String) = signed("""{"key": "k"}""").filterNot { it.first in names }.toTypedArray()
        fun missing(name: String, fields: Array<Pair<String, String>>) =
            post("key" to "k", *fields).shouldBeRefused(
                400,
                "InvalidArgument",
                "Bucket POST must contain a field named '$name'.  If it is specified, please check the order of the fields.",
                "<ArgumentName>$name</ArgumentName><ArgumentValue/>",
            )
        missing("X-Amz-Signature", without("x-amz-signature"))
        missing("X-Amz-Algorithm", without("x-amz-algorithm", "x-amz-credential"))
        val policy = signed("""{"key": "k"}""").first()
        missing("Signature", arrayOf(policy, "AWSAccessKeyId" to "test"))
        missing("AWSAccessKeyId", arrayOf(policy, "signature" to "abc"))
        post("key" to "k", policy).shouldBeRefused(403, "AccessDenied", "Access Denied")
    }

    @Test
    fun `where signatures are verified, the policy has to be signed by somebody known`() {
        world.aws.verifySignatures(mapOf("test" to "test"))
        post("key" to "k", *signed("""{"key": "k"}""")).status shouldBe 204
        // localstack recorded it at AWS: test_post_object_with_wrong_content_type
        send(HttpBody.of("key=k"), "text/html").status shouldBe 412
        val changed = signed("""{"key": "k"}""").let { it.with("policy" to it.first().second.dropLast(2)) }
        val text = post("key" to "k", *changed).text()
        text shouldContain "<Code>SignatureDoesNotMatch</Code>"
        text shouldContain "<AWSAccessKeyId>test</AWSAccessKeyId><StringToSign>${changed.first().second}</StringToSign>"
        post("key" to "k", *signed("""{"key": "k"}""", key = "nobody")).text() shouldContain "<Code>InvalidAccessKeyId</Code>"
        post("key" to "k").shouldBeRefused(403, "AccessDenied", "Access Denied")
    }

    @Test
    fun `the credential of a policy says whose call it is`() {
        post("key" to "k", *signed("""{"key": "k"}""", key = "210987654321")).shouldBeRefused(403, "AccessDenied", "Access Denied")
        world.aws.calls("s3", "PostObject").single().account shouldBe "210987654321"
    }

    @Test
    fun `a form is told to who watches the bucket`() {
        val queue = world.aws.sqs.queue("arrivals")
        box.notifyQueue(queue.arn)
        post("key" to "k")
        queue.messages().single().body shouldContain "\"eventName\":\"ObjectCreated:Post\""
    }

    @Test
    fun `a put of a form keeps the form as it is`() {
        val text = form(mapOf("key" to "k"), FormFile("abc"))
        val headers = Headers.of("Content-Type" to "multipart/form-data; boundary=$BOUNDARY")
        val request = HttpRequest("PUT", "/box/k", "", headers, HttpBody.of(text), "http://localhost:5000")
        runBlocking { world.aws.handler.handle(request) }.status shouldBe 200
        box.text("k") shouldStartWith "--$BOUNDARY"
    }

    private companion object {
        const val BOUNDARY = "----WebKitFormBoundary7MA4YWxkTrZu0gW"
        const val BOUNDAR = "----WebKitFormBoundary7MA4YWxkTrZu0g"
    }
}
