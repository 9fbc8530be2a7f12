package io.mockaws.badinput

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.badinput.RawCalls.Companion.S3
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpResponse
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import java.io.IOException
import java.security.MessageDigest
import java.util.Base64

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
@Timeout(60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BadS3Test {
    @AutoClose
    private val calls = RawCalls(MockAws.start())

    init {
        calls.aws.s3.bucket("box").put("key", "value")
    }

    private fun delete(body: ByteArray): HttpResponse {
        val md5 = Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(body))
        return calls.send("POST", "$S3/box?delete", mapOf("Content-MD5" to md5), HttpBody.Bytes(body))
    }

    @Test
    fun `what is no XML, or other XML, is MalformedXML`() {
        val documents =
            listOf(
                "<", "x", "<Delete>", "<Delete></Other>", "<Delete/><Delete/>", "<Delete><Object><Key>a</Delete>", "{}",
                "<Delete><Object><Key>&#0;</Key></Object></Delete>", "<Delete><Object><Key>&nothing;</Key></Object></Delete>",
                "<Delete><Object><Key>a</Key></Object><Quiet>perhaps</Quiet></Delete>", "<a:Delete/>", "<Delete a='1' a='2'/>",
                "<!DOCTYPE Delete><Delete><Object><Key>a</Key></Object></Delete>",
                "<!DOCTYPE d [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Delete><Object><Key>&e;</Key></Object></Delete>",
                "<!DOCTYPE d [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><Delete><Object><Key>&b;</Key></Object></Delete>",
                "<Delete>".repeat(100_000), "<Delete>" + "<a>".repeat(5_000) + "</a>".repeat(5_000) + "</Delete>",
                "<?xml version='1.0' encoding='nonsense'?><Delete/>", "<?xml version='9'?><Delete/>", "<Delete>]]></Delete>",
            ).map { it.encodeToByteArray() } +
                (
                    "<Delete><Object><Key>".encodeToByteArray() + byteArrayOf(
                        0xc3.toByte(),
                        0x28
                    ) + "</Key></Object></Delete>".encodeToByteArray()
                    )
        for (document in documents) {
            withClue(document.decodeToString().take(80)) { delete(document).shouldBeError(ErrorForm.S3, 400, "MalformedXML") }
        }
    }

    @Test
    fun `what cannot be decoded is an invalid URI`() {
        for (url in listOf("/box/%", "/box/%zz", "/box/a?prefix=%", "/box?prefix=%z", "/%", "/box/a?X-Amz-Expires=%zz")) {
            withClue(url) { calls.send("GET", "$S3$url").shouldBeError(ErrorForm.S3, 400, "InvalidURI") }
        }
        withClue("HEAD") { calls.send("HEAD", "$S3/box/%").status shouldBe 400 }
        for (path in listOf("/box/%ff%fe", "/box/%00", "/box/" + "a".repeat(100_000), "//", "/box//..//.", "/box/%ed%a0%80")) {
            withClue(path.take(40)) {
                calls.send("GET", "$S3$path").shouldBeSaid(ErrorForm.S3)
                calls.send("PUT", "$S3$path", body = HttpBody.of("x")).shouldBeSaid(ErrorForm.S3)
                calls.send("GET", "$S3/box").shouldBeSaid(ErrorForm.S3)
            }
        }
    }

    @Test
    fun `a method that a resource does not have is not allowed`() {
        for (request in listOf(
            "DELETE /", "POST /", "PUT /", "PATCH /box", "BREW /box/key", "get /box/key",
            "POST /box/key", "TRACE /", " /"
        )) {
            val (method, path) = request.split(' ')
            withClue(request) { calls.send(method, "$S3$path").shouldBeError(ErrorForm.S3, 405, "MethodNotAllowed") }
        }
        calls.send("POST", "$S3/box").shouldBeError(ErrorForm.S3, 412, "PreconditionFailed")
        calls.send("GET", "$S3/box?session").shouldBeError(ErrorForm.S3, 501, "NotImplemented")
    }

    @Test
    fun `parameters and headers of absurd values are refused or passed over`() {
        val values = listOf(
            "", "x", "-1", "99999999999999999999", "1.5", "\u0000", "bytes=9-1", "bytes=99999999999-",
            "a".repeat(10_000), "=?utf-8?q?x?="
        )
        val headers =
            listOf(
                "Range", "If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since",
                "x-amz-copy-source", "x-amz-copy-source-range",
                "Content-MD5", "x-amz-checksum-crc32", "x-amz-checksum-sha256", "x-amz-checksum-algorithm",
                "x-amz-storage-class", "x-amz-tagging",
                "x-amz-meta-a", "x-amz-mp-object-size", "Expires", "Content-Length",
                "x-amz-decoded-content-length", "x-amz-object-attributes",
                "x-amz-content-sha256", "x-amz-trailer", "Authorization", "Host", "x-amz-date",
                "Content-Encoding", "x-amz-expected-bucket-owner",
            )
        for (name in headers) {
            for (value in values) {
                for (method in listOf("GET", "PUT", "HEAD", "DELETE")) {
                    withClue("$method $name: ${value.take(40)}") {
                        calls.send(method, "$S3/box/other", mapOf(name to value), HttpBody.of("x")).shouldBeSaid(ErrorForm.S3)
                    }
                }
            }
        }
        val parameters =
            listOf(
                "max-keys", "list-type", "continuation-token", "encoding-type", "max-uploads",
                "partNumber", "part-number-marker", "uploadId", "attributes"
            )
        for (name in parameters) {
            for (value in values.filter { it.length < 100 && '\u0000' !in it } + "%00" + "%ff") {
                withClue("$name=$value") {
                    calls.send("GET", "$S3/box?list-type=2&$name=$value").shouldBeSaid(ErrorForm.S3)
                    calls.send("GET", "$S3/box/key?$name=$value").shouldBeSaid(ErrorForm.S3)
                    calls.send("PUT", "$S3/box/key?uploadId=u&$name=$value").shouldBeSaid(ErrorForm.S3)
                }
            }
        }
    }

    @Test
    fun `frames that are broken are refused, and nothing is stored`() {
        val bodies =
            mapOf(
                "" to "IncompleteBody", "5\r\nhel" to "IncompleteBody", "5\r\nhello\r\n" to "IncompleteBody",
                "3\r\nhel\r\n0\r\n\r\n" to "IncompleteBody", "9\r\nhellohell\r\n0\r\n\r\n" to "IncompleteBody",
                "zz\r\nhello" to "InvalidRequest", "\r\n" to "InvalidRequest", "-5\r\nhello" to "InvalidRequest",
                "5\r\nhello0\r\n\r\n" to "InvalidRequest", "ffffffffffffffff\r\n" to "InvalidRequest",
                "5\r\nhello\r\n0\r\nnonsense\r\n\r\n" to "InvalidRequest", "5;" + "a".repeat(100_000) to "InvalidRequest",
            )
        val framed = mapOf("x-amz-content-sha256" to "STREAMING-UNSIGNED-PAYLOAD-TRAILER", "x-amz-decoded-content-length" to "5")
        for ((body, code) in bodies) {
            withClue(body.take(40)) {
                calls.send("PUT", "$S3/box/framed", framed, HttpBody.of(body)).shouldBeError(ErrorForm.S3, 400, code)
                calls.send("GET", "$S3/box/framed").shouldBeError(ErrorForm.S3, 404, "NoSuchKey")
            }
        }
    }

    @Test
    fun `a sender who breaks off has no answer, and nothing is stored`() {
        shouldThrow<IOException> { calls.send("PUT", "$S3/box/broken", body = BrokenBody("half", 8)) }
        shouldThrow<IOException> {
            calls.send(
                "POST",
                "$S3/box?delete",
                mapOf("Content-MD5" to "1B2M2Y8AsgTpgAmY7PhCfg=="),
                BrokenBody("<Del")
            )
        }
        calls.send("GET", "$S3/box/broken").shouldBeError(ErrorForm.S3, 404, "NoSuchKey")
    }
}
