package io.mockaws.services.sqs

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.comparables.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.sqs.model.Message
import software.amazon.awssdk.services.sqs.model.QueueAttributeName
import software.amazon.awssdk.services.sqs.model.SendMessageResponse
import software.amazon.awssdk.services.sqs.model.SqsException
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

class SqsFifoTest {
    private val aws = SqsWorld()
    private val sqs = aws.client
    private val url = sqs.make("orders.fifo", "FifoQueue" to "true", "ContentBasedDeduplication" to "true")

    @Test
    fun `a message has a group, a deduplication id and a sequence number that grows`() {
        val first = send("g1", "1")
        val second = send("g1", "2")
        first.sequenceNumber().length shouldBe 20
        second.sequenceNumber() shouldBeGreaterThan first.sequenceNumber()
        val attributes = sqs.receive(url, 1).single().attributesAsStrings()
        attributes["MessageGroupId"] shouldBe "g1"
        attributes["SequenceNumber"] shouldBe first.sequenceNumber()
        attributes["MessageDeduplicationId"] shouldBe "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"
    }

    @Test
    fun `what a FIFO queue must be told is demanded`() {
        val strict = sqs.make("strict.fifo", "FifoQueue" to "true")
        val noGroup = shouldThrow<SqsException> { sqs.sendMessage { it.queueUrl(strict).messageBody("1") } }
        noGroup.awsErrorDetails().errorCode() shouldBe "MissingParameter"
        noGroup.awsErrorDetails().errorMessage() shouldBe "The request must contain the parameter MessageGroupId."
        shouldThrow<SqsException> { sqs.sendMessage { it.queueUrl(strict).messageBody("1").messageGroupId("g") } }
            .awsErrorDetails()
            .errorMessage() shouldBe
            "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"
        shouldThrow<SqsException> {
            sqs.sendMessage {
                it.queueUrl(strict).messageBody("1").messageGroupId("g").messageDeduplicationId("d").delaySeconds(2)
            }
        }.awsErrorDetails().errorMessage() shouldBe
            "Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid " +
            "for this queue type."
    }

    @Test
    fun `a duplicate is accepted and dropped for 5 minutes, even after a delete`() {
        val first = send("g1", "same")
        val handle = sqs.receive(url).single().receiptHandle()
        sqs.deleteMessage { it.queueUrl(url).receiptHandle(handle) }
        aws.advance(5.minutes - 1.seconds)
        val again = send("g2", "same")
        again.messageId() shouldBe first.messageId()
        again.sequenceNumber() shouldBe first.sequenceNumber()
        sqs.receive(url).shouldBeEmpty()
        aws.advance(1.seconds)
        send("g1", "same").messageId() shouldNotBe first.messageId()
        sqs.receive(url).size shouldBe 1
    }

    @Test
    fun `deduplication may go by group`() {
        sqs.setQueueAttributes {
            it.queueUrl(url).attributes(mapOf(QueueAttributeName.DEDUPLICATION_SCOPE to "messageGroup"))
        }
        send("g1", "same")
        send("g2", "same")
        send("g2", "same")
        aws.fixture.queue("orders.fifo").messages().map { it.groupId } shouldBe listOf("g1", "g2")
    }

    @Test
    fun `a group is not handed out further while one of its messages is in flight`() {
        listOf("g1" to "a", "g1" to "b", "g1" to "c", "g2" to "d").forEach { (group, body) -> send(group, body) }
        val (a, b) = sqs.receive(url, 2).also { it.map { m -> m.body() } shouldBe listOf("a", "b") }.map { it.receiptHandle() }
        sqs.bodies(url) shouldBe listOf("d")
        sqs.deleteMessage { it.queueUrl(url).receiptHandle(a) }
        sqs.receive(url).shouldBeEmpty()
        sqs.deleteMessage { it.queueUrl(url).receiptHandle(b) }
        sqs.bodies(url) shouldBe listOf("c")
    }

    @Test
    fun `groups take turns, and each keeps its order`() {
        listOf("g1" to "g1-m1", "g2" to "g2-m1", "g2" to "g2-m2", "g3" to "g3-m1", "g1" to "g1-m2").forEach { (group, body) ->
            send(group, body)
        }
        sqs.bodies(url, 3) { it.visibilityTimeout(0) } shouldContainExactly listOf("g1-m1", "g1-m2", "g2-m1")
        sqs.bodies(url, 10) { it.visibilityTimeout(0) } shouldContainExactly
            listOf("g3-m1", "g1-m1", "g1-m2", "g2-m1", "g2-m2")
    }

    @Test
    fun `a message that is given back comes before its group's next`() {
        listOf("g1" to "a", "g1" to "b", "g2" to "c").forEach { (group, body) -> send(group, body) }
        val a = sqs.receive(url, 2).first().receiptHandle()
        sqs.changeMessageVisibility { it.queueUrl(url).receiptHandle(a).visibilityTimeout(0) }
        sqs.bodies(url) shouldContainExactly listOf("c", "a")
    }

    @Test
    fun `a receipt handle expires with the visibility timeout`() {
        send("g1", "a")
        val handle = sqs.receive(url).single().receiptHandle()
        aws.advance(30.seconds)
        val expired = "Value $handle for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired."
        shouldThrow<SqsException> { sqs.deleteMessage { it.queueUrl(url).receiptHandle(handle) } }
            .awsErrorDetails()
            .errorMessage() shouldBe expired
        shouldThrow<SqsException> {
            sqs.changeMessageVisibility { it.queueUrl(url).receiptHandle(handle).visibilityTimeout(5) }
        }.awsErrorDetails().errorMessage() shouldBe expired
    }

    @Test
    fun `a receive can be repeated with its attempt id`() {
        send("g1", "a")
        send("g1", "b")
        val first = sqs.receive(url, 1) { it.receiveRequestAttemptId("try-1") }.single()
        aws.advance(20.seconds)
        val again = sqs.receive(url, 1) { it.receiveRequestAttemptId("try-1") }.single()
        again.receiptHandle() shouldBe first.receiptHandle()
        aws.advance(20.seconds)
        sqs.receive(url).shouldBeEmpty()
        aws.advance(10.seconds)
        val anew = sqs.receive(url, 1) { it.receiveRequestAttemptId("try-1") }.single()
        anew.body() shouldBe "a"
        anew.receiptHandle() shouldNotBe first.receiptHandle()
    }

    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html: "if none of the messages
    // have been modified (deleted or had their visibility changes)"; worded as in
    // https://github.com/awslabs/amazon-sqs-java-messaging-lib/issues/213
    @Test
    fun `a receive cannot be repeated once one of its messages is another`() {
        val changes =
            mapOf<String, (Message) -> Unit>(
                "deleted" to { message -> sqs.deleteMessage { it.queueUrl(url).receiptHandle(message.receiptHandle()) } },
                "hidden for longer" to { message -> changeVisibility(message, 60) },
                "visible again" to { message -> changeVisibility(message, 0) },
                "received by another" to { message ->
                    aws.advance(30.seconds)
                    sqs.receive(url).map { it.messageId() } shouldContain message.messageId()
                },
            )
        for ((change, make) in changes) {
            withClue(change) {
                send("g1", "a $change")
                send("g2", "b $change")
                val both = sqs.receive(url) { it.receiveRequestAttemptId(change.replace(' ', '-')) }
                both.size shouldBe 2
                make(both.last())
                val failure =
                    shouldThrow<SqsException> { sqs.receive(url) { it.receiveRequestAttemptId(change.replace(' ', '-')) } }
                failure.statusCode() shouldBe 400
                failure.awsErrorDetails().errorCode() shouldBe "InvalidParameterValue"
                failure.awsErrorDetails().errorMessage() shouldBe
                    "Value ${change.replace(' ', '-')} for parameter ReceiveRequestAttemptId is invalid. Reason: The " +
                    "receiveRequestAttemptId is not valid anymore since the receive call is not retryable."
                aws.advance(5.minutes)
                sqs.receive(url) { it.receiveRequestAttemptId(change.replace(' ', '-')) }.size shouldBe
                    if (change == "deleted") 1 else 2
                sqs.purgeQueue { it.queueUrl(url) }
                aws.advance(1.minutes)
            }
        }
    }

    // "both AWS and LocalStack APIs do not complain about this parameter":
    // https://github.com/awspring/spring-cloud-aws/issues/529; only ElasticMQ was reported to refuse it.
    @Test
    fun `a standard queue does not heed an attempt id`() {
        val standard = sqs.make("orders")
        sqs.send(standard, "a")
        sqs.bodies(standard) { it.receiveRequestAttemptId("try-1") } shouldBe listOf("a")
        sqs.bodies(standard) { it.receiveRequestAttemptId("try-1") }.shouldBeEmpty()
    }

    @Test
    fun `the delay of the queue holds for messages that are in it already`() {
        val delayed = sqs.make("slow.fifo", "FifoQueue" to "true", "ContentBasedDeduplication" to "true", "DelaySeconds" to "60")
        sqs.sendMessage { it.queueUrl(delayed).messageBody("a").messageGroupId("g") }
        aws.advance(10.seconds)
        sqs.receive(delayed).shouldBeEmpty()
        sqs.setQueueAttributes { it.queueUrl(delayed).attributes(mapOf(QueueAttributeName.DELAY_SECONDS to "10")) }
        sqs.bodies(delayed) shouldBe listOf("a")
    }

    @Test
    fun `a purge forgets what was sent`() {
        send("g1", "same")
        sqs.purgeQueue { it.queueUrl(url) }
        send("g1", "same")
        sqs.bodies(url) shouldBe listOf("same")
    }

    @Test
    fun `standard queues take group ids but no deduplication ids`() {
        val standard = sqs.make("orders")
        listOf("1", "2").forEach { body -> sqs.sendMessage { it.queueUrl(standard).messageBody(body).messageGroupId("tenant") } }
        sqs.receive(standard).map { it.attributesAsStrings()["MessageGroupId"] } shouldBe listOf("tenant", "tenant")
        shouldThrow<SqsException> {
            sqs.sendMessage { it.queueUrl(standard).messageBody("1").messageDeduplicationId("d") }
        }.awsErrorDetails().errorCode() shouldBe "InvalidParameterValue"
    }

    private fun changeVisibility(
        message: Message,
        seconds: Int,
    ) = sqs.changeMessageVisibility { it.queueUrl(url).receiptHandle(message.receiptHandle()).visibilityTimeout(seconds) }

    private fun send(
        group: String,
        body: String,
    ): SendMessageResponse = sqs.sendMessage { it.queueUrl(url).messageBody(body).messageGroupId(group) }
}
