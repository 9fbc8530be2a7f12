package io.mockaws.testing

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.sqs.model.OverLimitException
import software.amazon.awssdk.services.sqs.model.SqsException

/** `aws.on(...)`: an operation that a test answers itself. */
class OverridesTest {
    private fun MockAws.send(
        url: String,
        body: String,
    ) = javaSqs.sendMessage { it.queueUrl(url).messageBody(body) }

    @Test
    fun `a handler sees the call, answers it or lets the service`() {
        MockAws.start().use { aws ->
            val queue = aws.sqs.queue("orders")
            aws.on("sqs", "SendMessage") {
                when (input["MessageBody"]) {
                    "canned" -> respond(sent("$region $account $attempt", "canned"))
                    "bad" -> fail("OverLimit", "too much")
                    else -> callThrough()
                }
            }
            aws.send(queue.url, "canned").messageId() shouldBe "us-east-1 123456789012 1"
            shouldThrow<OverLimitException> { aws.send(queue.url, "bad") }.statusCode() shouldBe 403
            aws.send(queue.url, "real")
            queue.messages().single().body shouldBe "real"
            aws.calls("sqs").map { it.answeredBy } shouldBe listOf("on(sqs, SendMessage)", "on(sqs, SendMessage)", null)
        }
    }

    @Test
    fun `the last handler wins until it is taken away`() {
        MockAws.start().use { aws ->
            val url = aws.sqs.queue("orders").url
            val first = aws.on("sqs", "SendMessage") { respond(sent("first", "x")) }
            val second = aws.on("sqs", "SendMessage") { respond(sent("second", "x")) }
            aws.send(url, "x").messageId() shouldBe "second"
            second.close()
            aws.send(url, "x").messageId() shouldBe "first"
            first.close()
            aws.send(url, "x")
            aws.sqs.queue("orders").count shouldBe 1
            aws.on("sqs", "SendMessage") { fail("OverLimit") }
            aws.reset()
            aws.sqs.queue("orders")
            aws.send(url, "x")
        }
    }

    @Test
    fun `an SDK's exception that is thrown is answered, any other fails the test`() {
        val failure =
            shouldThrow<AssertionError> {
                MockAws.start().use { aws ->
                    aws.on("sqs", "ListQueues") { throw OverLimitException.builder().message("enough").build() }
                    shouldThrow<OverLimitException> { aws.javaSqs.listQueues() }.awsErrorDetails().errorMessage() shouldBe "enough"
                    aws.on("sqs", "ListQueues") {
                        input["MaxResults"] shouldBe 7
                        callThrough()
                    }
                    val unexpected = shouldThrow<SqsException> { aws.javaSqs.listQueues() }
                    unexpected.awsErrorDetails().errorCode() shouldBe "UnexpectedCall"
                    aws.calls("sqs").size shouldBe 2
                }
            }
        failure.message shouldContain "the handler of sqs:ListQueues failed"
        failure.suppressed.first().message shouldContain "Expected 7"
    }

    @Test
    fun `a handler can be a lambda of its call too, or an object`() {
        MockAws.start().use { aws ->
            aws.on("sqs", "ListQueues") { call -> call.fail("OverLimit", call.service) }
            shouldThrow<OverLimitException> { aws.javaSqs.listQueues() }.awsErrorDetails().errorMessage() shouldBe "sqs"
            aws.on("sqs", "ListQueues", CallHandler { it.respond() })
            aws.javaSqs.listQueues().queueUrls() shouldBe emptyList()
        }
    }

    @Test
    fun `an exception that could be any error fails the test`() {
        val failure =
            shouldThrow<AssertionError> {
                MockAws.start().use { aws ->
                    aws.on("sqs", "ListQueues") { throw SqsException.builder().message("?").build() }
                    shouldThrow<SqsException> { aws.javaSqs.listQueues() }
                    aws.calls("sqs").size shouldBe 1
                }
            }
        failure.message shouldContain "SqsException without an error code could be any error"
    }

    @Test
    fun `a handler that answers what there is none of fails the test`() {
        val failure =
            shouldThrow<AssertionError> {
                MockAws.start().use { aws ->
                    aws.on("sqs", "ListQueues") { respond(mapOf("QueueUrl" to "x")) }
                    shouldThrow<SqsException> { aws.javaSqs.listQueues() }
                }
            }
        failure.message shouldContain "ListQueues: No member \"QueueUrl\"; did you mean \"QueueUrls\"?"
    }
}
