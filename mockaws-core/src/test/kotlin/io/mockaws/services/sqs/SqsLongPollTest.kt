package io.mockaws.services.sqs

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.mockaws.engine.context
import io.mockaws.services.sqs.op.ReceiveMessageRequest
import io.mockaws.services.sqs.op.receiveMessage
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.sqs.batchmanager.SqsAsyncBatchManager
import software.amazon.awssdk.services.sqs.model.QueueAttributeName
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ExecutionException
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

class SqsLongPollTest {
    private val aws = SqsWorld()
    private val sqs = aws.client
    private val url = sqs.make("orders")

    @Test
    fun `a receive waits 20 seconds of the mock's time for nothing`() {
        val poll = receive(wait = 20)
        aws.advance(20.seconds - 1.milliseconds)
        poll.isDone shouldBe false
        aws.advance(1.milliseconds)
        poll.bodies() shouldBe emptyList()
    }

    @Test
    fun `a message that arrives ends the wait`() {
        val poll = receive(wait = 20)
        sqs.send(url, "here")
        poll.bodies() shouldBe listOf("here")
    }

    @Test
    fun `the queue's own wait holds unless the receive names one`() {
        sqs.setQueueAttributes {
            it.queueUrl(url).attributes(mapOf(QueueAttributeName.RECEIVE_MESSAGE_WAIT_TIME_SECONDS to "5"))
        }
        receive(wait = 0).bodies() shouldBe emptyList()
        val poll = receive(wait = null)
        poll.isDone shouldBe false
        aws.advance(5.seconds)
        poll.bodies() shouldBe emptyList()
    }

    @Test
    fun `a message that becomes visible ends the wait`() {
        sqs.sendMessage { it.queueUrl(url).messageBody("late").delaySeconds(7) }
        val poll = receive(wait = 20)
        aws.advance(6.seconds)
        poll.isDone shouldBe false
        aws.advance(1.seconds)
        poll.bodies() shouldBe listOf("late")
    }

    @Test
    fun `a message that is given back early ends the wait`() {
        sqs.send(url, "again")
        val handle = sqs.receive(url).single().receiptHandle()
        val poll = receive(wait = 20)
        sqs.changeMessageVisibility { it.queueUrl(url).receiptHandle(handle).visibilityTimeout(0) }
        poll.bodies() shouldBe listOf("again")
    }

    @Test
    fun `the end of a group's turn ends the wait for its next message`() {
        val fifo = sqs.make("orders.fifo", "FifoQueue" to "true", "ContentBasedDeduplication" to "true")
        listOf("a", "b").forEach { body -> sqs.sendMessage { it.queueUrl(fifo).messageBody(body).messageGroupId("g") } }
        val handle = sqs.receive(fifo, 1).single().receiptHandle()
        val poll = receive(wait = 20, queue = fifo)
        poll.isDone shouldBe false
        sqs.deleteMessage { it.queueUrl(fifo).receiptHandle(handle) }
        poll.bodies() shouldBe listOf("b")
    }

    @Test
    fun `one message ends one of many waits`() {
        val polls = List(5) { receive(wait = 20) }
        sqs.send(url, "single")
        aws.advance(20.seconds)
        polls.flatMap { it.bodies() } shouldBe listOf("single")
    }

    @Test
    fun `who waits at a dead-letter queue is woken when a message goes there`() {
        val source =
            sqs.make("source", "RedrivePolicy" to """{"deadLetterTargetArn":"${sqs.arn(url)}","maxReceiveCount":1}""")
        sqs.send(source, "poison")
        sqs.receive(source) { it.visibilityTimeout(0) }
        val poll = receive(wait = 20)
        sqs.receive(source)
        poll.bodies() shouldBe listOf("poison")
    }

    @Test
    fun `a wait ends with an error when its queue is deleted`() {
        val poll = receive(wait = 20)
        sqs.deleteQueue { it.queueUrl(url) }
        (shouldThrow<ExecutionException> { poll.bodies() }.cause is QueueDoesNotExistException) shouldBe true
    }

    @Test
    fun `a wait that is cancelled takes no message`(): Unit =
        runBlocking {
            val request = ReceiveMessageRequest(queueUrl = url, waitTimeSeconds = 20)
            val waiting = async(start = CoroutineStart.UNDISPATCHED) { receiveMessage(request, aws.world.context(SqsService)) }
            waiting.cancelAndJoin()
            sqs.send(url, "kept")
            aws.fixture
                .queue("orders")
                .messages()
                .single()
                .state shouldBe QueueMessage.State.VISIBLE
        }

    @Test
    fun `the SDK's batch manager sends, receives and deletes`() {
        val manager =
            SqsAsyncBatchManager
                .builder()
                .client(aws.async)
                .scheduledExecutor(Executors.newScheduledThreadPool(1))
                .build()
        manager.use {
            val sent = (1..10).map { n -> manager.sendMessage { it.queueUrl(url).messageBody("$n") } }
            sent.forEach { it.get(10, TimeUnit.SECONDS).messageId().length shouldBe 36 }
            val messages = sqs.receive(url)
            messages.size shouldBe 10
            messages
                .map { message -> manager.deleteMessage { it.queueUrl(url).receiptHandle(message.receiptHandle()) } }
                .forEach { it.get(10, TimeUnit.SECONDS) }
            aws.fixture.queue("orders").count shouldBe 0
        }
    }

    /** Starts a receive, and returns when it waits or has its answer. */
    private fun receive(
        wait: Int?,
        queue: String = url,
    ): CompletableFuture<List<String>> {
        val before = aws.clock.waiting
        val poll =
            aws.async
                .receiveMessage {
                    it.queueUrl(queue)
                    it.waitTimeSeconds(wait)
                }.thenApply { response -> response.messages().map { it.body() } }
        while (aws.clock.waiting == before && !poll.isDone) Thread.onSpinWait()
        return poll
    }

    private fun CompletableFuture<List<String>>.bodies(): List<String> = get(10, TimeUnit.SECONDS)
}
