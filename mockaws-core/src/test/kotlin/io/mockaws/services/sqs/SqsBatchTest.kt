package io.mockaws.services.sqs

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.sqs.model.BatchEntryIdsNotDistinctException
import software.amazon.awssdk.services.sqs.model.BatchRequestTooLongException
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry
import software.amazon.awssdk.services.sqs.model.EmptyBatchRequestException
import software.amazon.awssdk.services.sqs.model.InvalidBatchEntryIdException
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse
import software.amazon.awssdk.services.sqs.model.SqsException
import software.amazon.awssdk.services.sqs.model.TooManyEntriesInBatchRequestException

class SqsBatchTest {
    private val aws = SqsWorld()
    private val sqs = aws.client
    private val url = sqs.make("orders", "MaximumMessageSize" to "1024")

    @Test
    fun `each entry of a batch succeeds or fails by itself`() {
        val outcome = send("a" to "fine", "b" to "x".repeat(1025), "c" to "bell \u0007", "d" to "fine too")
        outcome.successful().map { it.id() } shouldContainExactly listOf("a", "d")
        outcome.failed().map { it.id() to it.code() } shouldContainExactly
            listOf("b" to "InvalidParameterValue", "c" to "InvalidMessageContents")
        outcome.failed().first().message() shouldBe
            "One or more parameters cannot be validated. Reason: Message must be shorter than 1024 bytes."
        outcome.failed().all { it.senderFault() } shouldBe true
        sqs.bodies(url) shouldContainExactly listOf("fine", "fine too")
    }

    @Test
    fun `a batch that breaks the rules fails as a whole`() {
        shouldThrow<EmptyBatchRequestException> { send() }.awsErrorDetails().errorCode() shouldBe
            "AWS.SimpleQueueService.EmptyBatchRequest"
        shouldThrow<TooManyEntriesInBatchRequestException> { send(*Array(11) { "$it" to "x" }) }
            .awsErrorDetails()
            .errorMessage() shouldBe "Maximum number of entries per request are 10. You have sent 11."
        shouldThrow<BatchEntryIdsNotDistinctException> { send("a" to "1", "b" to "2", "b" to "3") }
            .awsErrorDetails()
            .errorMessage() shouldBe "Id b repeated."
        listOf("", "a b", "a".repeat(81)).forEach { id -> shouldThrow<InvalidBatchEntryIdException> { send(id to "1") } }
        shouldThrow<BatchRequestTooLongException> { send("a" to "x".repeat(1_048_576), "b" to "y") }
            .awsErrorDetails()
            .errorMessage() shouldBe "Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes."
        sqs.receive(url).shouldBeEmpty()
    }

    @Test
    fun `a batch to a FIFO queue needs group and deduplication ids in every entry`() {
        val fifo = sqs.make("orders.fifo", "FifoQueue" to "true")
        val entry = SendMessageBatchRequestEntry.builder().id("a").messageBody("1")
        shouldThrow<SqsException> {
            sqs.sendMessageBatch { it.queueUrl(fifo).entries(entry.messageGroupId("g").build()) }
        }.awsErrorDetails().errorMessage() shouldBe
            "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"
        shouldThrow<SqsException> {
            sqs.sendMessageBatch { it.queueUrl(fifo).entries(entry.messageGroupId(null).messageDeduplicationId("d").build()) }
        }.awsErrorDetails().errorMessage() shouldBe "The request must contain the parameter MessageGroupId."
    }

    @Test
    fun `messages are deleted and hidden in batches`() {
        send("a" to "1", "b" to "2")
        val (first, second) = sqs.receive(url).map { it.receiptHandle() }
        val hidden =
            sqs.changeMessageVisibilityBatch {
                it.queueUrl(url).entries(
                    ChangeMessageVisibilityBatchRequestEntry.builder().id("x").receiptHandle(first).visibilityTimeout(0).build(),
                    ChangeMessageVisibilityBatchRequestEntry.builder().id("y").receiptHandle("bad").visibilityTimeout(0).build(),
                )
            }
        hidden.successful().map { it.id() } shouldBe listOf("x")
        hidden.failed().map { it.code() } shouldBe listOf("ReceiptHandleIsInvalid")
        sqs.bodies(url) shouldBe listOf("1")
        val deleted =
            sqs.deleteMessageBatch {
                it.queueUrl(url).entries(
                    DeleteMessageBatchRequestEntry.builder().id("x").receiptHandle(second).build(),
                    DeleteMessageBatchRequestEntry.builder().id("y").receiptHandle("bad").build(),
                )
            }
        deleted.successful().map { it.id() } shouldBe listOf("x")
        deleted.failed().map { it.id() } shouldBe listOf("y")
        aws.fixture.queue("orders").messages().map { it.body } shouldBe listOf("1")
    }

    private fun send(vararg messages: Pair<String, String>): SendMessageBatchResponse =
        sqs.sendMessageBatch { request ->
            request.queueUrl(url).entries(
                messages.map { (id, body) -> SendMessageBatchRequestEntry.builder().id(id).messageBody(body).build() },
            )
        }
}
