package io.mockaws.badinput

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.badinput.ErrorForm.JSON
import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.HttpBody
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import java.io.IOException

/** awsJson, https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html */
@Timeout(60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BadJsonTest {
    @AutoClose
    private val calls = RawCalls(MockAws.start())

    private val services = mapOf("dynamodb" to "DynamoDB_20120810.ListTables", "sqs" to "AmazonSQS.ListQueues")

    @Test
    fun `what is no JSON object is a SerializationException`() {
        val malformed =
            listOf(
                "{", "}", "[]", "[", "\"x\"", "1", "null", "{} {}", "{}x", "{\"a\"}", "{\"a\":}", "{'a':1}", "{\"a\":01}", "{\"a\":NaN}",
                "hi", "\u0000", "{\"a\":\"\u0001\"}", "{\"a\":\"\\ud800\"", "<xml/>", "{\"a\":1,}", "{\"a\":" + "9".repeat(5000) + "}x",
                "[".repeat(100_000), "{\"a\":".repeat(100_000), "{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}",
            ).map { it.encodeToByteArray() } +
                listOf(
                    byteArrayOf(0xff.toByte(), 0xfe.toByte(), 0xfd.toByte()),
                    "{\"a\":\"".encodeToByteArray() + byteArrayOf(0xc3.toByte(), 0x28) + "\"}".encodeToByteArray(),
                )
        for ((service, target) in services) {
            for (body in malformed) {
                withClue("$service ${body.decodeToString().take(40)}") {
                    calls.json(service, target, body).shouldBeError(JSON, 400, "SerializationException")
                }
            }
        }
    }

    @Test
    fun `a member of another type or out of its range is a SerializationException`() {
        val numbers = listOf("\"1\"", "1.5", "true", "[]", "{}", "2147483648", "-99999999999999999999", "9".repeat(2000), "1e400")
        for (number in numbers) {
            withClue(number.take(40)) {
                calls
                    .json("dynamodb", services.getValue("dynamodb"), "{\"Limit\":$number}".encodeToByteArray())
                    .shouldBeError(JSON, 400, "SerializationException")
                calls
                    .json("sqs", services.getValue("sqs"), "{\"MaxResults\":$number}".encodeToByteArray())
                    .shouldBeError(JSON, 400, "SerializationException")
            }
        }
        for (blob in listOf("\"*\"", "\"abc\"", "1", "{}", "[]", "\"====\"")) {
            val item = "{\"TableName\":\"abc\",\"Item\":{\"a\":{\"B\":$blob}}}"
            withClue(item) {
                calls.json(
                    "dynamodb",
                    "DynamoDB_20120810.PutItem",
                    item.encodeToByteArray()
                ).shouldBeError(JSON, 400, "SerializationException")
            }
        }
    }

    @Test
    fun `an attribute value that is nested too deeply is refused`() {
        val deep = "{\"L\":[".repeat(60) + "{\"S\":\"x\"}" + "]}".repeat(60)
        calls
            .json("dynamodb", "DynamoDB_20120810.PutItem", "{\"TableName\":\"abc\",\"Item\":{\"a\":$deep}}".encodeToByteArray())
            .shouldBeError(JSON, 400, "ValidationException")
    }

    @Test
    fun `an operation that AWS does not have is unknown, one that only AWS has is not implemented`() {
        for ((service, target) in services) {
            val prefix = target.substringBefore('.')
            for (unknown in listOf(
                "$prefix.Nothing",
                "$prefix.",
                "$prefix.listTables",
                "$prefix.List\u0000",
                "Other.ListTables",
                "",
                ".",
                prefix
            )) {
                val signed = mapOf("Authorization" to credential(service))
                withClue(unknown) {
                    calls.json(service, unknown, "{}".encodeToByteArray(), signed).shouldBeError(JSON, 400, "UnknownOperationException")
                }
            }
        }
        calls.json("dynamodb", null, "{}".encodeToByteArray()).shouldBeError(JSON, 400, "UnknownOperationException")
        calls.json("dynamodb", "DynamoDB_20120810.ImportTable", "{}".encodeToByteArray()).shouldBeError(JSON, 501, "NotImplemented")
    }

    @Test
    fun `content of another type is for no operation`() {
        for ((service, target) in services) {
            for (type in listOf("text/plain", "", "application/xml", ";", "application/x-amz-json-1.0x", "\u0000")) {
                withClue("$service $type") {
                    calls
                        .json(service, target, "{}".encodeToByteArray(), mapOf("Content-Type" to type))
                        .shouldBeError(JSON, 400, "UnknownOperationException")
                }
            }
        }
    }

    @Test
    fun `content that is not what its encoding says is a SerializationException`() {
        for (body in listOf("", "{}", "\u001f\u008b", "garbage".repeat(100))) {
            calls
                .json("sqs", "AmazonSQS.ListQueues", body.encodeToByteArray(), mapOf("Content-Encoding" to "gzip"))
                .shouldBeError(JSON, 400, "SerializationException")
        }
    }

    @Test
    fun `a signature that makes no sense does no harm`() {
        val headers =
            listOf(
                "", " ", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 Credential=", "Credential=////////", "Bearer x", "Basic \u0000",
                "AWS4-HMAC-SHA256 Credential=A/20261121/\u0000/dynamodb/aws4_request", "Credential=" + "a/".repeat(50_000),
                "AWS4-HMAC-SHA256 Credential=A/20261121//dynamodb/aws4_request, SignedHeaders=, Signature=",
            )
        for (header in headers) {
            val answer =
                calls.json("dynamodb", "DynamoDB_20120810.ListTables", "{}".encodeToByteArray(), mapOf("Authorization" to header))
            withClue(header.take(60)) { answer.shouldBeSaid(JSON) }
        }
        calls
            .send(
                "POST",
                "https://dynamodb.us-east-1.amazonaws.com/?X-Amz-Credential=%zz",
                mapOf("X-Amz-Target" to "DynamoDB_20120810.ListTables")
            )
            .shouldBeError(JSON, 400, "UnknownOperationException")
    }

    @Test
    fun `headers of absurd values do no harm`() {
        for (value in listOf(
            "",
            "-1",
            "99999999999999999999",
            "x",
            "attempt=",
            "attempt=99999999999",
            "\u0000\uffff",
            "a".repeat(100_000)
        )) {
            for (name in listOf(
                "amz-sdk-request",
                "Content-Length",
                "Host",
                "Content-Encoding",
                "x-amz-decoded-content-length",
                "Accept",
                "Range"
            )) {
                withClue("$name: ${value.take(40)}") {
                    calls.json("sqs", "AmazonSQS.ListQueues", "{}".encodeToByteArray(), mapOf(name to value)).status shouldBe
                        200
                }
            }
        }
    }

    @Test
    fun `a body that claims more than is taken is refused, one whose sender breaks off has no answer`() {
        val claim =
            object : HttpBody {
                override val contentLength: Long = Long.MAX_VALUE

                override suspend fun open(): ByteSource = error("Nobody reads this")
            }
        for ((service, target) in services) {
            val type = mapOf("Content-Type" to "application/x-amz-json-1.0", "X-Amz-Target" to target)
            val url = "https://$service.us-east-1.amazonaws.com/"
            calls.send("POST", url, type, claim).shouldBeError(JSON, 413, "RequestEntityTooLarge")
            shouldThrow<IOException> { calls.send("POST", url, type, BrokenBody("{\"Lim")) }
        }
    }

    private fun credential(service: String) =
        "AWS4-HMAC-SHA256 Credential=AKID/20261121/us-east-1/$service/aws4_request, SignedHeaders=host, Signature=0"
}

/** Breaks off behind [start]. */
internal class BrokenBody(
    private val start: String,
    override val contentLength: Long? = null,
) : HttpBody {
    override suspend fun open(): ByteSource =
        object : ByteSource {
            private var sent = false

            override suspend fun read(
                buffer: ByteArray,
                offset: Int,
                length: Int,
            ): Int {
                if (sent) throw IOException("Connection reset by peer")
                sent = true
                start.encodeToByteArray().copyInto(buffer, offset)
                return start.length
            }

            override fun close() = Unit
        }
}
