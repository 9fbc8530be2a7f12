package io.mockaws.services.sns

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldMatch
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.sns.model.PublishResponse
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

/**
 * What is refused and what arrives is what LocalStack recorded at AWS (tests/aws/services/sns/test_sns.snapshot.json); the
 * rest is from https://docs.aws.amazon.com/sns/latest/dg/fifo-topic-message-ordering.html and its neighbours.
 */
class SnsFifoTest {
    @AutoClose
    private val world = SnsWorld()
    private val sns = world.client
    private val queue = world.aws.sqs.queue("q.fifo")
    private val topic = sns.topic("t.fifo", "FifoTopic" to "true", "ContentBasedDeduplication" to "true")

    private fun publish(
        text: String,
        group: String = "g",
        id: String? = null,
    ): PublishResponse =
        sns.publish { it.topicArn(topic).message(text).messageGroupId(group).messageDeduplicationId(id) }

    @Test
    fun `a queue gets group, deduplication id and a number, and an envelope that is not signed`() {
        sns.subscribe(topic, "sqs", queue.arn)

        val answer = publish("Test", "message-group-id-1")

        answer.sequenceNumber() shouldMatch "\\d{20}"
        val message = queue.messages().single()
        message.groupId shouldBe "message-group-id-1"
        message.deduplicationId shouldBe "532eaabd9574880dbf76b9b8cc00832c20a6ec113d682299550d7a6e0f345e25"
        val envelope = world.envelope("q.fifo")
        envelope.keys.toList() shouldContainExactly
            listOf("Type", "MessageId", "SequenceNumber", "TopicArn", "Message", "Timestamp", "UnsubscribeURL")
        envelope.text("SequenceNumber") shouldBe answer.sequenceNumber()
    }

    @Test
    fun `a duplicate within five minutes gets the answer of the first and goes nowhere`() {
        sns.subscribe(topic, "sqs", world.aws.sqs.queue("standard").arn, "RawMessageDelivery" to "true")

        val first = publish("a")
        publish("a").run {
            messageId() shouldBe first.messageId()
            sequenceNumber() shouldBe first.sequenceNumber()
        }
        publish("a", id = "another").messageId() shouldNotBe first.messageId()
        world.aws.time.advanceBy(6.minutes)
        publish("a").messageId() shouldNotBe first.messageId()

        world.bodies("standard") shouldContainExactly listOf("a", "a", "a")
        world.aws.sns.topic("t.fifo").published.size shouldBe 3
    }

    @Test
    fun `duplicates are told by group where the topic's throughput is the group's`() {
        sns.setTopicAttributes { it.topicArn(topic).attributeName("FifoThroughputScope").attributeValue("MessageGroup") }

        publish("a", "g1").messageId() shouldNotBe publish("a", "g2").messageId()
        publish("a", "g1").messageId() shouldBe publish("a", "g1").messageId()
    }

    @Test
    fun `a group is needed, and an id where texts do not tell`() {
        val plain = sns.topic("plain.fifo", "FifoTopic" to "true")

        refusal { sns.publish(topic, "m") } shouldBe
            "InvalidParameter: Invalid parameter: The MessageGroupId parameter is required for FIFO topics"
        refusal { sns.publish { it.topicArn(plain).message("m").messageGroupId("g") } } shouldBe
            "InvalidParameter: Invalid parameter: The topic should either have ContentBasedDeduplication enabled or " +
            "MessageDeduplicationId provided explicitly"
        refusal {
            sns.subscribe(topic, "sqs", queue.arn, "RedrivePolicy" to """{"deadLetterTargetArn":"${world.aws.sqs.queue("d").arn}"}""")
        } shouldBe
            "InvalidParameter: Invalid parameter: Attributes Reason: RedrivePolicy: must use a FIFO queue as DLQ for a FIFO " +
            "Subscription to a FIFO Topic."
    }

    @Test
    fun `messages arrive in the order in which they were numbered, whoever publishes`() {
        sns.subscribe(topic, "sqs", queue.arn)

        (1..4).map { thread -> Thread { repeat(25) { publish("$thread-$it") } } }.onEach { it.start() }.forEach { it.join() }

        val numbers = queue.messages().map { Regex("\"SequenceNumber\" : \"(\\d+)\"").find(it.body)!!.groupValues[1] }
        numbers.size shouldBe 100
        numbers shouldBe numbers.sorted()
    }

    @Test
    fun `an archive is replayed to who asks for it`() {
        world.aws.sns.topic("kept.fifo") {
            contentBasedDeduplication = true
            archiveDays = 30
        }
        val kept = world.aws.sns.topic("kept.fifo")
        kept.publish("before")
        world.aws.time.advanceBy(1.hours)
        kept.publish("wanted")
        world.aws.time.advanceBy(1.hours)
        kept.publish("later")

        sns.subscribe(
            kept.arn,
            "sqs",
            queue.arn,
            "RawMessageDelivery" to "true",
            "ReplayPolicy" to
                """{"PointType":"Timestamp","StartingPoint":"2026-11-21T10:30:00.000Z","EndingPoint":"2026-11-21T11:30:00.000Z"}""",
        )

        queue.messages().map { it.body } shouldContainExactly listOf("wanted")
        sns.getTopicAttributes { it.topicArn(kept.arn) }.attributes()["BeginningArchiveTime"] shouldBe "2026-11-21T10:00:00.250Z"
        refusal { sns.subscribe(topic, "sqs", queue.arn, "ReplayPolicy" to """{"PointType":"Timestamp"}""") } shouldBe
            "InvalidParameter: Invalid parameter: Attributes Reason: ReplayPolicy: the topic has no ArchivePolicy"
    }

    @Test
    fun `what is older than the archive keeps is not replayed`() {
        val kept =
            world.aws.sns.topic("kept.fifo") {
                contentBasedDeduplication = true
                archiveDays = 2
            }
        kept.publish("old")
        world.aws.time.advanceBy(3.days)

        sns.subscribe(
            kept.arn,
            "sqs",
            queue.arn,
            "ReplayPolicy" to """{"PointType":"Timestamp","StartingPoint":"2026-11-20T00:00:00.000Z"}""",
        )

        queue.messages().size shouldBe 0
    }
}
