package io.mockaws.scope

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.string.shouldContain
import io.mockaws.LocalMock
import io.mockaws.MockAws
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.sqs.SqsClient
import java.util.concurrent.FutureTask

/** Clients that are kept for many tests, as those of a Spring context are, and what listeners do with them. */
class ClientHomeTest {
    @Test
    fun `a listener's calls go to the mock that moved in last`() {
        val first = MockAws.start()
        val sqs = SqsClient.create()
        val home = ClientHome()
        val url = first.sqs.queue("orders").also { it.send("one") }.url
        elsewhere { sqs.poll(url) } shouldContainExactly listOf("one")
        first.close()

        MockAws.start().use { second ->
            second.sqs.queue("orders").send("two")
            home.moveIn()
            elsewhere { sqs.poll(url) } shouldContainExactly listOf("two")
        }
    }

    @Test
    fun `between two mocks a listener gets nothing, and can acknowledge what it had`() {
        val first = MockAws.start()
        val sqs = SqsClient.create()
        ClientHome()
        val url = first.sqs.queue("orders").url
        first.close()

        elsewhere { sqs.poll(url) }.shouldBeEmpty()
        elsewhere { sqs.deleteMessage { it.queueUrl(url).receiptHandle("of before") } }
        val deleted =
            elsewhere {
                sqs.deleteMessageBatch { batch ->
                    batch.queueUrl(url).entries(
                        { it.id("a").receiptHandle("of before") },
                        { it.id("b").receiptHandle("of before") }
                    )
                }
            }
        deleted.successful().map { it.id() } shouldContainExactly listOf("a", "b")
    }

    @Test
    fun `a poll that waits when its mock ends gets nothing`() {
        val aws = MockAws.start()
        val sqs = SqsClient.create()
        val url = aws.sqs.queue("orders").url
        val poll = FutureTask { sqs.receiveMessage { it.queueUrl(url).waitTimeSeconds(20) }.messages() }
        Thread(MockAws.wrap(poll as Runnable)).start()
        val clock = (aws.core as LocalMock).clock
        while (clock.waiting == 0 && !poll.isDone) Thread.onSpinWait()
        aws.close()

        poll.get().shouldBeEmpty()
    }

    @Test
    fun `two tests at once are told that they cannot share clients`() {
        MockAws.start().use {
            val home = ClientHome()
            MockAws.start().use {
                val refusal = shouldThrow<IllegalStateException> { home.moveIn() }
                refusal.message.shouldNotBeNull() shouldContain "@ResourceLock"
            }
            home.moveIn()
        }
    }

    @Test
    fun `what starts again before anybody moves in calls the mock of the thread that starts it`() {
        val first = MockAws.start()
        val sqs = SqsClient.create()
        ClientHome()
        first.close()

        MockAws.start().use {
            MockAws.start().use { second ->
                val queue = second.sqs.queue("orders")
                ClientHome.starting {
                    elsewhere { sqs.listQueues().queueUrls() } shouldContainExactly listOf(queue.url)
                }
            }
        }
    }

    private fun SqsClient.poll(url: String): List<String> =
        receiveMessage { it.queueUrl(url).waitTimeSeconds(0) }.messages().map { it.body() }

    /** On a thread that no mock was ever in scope on. */
    private fun <T> elsewhere(block: () -> T): T = FutureTask(block).also { Thread(it).start() }.get()
}
