package io.mockaws.badinput

import io.kotest.assertions.fail
import io.kotest.common.ExperimentalKotest
import io.kotest.property.Arb
import io.kotest.property.PropTestConfig
import io.kotest.property.arbitrary.element
import io.kotest.property.arbitrary.int
import io.kotest.property.checkAll
import io.mockaws.MockAws
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import kotlin.random.Random

/** Requests that were well-formed until one or a few of their bytes or fields were changed: AWS answers all of them. */
@OptIn(ExperimentalKotest::class)
@Timeout(60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MutatedInputTest {
    @AutoClose
    private val calls = RawCalls(MockAws.start { it.seed(1) })

    init {
        calls.aws.s3.bucket("box").put("key", "value")
        calls.aws.sqs.queue("orders")
        WellFormed.table(calls)
    }

    @Test
    fun `DynamoDB answers whatever comes`() = mutate(WellFormed.dynamoDb, ErrorForm.JSON)

    @Test
    fun `SQS answers whatever comes as JSON`() = mutate(WellFormed.sqsJson, ErrorForm.JSON)

    @Test
    fun `SQS answers whatever comes as a form`() = mutate(WellFormed.sqsQuery, ErrorForm.QUERY)

    @Test
    fun `S3 answers whatever comes`() = mutate(WellFormed.s3, ErrorForm.S3)

    private fun mutate(
        requests: List<HttpRequest>,
        form: ErrorForm,
    ) {
        for (request in requests) {
            val answer = calls.send(request)
            if (answer.status >= 300) fail("$request is not well-formed: ${answer.bytes().decodeToString()}")
        }
        runBlocking {
            checkAll(ITERATIONS, PropTestConfig(seed = 20261121), Arb.element(requests), Arb.int()) { request, seed ->
                val mutated = Mutation(Random(seed)).of(request)
                try {
                    calls.send(mutated).shouldBeSaid(form)
                } catch (failure: Throwable) {
                    val body = (mutated.body as HttpBody.Bytes).bytes.decodeToString()
                    throw AssertionError("$mutated\n${mutated.headers}\n$body", failure)
                }
            }
        }
    }

    private companion object {
        const val ITERATIONS = 4_000
    }
}

/** One to three changes of a request, not of where it is sent to. */
private class Mutation(
    private val random: Random,
) {
    fun of(request: HttpRequest): HttpRequest {
        var changed = request
        repeat(random.nextInt(1, 4)) { changed = once(changed) }
        return changed
    }

    private fun once(request: HttpRequest): HttpRequest {
        val bytes = (request.body as HttpBody.Bytes).bytes
        return when (random.nextInt(8)) {
            0 -> request.copy(path = text(request.path).let { if (it.startsWith("/")) it else "/$it" })
            1 -> request.copy(query = text(request.query))
            2 -> request.copy(headers = headers(request.headers))
            3 -> request.copy(body = HttpBody.Bytes(bytes.copyOf(random.nextInt(bytes.size + 1))))
            4 -> request.copy(body = HttpBody.of(text(bytes.decodeToString())))
            else -> request.copy(body = HttpBody.Bytes(bytes(bytes)))
        }
    }

    private fun bytes(bytes: ByteArray): ByteArray {
        if (bytes.isEmpty()) return random.nextBytes(random.nextInt(20))
        return bytes.copyOf().also { it[random.nextInt(it.size)] = random.nextInt().toByte() }
    }

    /** A word of [text] is replaced, doubled or left out. */
    private fun text(text: String): String {
        val words = Regex("[A-Za-z0-9_.-]+|[^A-Za-z0-9_.-]").findAll(text).toList()
        val fragment = FRAGMENTS.random(random)
        if (words.isEmpty()) return fragment
        val range = words.random(random).range
        return text.replaceRange(range, if (random.nextBoolean()) fragment else text.substring(range).repeat(random.nextInt(3)))
    }

    private fun headers(headers: Headers): Headers {
        val fields = headers.toMutableList()
        val at = random.nextInt(fields.size)
        val (name, value) = fields[at]
        // Which service is meant is not ours to change: another answers in another form.
        if (name in setOf("X-Amz-Target", "Content-Type") && random.nextBoolean()) return headers
        val target = value.substringBefore('.') + "." + text(value.substringAfter('.'))
        fields[at] = name to if (name == "X-Amz-Target") target else text(value)
        if (name == "Content-Type") return headers
        return Headers.of(*fields.toTypedArray())
    }

    private companion object {
        val FRAGMENTS =
            listOf(
                "", "0", "-1", "99999999999999999999", "1e999", "null", "true", "{}", "[]", "\"\"", "<a/>",
                "&amp;", "&x;", "%", "%zz", "%00", "%ff",
                "\u0000", "\ud83d\ude00", "\uffff", "Action=", ".", "..", "/", "?", "#", "=", "&", "\r\n",
                "(", ":x", "#n", "a.b.c", "a".repeat(3000),
                "arn:aws:sqs:us-east-1:1:x", "1".repeat(50), "2026-11-21T00:00:00Z",
            )
    }
}
