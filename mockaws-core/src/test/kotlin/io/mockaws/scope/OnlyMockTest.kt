package io.mockaws.scope

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.mockaws.MockAws
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.parallel.Isolated
import software.amazon.awssdk.services.sqs.SqsClient
import java.util.concurrent.FutureTask

/** What a scheduler's thread meets, as Quarkus has them, which makes its client for itself. */
@Isolated("there has to be one mock alone")
class OnlyMockTest {
    @Test
    fun `a poller belongs to the only mock there is, and gets nothing when that has ended`() {
        val aws = MockAws.start()
        val sqs = elsewhere { SqsClient.create() }
        val url = aws.sqs.queue("orders").also { it.send("one") }.url
        elsewhere { sqs.poll(url) } shouldContainExactly listOf("one")
        aws.close()

        elsewhere { sqs.poll(url) }.shouldBeEmpty()
    }

    private fun SqsClient.poll(url: String): List<String> =
        receiveMessage { it.queueUrl(url).waitTimeSeconds(0) }.messages().map { it.body() }

    /** On a thread that no mock was ever in scope on. */
    private fun <T> elsewhere(block: () -> T): T = FutureTask(block).also { Thread(it).start() }.get()
}
