package io.mockaws.wire.content

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.property.Arb
import io.kotest.property.arbitrary.byte
import io.kotest.property.arbitrary.byteArray
import io.kotest.property.arbitrary.element
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.list
import io.kotest.property.checkAll
import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.http.BodyTooLargeException
import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.HasTrailers
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.readBytes
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import java.io.ByteArrayOutputStream
import java.util.zip.DeflaterOutputStream
import java.util.zip.GZIPOutputStream

class ContentTest {
    private fun chunked(
        body: ByteArray,
        vararg headers: Pair<String, String>,
    ) = HttpRequest(
        "PUT",
        "/bucket/key",
        headers = Headers.of("x-amz-content-sha256" to "STREAMING-UNSIGNED-PAYLOAD-TRAILER", *headers),
        body = HttpBody.Bytes(body),
    ).withoutChunks()

    private fun chunked(text: String, length: Int? = null) =
        chunked(text.encodeToByteArray(), *listOfNotNull(length?.let { "x-amz-decoded-content-length" to "$it" }).toTypedArray())

    @Test
    fun `unsigned chunks with a trailer`() = runTest {
        val request = chunked("5\r\nhello\r\n6\r\n world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n", 11)
        val body = request.body
        body.contentLength shouldBe 11
        body.readBytes().decodeToString() shouldBe "hello world"
        body.shouldBeInstanceOf<HasTrailers>().trailers["X-Amz-Checksum-Crc32"] shouldBe "DUoRhQ=="
    }

    @Test
    fun `signed chunks, with and without trailers`() = runTest {
        chunked("5;chunk-signature=ab\r\nhello\r\n0;chunk-signature=cd\r\n\r\n", 5).body.readBytes().decodeToString() shouldBe "hello"
        val text = "5;chunk-signature=ab\r\nhello\r\n0;chunk-signature=cd\r\nx-amz-checksum-sha1:x=\r\nx-amz-trailer-signature:ef\r\n\r\n"
        val body = chunked(text, 5).body
        body.readBytes().decodeToString() shouldBe "hello"
        (body as HasTrailers).trailers["x-amz-checksum-sha1"] shouldBe "x="
    }

    @Test
    fun `only the encoding of the way is taken away`() {
        val both = chunked(
            ByteArray(0),
            "Content-Encoding" to "gzip,aws-chunked",
            "Content-Length" to "99",
            "x-amz-decoded-content-length" to "3"
        )
        both.headers["Content-Encoding"] shouldBe "gzip"
        both.headers["Content-Length"] shouldBe "3"
        ("Content-Encoding" in chunked(ByteArray(0), "Content-Encoding" to "aws-chunked").headers) shouldBe false
        val plain = HttpRequest("PUT", "/", headers = Headers.of("Content-Encoding" to "gzip"))
        (plain.withoutChunks() === plain) shouldBe true
    }

    @Test
    fun `frames that break off or lie are refused`() = runTest {
        val bad =
            listOf(
                "", "5", "5\r\n", "5\r\nhel", "5\r\nhello", "5\r\nhello\r\n", "g\r\nhello\r\n0\r\n\r\n", "-5\r\nhello\r\n0\r\n\r\n", "\r\n",
                "4\r\nhello\r\n0\r\n\r\n", "6\r\nhello\r\n0\r\n\r\n", "0\r\nnonsense\r\n\r\n", "fffffffffffffffff\r\n", "1".repeat(100_000),
                "6\r\nhello!\r\n0\r\n\r\n", "4\r\nhell\r\n0\r\n\r\n", "5\r\nhello\r\n0\r\n" + "a:b\r\n".repeat(1000),
            )
        for (text in bad) shouldThrow<MalformedRequest> { chunked(text, 5).body.readBytes() }
    }

    @Test
    fun `whatever the sizes, the content comes through`() = runTest {
        checkAll(200, Arb.list(Arb.byteArray(Arb.int(1..40_000), Arb.byte()), 0..4), Arb.int(1..50_000)) { chunks, step ->
            val framed = ByteArrayOutputStream()
            for (chunk in chunks) {
                framed.writeBytes("${chunk.size.toString(16)}\r\n".encodeToByteArray() + chunk + "\r\n".encodeToByteArray())
            }
            framed.writeBytes("0\r\n\r\n".encodeToByteArray())
            val body = AwsChunkedBody(Slow(framed.toByteArray(), step), null)
            body.readBytes().contentEquals(chunks.fold(ByteArray(0)) { all, chunk -> all + chunk }) shouldBe true
        }
    }

    @Test
    fun `any bytes either are chunks or are refused`() = runTest {
        val alphabet = "0125af;\r\nxy:".encodeToByteArray()
        checkAll(2_000, Arb.byteArray(Arb.int(0..60), Arb.element(alphabet.toList()))) {
            try {
                AwsChunkedBody(HttpBody.Bytes(it), null).readBytes()
            } catch (_: MalformedRequest) {
            }
        }
    }

    @Test
    fun `a zipped document is unzipped, and no bomb goes off`() = runTest {
        fun request(
            bytes: ByteArray,
            encoding: String = "gzip",
        ) = HttpRequest("POST", "/", headers = Headers.of("Content-Encoding" to encoding), body = HttpBody.Bytes(bytes))
        request(gzip("hello".encodeToByteArray())).document().decodeToString() shouldBe "hello"
        val deflated = ByteArrayOutputStream().also { out -> DeflaterOutputStream(out).use { it.write("hello".encodeToByteArray()) } }
        request(deflated.toByteArray(), "deflate").document().decodeToString() shouldBe "hello"
        request("hello".encodeToByteArray(), "unknown").document().decodeToString() shouldBe "hello"
        shouldThrow<MalformedRequest> { request("hello".encodeToByteArray(), "deflate").document() }
        shouldThrow<MalformedRequest> { request("hello".encodeToByteArray()).document() }
        shouldThrow<MalformedRequest> { request(gzip(ByteArray(1000)).copyOf(15)).document() }
        shouldThrow<BodyTooLargeException> { request(gzip(ByteArray(1_000_000))).document(limit = 10_000) }
    }

    private fun gzip(bytes: ByteArray) =
        ByteArrayOutputStream().also { out -> GZIPOutputStream(out).use { it.write(bytes) } }.toByteArray()

    /** Gives at most [step] bytes at a time. */
    private class Slow(
        private val bytes: ByteArray,
        private val step: Int,
    ) : HttpBody {
        override val contentLength: Long? get() = null

        override suspend fun open(): ByteSource {
            val whole = HttpBody.Bytes(bytes).open()
            return object : ByteSource by whole {
                override suspend fun read(buffer: ByteArray, offset: Int, length: Int) = whole.read(buffer, offset, minOf(step, length))
            }
        }
    }
}
