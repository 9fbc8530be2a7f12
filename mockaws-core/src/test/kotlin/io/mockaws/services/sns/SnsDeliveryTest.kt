package io.mockaws.services.sns

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.mockaws.services.sns.topic.RetryPolicy
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html */
class SnsDeliveryTest {
    @AutoClose
    private val world = SnsWorld()
    private val sns = world.client
    private val queue = world.aws.sqs.queue("q")
    private val dead = world.aws.sqs.queue("dead")
    private val redrive = "RedrivePolicy" to """{"deadLetterTargetArn":"${dead.arn}"}"""

    @Test
    fun `a delivery is a call of SNS's, which the journal has behind the one that caused it`() {
        val topic = sns.topic("t")
        sns.subscribe(topic, "sqs", queue.arn)

        sns.publish(topic, "Hello")

        val (cause, delivery) = world.aws.calls().takeLast(2)
        cause.operation shouldBe "Publish"
        listOf(delivery.operation, delivery.calledBy, delivery.causedBy) shouldBe
            listOf("SendMessage", "sns.amazonaws.com", cause.requestId)
    }

    @Test
    fun `a queue that fails is tried three times at once, twice after a second each, and then less and less often`() {
        val topic = sns.topic("t")
        sns.subscribe(topic, "sqs", queue.arn)
        world.aws.faults { throttle().on("sqs", "SendMessage").first(5) }

        sns.publish(topic, "Hello")

        world.aws.calls("sqs", "SendMessage").size shouldBe 4
        world.aws.time.advanceBy(1.seconds)
        queue.messages().size shouldBe 0
        world.aws.time.advanceBy(1.seconds)
        queue.messages().size shouldBe 1
    }

    @Test
    fun `what AWS delivers to itself is tried for 23 days`() {
        val span = (1..100_015).fold(Duration.ZERO) { sum, retry -> sum + RetryPolicy.MANAGED.delayBefore(retry)!! }

        span.inWholeDays shouldBe 23
        RetryPolicy.MANAGED.delayBefore(100_016) shouldBe null
    }

    @Test
    fun `delays grow from the least to the greatest by the policy's function`() {
        for (function in RetryPolicy.functions) {
            val policy = RetryPolicy(minDelayTarget = 1, maxDelayTarget = 60, numRetries = 10, backoffFunction = function)
            val delays = (1..10).map { policy.delayBefore(it)!! }
            delays shouldBe delays.sorted()
            listOf(delays.first(), delays.last()) shouldBe listOf(1.seconds, 60.seconds)
        }
    }

    @Test
    fun `what a queue that is gone would have got goes to the dead-letter queue at once`() {
        val topic = sns.topic("t")
        sns.subscribe(topic, "sqs", "${queue.arn}-gone", redrive)

        sns.publish(topic, "Hello")

        world.envelope("dead").text("Message") shouldBe "Hello"
    }

    @Test
    fun `a message of a group waits for the one before it`() {
        val fifo = world.aws.sqs.queue("q.fifo")
        val topic = sns.topic("t.fifo", "FifoTopic" to "true", "ContentBasedDeduplication" to "true")
        sns.subscribe(topic, "sqs", fifo.arn, "RawMessageDelivery" to "true")
        world.aws.faults { throttle().on("sqs", "SendMessage").first(4) }

        sns.publish { it.topicArn(topic).message("1").messageGroupId("a") }
        sns.publish { it.topicArn(topic).message("2").messageGroupId("a") }
        sns.publish { it.topicArn(topic).message("other").messageGroupId("b") }

        fifo.messages().map { it.body } shouldContainExactly listOf("other")
        world.aws.time.advanceBy(1.seconds)
        fifo.messages().map { it.body } shouldContainExactly listOf("other", "1", "2")
    }

    @Test
    fun `a stream gets a line for each message`() {
        val topic = sns.topic("t")
        val role = "arn:aws:iam::123456789012:role/r"
        world.aws.on("firehose", "PutRecord") { respond(mapOf("RecordId" to "1")) }
        sns.subscribe(
            topic,
            "firehose",
            "arn:aws:firehose:us-east-1:123456789012:deliverystream/s",
            "SubscriptionRoleArn" to role,
            "RawMessageDelivery" to "true",
        )

        sns.publish(topic, "Hello")

        val call = world.aws.calls("firehose", "PutRecord").single()
        call.input["DeliveryStreamName"] shouldBe "s"
        call.calledBy shouldBe "sns.amazonaws.com"
    }
}
