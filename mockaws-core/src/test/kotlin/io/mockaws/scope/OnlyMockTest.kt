package io.mockaws.scope

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.mockaws.MockAws
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.parallel.Isolated
import software.amazon.awssdk.services.sqs.SqsClient
import java.util.concurrent.FutureTask
import java.util.concurrent.LinkedTransferQueue

/** What a scheduler's thread meets, as Quarkus has them, which makes its client for itself. */
@Isolated("there has to be one mock alone")
class OnlyMockTest {
    @Test
    fun `a poller belongs to the only mock there is, and gets nothing when that has ended`() {
        val poller = Poller()
        val aws = MockAws.start()
        val url = aws.sqs.queue("orders").also { it.send("one") }.url
        poller.poll(url) shouldContainExactly listOf("one")
        aws.close()

        poller.poll(url).shouldBeEmpty()
    }

    /** A thread that is older than any mock, and takes what it has to do from nobody's task. */
    private class Poller {
        private val urls = LinkedTransferQueue<FutureTask<List<String>>>()
        private val sqs by lazy { SqsClient.create() }

        init {
            Thread { while (true) urls.take().run() }.apply { isDaemon = true }.start()
        }

        fun poll(url: String): List<String> {
            val poll = FutureTask { sqs.receiveMessage { it.queueUrl(url).waitTimeSeconds(0) }.messages().map { it.body() } }
            urls.put(poll)
            return poll.get()
        }
    }
}
