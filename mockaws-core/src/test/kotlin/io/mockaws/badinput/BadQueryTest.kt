package io.mockaws.badinput

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.mockaws.MockAws
import io.mockaws.badinput.ErrorForm.QUERY
import io.mockaws.badinput.RawCalls.Companion.SQS
import io.mockaws.wire.http.HttpBody
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import java.io.IOException

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html */
@Timeout(60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BadQueryTest {
    @AutoClose
    private val calls = RawCalls(MockAws.start())

    @Test
    fun `an action that AWS does not have is invalid`() {
        for (action in listOf("Nothing", "listqueues", "%20x", "%00", "SendMessage%2F", "a".repeat(10_000))) {
            withClue(action.take(40)) {
                calls.form("Action=$action").shouldBeError(QUERY, 400, "InvalidAction")
                calls.send("GET", "$SQS/?Action=$action").shouldBeError(QUERY, 400, "InvalidAction")
            }
        }
    }

    @Test
    fun `a form without an action misses it`() {
        for (body in listOf("", "Version=2012-11-05", "action=ListQueues", "Action", "Action=", "&&&", "=", "\u0000")) {
            withClue(body) { calls.form(body).shouldBeError(QUERY, 400, "MissingAction") }
        }
        calls.send("GET", SQS).shouldBeError(QUERY, 400, "MissingAction")
    }

    @Test
    fun `a form that cannot be decoded is malformed`() {
        for (parameter in listOf("MaxResults=%", "MaxResults=%1", "MaxResults=%zz", "%=1", "a." + "b.".repeat(10_000) + "c=1")) {
            withClue(parameter.take(40)) {
                calls.form("Action=ListQueues&$parameter").shouldBeError(QUERY, 400, "MalformedInput")
                calls.send("GET", "$SQS/?Action=ListQueues&$parameter").shouldBeError(QUERY, 400, "MalformedInput")
            }
        }
        for (number in listOf("", "x", "1.5", "99999999999", "1e3", "%00", "9".repeat(100_000))) {
            withClue(number.take(40)) { calls.form("Action=ListQueues&MaxResults=$number").shouldBeError(QUERY, 400, "MalformedInput") }
        }
        for (index in listOf("x", "-1", "99999999999999999999", "1.2.3", "")) {
            withClue(index) { calls.form("Action=CreateQueue&QueueName=q&Attribute.$index=1").shouldBeError(QUERY, 400, "MalformedInput") }
        }
    }

    @Test
    fun `the type of a form is told whatever its case`() {
        calls.form(
            "Action=Nothing",
            mapOf("Content-Type" to "Application/X-WWW-Form-UrlEncoded; charset=utf-8")
        ).shouldBeError(QUERY, 400, "InvalidAction")
        val type = mapOf("Content-Type" to "APPLICATION/x-www-form-urlencoded")
        val streamed = object : HttpBody by HttpBody.of("Action=Nothing") {}
        calls.send("POST", SQS, type, streamed).shouldBeError(QUERY, 400, "InvalidAction")
    }

    @Test
    fun `frames of a form that are broken are refused`() {
        val framed = mapOf("Content-Encoding" to "aws-chunked", "x-amz-decoded-content-length" to "14")
        for (body in listOf("", "x", "zz\r\n", "5\r\nabc", "-1\r\n", "ffffffffffffffffffff\r\n", "e\r\nAction=Nothing")) {
            withClue(body) { calls.form(body, framed).let { it.shouldBeSaid(QUERY).also { _ -> check(it.status == 400) } } }
        }
        calls.form("e\r\nAction=Nothing\r\n0\r\n\r\n", framed).shouldBeError(QUERY, 400, "InvalidAction")
    }

    @Test
    fun `a form that is too long is refused, one whose sender breaks off has no answer`() {
        val type = mapOf("Content-Type" to "application/x-www-form-urlencoded")
        calls.form("Action=ListQueues&x=" + "a".repeat(200_000)).shouldBeSaid(QUERY)
        val long = object : HttpBody by HttpBody.of("Action=ListQueues&x=" + "a".repeat(17 * 1024 * 1024)) {}
        calls.send("POST", SQS, type, long).shouldBeError(QUERY, 413, "RequestEntityTooLarge")
        shouldThrow<IOException> { calls.send("POST", SQS, type, BrokenBody("Action=List")) }
    }

    @Test
    fun `a request to a queue's address has the form of any other`() {
        for (path in listOf("/123456789012/orders", "/123456789012/%", "/%zz/%00", "//", "/" + "a/".repeat(10_000))) {
            withClue(path.take(40)) { calls.form("Action=SendMessage&MessageBody=x", url = "$SQS$path").shouldBeSaid(QUERY) }
            withClue(path.take(40)) { calls.send("GET", "$SQS$path").shouldBeError(QUERY, 400, "MissingAction") }
        }
    }
}
