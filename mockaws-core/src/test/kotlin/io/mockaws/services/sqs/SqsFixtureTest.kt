package io.mockaws.services.sqs

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.maps.shouldContainAll
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.services.sqs.QueueMessage.State
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.seconds

class SqsFixtureTest {
    private val aws = SqsWorld()
    private val sqs = aws.client

    @Test
    fun `a queue is made once, with what the block says`() {
        val dead = aws.fixture.queue("dead")
        val queue =
            aws.fixture.queue("orders") {
                visibilityTimeout = 45.seconds
                delay = 5.seconds
                retention = 1.days
                receiveWait = 20.seconds
                tags["team"] = "blue"
                deadLetterQueue(dead, maxReceiveCount = 3)
                attribute("MaximumMessageSize", "2048")
            }
        aws.fixture.queue("orders").url shouldBe queue.url
        sqs.attributes(queue.url) shouldContainAll
            mapOf(
                "QueueArn" to queue.arn,
                "VisibilityTimeout" to "45",
                "DelaySeconds" to "5",
                "MessageRetentionPeriod" to "86400",
                "ReceiveMessageWaitTimeSeconds" to "20",
                "MaximumMessageSize" to "2048",
                "RedrivePolicy" to """{"deadLetterTargetArn":"${dead.arn}","maxReceiveCount":3}""",
            )
        sqs.listQueueTags { it.queueUrl(queue.url) }.tags() shouldBe mapOf("team" to "blue")
        aws.fixture.queues().map { it.name } shouldBe listOf("dead", "orders")
        shouldThrow<IllegalArgumentException> { aws.fixture.queue("orders") { delay = 6.seconds } }
            .message shouldContain "different value for attribute DelaySeconds"
        shouldThrow<IllegalArgumentException> { aws.fixture.queue("or ders") }
    }

    @Test
    fun `a look inside receives nothing`() {
        val queue = aws.fixture.queue("orders")
        queue.send("held", mapOf("colour" to "red"))
        sqs.receive(queue.url)
        queue.send("visible")
        sqs.sendMessage { it.queueUrl(queue.url).messageBody("delayed").delaySeconds(9) }
        repeat(2) {
            queue.messages().map { it.body to it.state } shouldBe
                listOf("held" to State.IN_FLIGHT, "visible" to State.VISIBLE, "delayed" to State.DELAYED)
        }
        val held = queue.messages().first()
        held.attributes shouldBe mapOf("colour" to "red")
        held.receiveCount shouldBe 1
        queue.count shouldBe 3
        queue.purge()
        queue.purge()
        queue.messages().shouldBeEmpty()
    }

    @Test
    fun `sending to a FIFO queue needs no ids`() {
        val queue = aws.fixture.queue("orders.fifo")
        repeat(2) { queue.send("same") }
        sqs.receive(queue.url).map { it.attributesAsStrings()["MessageGroupId"] } shouldBe listOf("default", "default")
        queue.send("other", groupId = "g", deduplicationId = "d")
        queue.messages().last().deduplicationId shouldBe "d"
    }

    @Test
    fun `messages can be waited for`(): Unit =
        runBlocking {
            val queue = aws.fixture.queue("orders")
            val waiting = async(start = CoroutineStart.UNDISPATCHED) { queue.awaitMessages(2) }
            sqs.send(queue.url, "1")
            sqs.send(queue.url, "2")
            waiting.await().map { it.body } shouldBe listOf("1", "2")
            queue.awaitMessages(2, java.time.Duration.ofSeconds(1)).size shouldBe 2
            val vain = async(start = CoroutineStart.UNDISPATCHED) { runCatching { queue.awaitMessages(3, 5.seconds) } }
            aws.advance(5.seconds)
            (vain.await().exceptionOrNull() as AssertionError).message shouldContain "holds 2 of 3 messages after 5s"
        }

    @Test
    fun `a queue that was deleted is made again at once, and until then says that it is gone`() {
        val queue = aws.fixture.queue("orders")
        sqs.deleteQueue { it.queueUrl(queue.url) }
        shouldThrow<IllegalStateException> { queue.messages() }
        val again = aws.fixture.queue("orders")
        again.count shouldBe 0
    }
}
