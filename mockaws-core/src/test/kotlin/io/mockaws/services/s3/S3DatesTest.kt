package io.mockaws.services.s3

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import io.mockaws.wire.http.percentEncode
import io.mockaws.wire.http.readBytes
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import kotlin.time.Instant

/** Dates in headers and queries, and what is none there: S3 keeps some, does not heed others, and refuses the rest. */
class S3DatesTest {
    @AutoClose
    private val world = S3World()
    private val box = world.aws.s3.bucket("box")

    private fun send(
        method: String,
        target: String,
        vararg headers: Pair<String, String>,
        body: String = "",
    ): HttpResponse =
        runBlocking {
            val sent = Headers.of(
                *headers,
                *listOfNotNull(
                    ("Content-Length" to "${body.length}").takeIf {
                        method == "PUT"
                    }
                ).toTypedArray()
            )
            val (path, query) = "$target?".split('?')
            world.aws.handler.handle(HttpRequest(method, path, query, sent, HttpBody.of(body), "https://s3.us-east-1.amazonaws.com"))
        }

    private fun HttpResponse.text() = runBlocking { body.readBytes().decodeToString() }

    private fun expiresOf(key: String) =
        listOf("HEAD", "GET").map { send(it, "/box/$key").headers["Expires"] }.distinct().single()

    // "S3 does not enforce any formatting on the Expires field": https://github.com/aws/aws-sdk-go/pull/322; "5d" in
    // https://github.com/aws/aws-sdk-ruby/issues/1184, a day of one digit in https://github.com/minio/minio/issues/15645
    @Test
    fun `Expires is kept as it was sent`() {
        for (expires in listOf("5d", "0", "-1", "2027-01-01T00:00:00Z", "Fri, 1 Sep 2023 01:01:01 GMT", "Fri, 01 Sep 2023 01:01:01 GMT")) {
            withClue(expires) {
                send("PUT", "/box/put", "Expires" to expires, body = "v").status shouldBe 200
                expiresOf("put") shouldBe expires

                val upload = send("POST", "/box/parts?uploads", "Expires" to expires)
                upload.status shouldBe 200
                val id = upload.text().substringAfter("<UploadId>").substringBefore("</UploadId>")
                val eTag = send("PUT", "/box/parts?partNumber=1&uploadId=$id", body = "v").headers["ETag"]
                val parts = "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>$eTag</ETag></Part></CompleteMultipartUpload>"
                send("POST", "/box/parts?uploadId=$id", body = parts).status shouldBe 200
                expiresOf("parts") shouldBe expires

                send("PUT", "/box/copy", "x-amz-copy-source" to "box/put").status shouldBe 200
                expiresOf("copy") shouldBe expires
                val replace = "x-amz-metadata-directive" to "REPLACE"
                send("PUT", "/box/other", "x-amz-copy-source" to "box/put", replace, "Expires" to "$expires!").status shouldBe 200
                expiresOf("other") shouldBe "$expires!"
                send("PUT", "/box/none", "x-amz-copy-source" to "box/put", replace).status shouldBe 200
                expiresOf("none") shouldBe null

                send("GET", "/box/none?response-expires=${percentEncode(expires)}").headers["Expires"] shouldBe expires
            }
        }
        world.aws.calls("s3", "PutObject").map { it.input["Expires"] }.take(6) shouldBe
            listOf("5d", "0", "-1", Instant.parse("2027-01-01T00:00:00Z")) + List(2) { Instant.parse("2023-09-01T01:01:01Z") }
    }

    // https://www.rfc-editor.org/rfc/rfc9110#section-13.1.3; at AWS it was seen in https://github.com/minio/minio/issues/4082, and
    // with a date of ISO 8601 in https://github.com/aws/aws-cli/issues/1343
    @Test
    fun `a condition on what is no date of HTTP's is none`() {
        box.put("k", "v")
        val none = listOf("5d", "0", "2999-01-01T00:00:00Z", "Jul 09 2013 14:01:46 GMT+0200 (CEST)", "")
        for (date in none + none.map { it.replace("2999", "1999") }) {
            withClue(date) {
                for (method in listOf("GET", "HEAD")) {
                    send(method, "/box/k", "If-Modified-Since" to date).status shouldBe 200
                    send(method, "/box/k", "If-Unmodified-Since" to date).status shouldBe 200
                }
                val source = "x-amz-copy-source" to "box/k"
                send("PUT", "/box/l", source, "x-amz-copy-source-if-modified-since" to date).status shouldBe 200
                send("PUT", "/box/l", source, "x-amz-copy-source-if-unmodified-since" to date).status shouldBe 200
                val upload = world.client.createMultipartUpload { it.bucket("box").key("m") }.uploadId()
                val part = "/box/m?partNumber=1&uploadId=$upload"
                send("PUT", part, source, "x-amz-copy-source-if-modified-since" to date).status shouldBe 200
                send("PUT", part, source, "x-amz-copy-source-if-unmodified-since" to date).status shouldBe 200
            }
        }
    }

    // https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
    @Test
    fun `a condition knows all dates of HTTP's, and days of one digit`() {
        box.put("k", "v")
        val before =
            listOf(
                "Sun, 01 Nov 2026 08:49:37 GMT",
                "Sun, 1 Nov 2026 08:49:37 GMT",
                "Sunday, 01-Nov-26 08:49:37 GMT",
                "Sun Nov  1 08:49:37 2026"
            )
        for (date in before) withClue(date) { send("GET", "/box/k", "If-Unmodified-Since" to date).status shouldBe 412 }
        val now =
            listOf("Sat, 21 Nov 2026 10:00:00 GMT", "Saturday, 21-Nov-26 10:00:00 GMT", "Sat Nov 21 10:00:00 2026")
        for (date in now) withClue(date) { send("GET", "/box/k", "If-Modified-Since" to date).status shouldBe 304 }
    }

    // versitygw worded it after AWS, as it did "The retain until date must be in the future!": s3err/invalid-argument.go
    @Test
    fun `a retention until what is no date is refused`() {
        world.client.createBucket { it.bucket("locked").objectLockEnabledForBucket(true) }
        val mode = "x-amz-object-lock-mode" to "GOVERNANCE"
        val digest = "x-amz-sdk-checksum-algorithm" to "CRC32"
        for (date in listOf("5d", "0", "Fri, 01 Jan 2027 00:00:00 GMT", "2027-01-01")) {
            withClue(date) {
                val until = "x-amz-object-lock-retain-until-date" to date
                val sent = arrayOf(mode, digest, until)
                val source = "x-amz-copy-source" to "box/k"
                for (refused in listOf(
                    send("PUT", "/locked/k", *sent, body = "v"),
                    send("POST", "/locked/k?uploads", *sent),
                    send("PUT", "/locked/k", *sent, source),
                )) {
                    refused.status shouldBe 400
                    refused.text() shouldContain "<Code>InvalidArgument</Code><Message>The retain until date must be provided in " +
                        "ISO 8601 format</Message><ArgumentName>x-amz-object-lock-retain-until-date</ArgumentName>" +
                        "<ArgumentValue>$date</ArgumentValue>"
                }
            }
        }
        val offset = "x-amz-object-lock-retain-until-date" to "2027-01-01T02:00:00+02:00"
        send("PUT", "/locked/k", mode, offset, "Content-MD5" to "njZp0ZtnW9VwWP1GZCBdKg==", body = "v").text() shouldBe ""
        world.aws.s3.bucket("locked").head("k").retainUntil shouldBe Instant.parse("2027-01-01T00:00:00Z")
    }
}
