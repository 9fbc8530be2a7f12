package io.mockaws.services.dynamodb

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import io.mockaws.wire.http.readBytes
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import java.io.ByteArrayOutputStream
import java.io.OutputStream
import java.util.zip.DeflaterOutputStream
import java.util.zip.GZIPOutputStream

/**
 * What requests may be before anybody reads what they want. The limits are those of
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html; the statuses are those that
 * Alternator's tests found at AWS (https://github.com/scylladb/scylladb, test/alternator/test_manual_requests.py and
 * test_compressed_request.py).
 */
class DynamoDbRequestTest : DynamoDbContract() {
    private val put = """{"TableName": "things", "Item": {"id": {"S": "a"}}}""".encodeToByteArray()

    @BeforeEach
    fun make() {
        aws.dynamoDb.table("things", partitionKey = "id")
    }

    private fun send(
        body: ByteArray,
        vararg headers: Pair<String, String>,
        path: String = "/",
    ): HttpResponse {
        val all =
            Headers.builder().add("X-Amz-Target", "DynamoDB_20120810.PutItem").add("Content-Type", "application/x-amz-json-1.0")
        headers.forEach { (name, value) -> all.add(name, value) }
        val request = HttpRequest("POST", path, "", all.build(), HttpBody.Bytes(body), "https://dynamodb.us-east-1.amazonaws.com")
        return runBlocking { aws.handler.handle(request) }
    }

    private fun HttpResponse.text() = runBlocking { body.readBytes().decodeToString() }

    private fun isThere() = client.getItem { it.tableName("things").key(mapOf("id" to s("a"))) }.hasItem()

    private fun packed(
        content: ByteArray,
        packer: (OutputStream) -> OutputStream,
    ) = ByteArrayOutputStream().also { out -> packer(out).use { it.write(content) } }.toByteArray()

    private fun padded(bytes: Int) =
        put.copyOfRange(0, 1) + ByteArray(bytes - put.size) { ' '.code.toByte() } + put.copyOfRange(1, put.size)

    @Test
    fun `a request has 16 megabytes at most, unzipped`() {
        val limit = 16 * 1024 * 1024
        send(padded(limit + 1)).status shouldBe 413
        send(packed(padded(limit + 1), ::GZIPOutputStream), "Content-Encoding" to "gzip").status shouldBe 413
        isThere() shouldBe false
        send(padded(limit)).status shouldBe 200
    }

    @Test
    fun `line and headers have 16 kilobytes at most`() {
        send(put, "a" to "x".repeat(8192), "b" to "y".repeat(8192)).status shouldBe 400
        val line = send(put, path = "/" + "x".repeat(16 * 1024))
        line.status shouldBe 400
        line.text() shouldContain "ValidationException"
        isThere() shouldBe false
        send(put, "a" to "x".repeat(8192), "b" to "y".repeat(4096)).status shouldBe 200
    }

    @Test
    fun `content comes as gzip or deflate`() {
        send(packed(put, ::GZIPOutputStream), "Content-Encoding" to "gzip").status shouldBe 200
        send(packed(put, ::DeflaterOutputStream), "Content-Encoding" to "deflate").status shouldBe 200
        send(packed(put, ::GZIPOutputStream) + "junk".encodeToByteArray(), "Content-Encoding" to "gzip").status shouldBe 200
    }

    @Test
    fun `content that is not what its encoding says is an internal error`() {
        val gzip = packed(put, ::GZIPOutputStream)
        val deflate = packed(put, ::DeflaterOutputStream)
        val bad =
            listOf(
                "gzip" to put, "gzip" to ByteArray(0), "gzip" to gzip.copyOf(gzip.size - 1), "gzip" to deflate,
                "deflate" to put, "deflate" to ByteArray(0), "deflate" to deflate.copyOf(deflate.size - 5), "deflate" to gzip,
                "garbage" to put,
            )
        for ((encoding, body) in bad) {
            val answer = send(body, "Content-Encoding" to encoding)
            answer.status shouldBe 500
            answer.text() shouldContain "InternalServerError"
        }
        isThere() shouldBe false
    }
}
