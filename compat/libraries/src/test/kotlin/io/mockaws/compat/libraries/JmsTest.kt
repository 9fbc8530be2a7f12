package io.mockaws.compat.libraries

import com.amazon.sqs.javamessaging.ProviderConfiguration
import com.amazon.sqs.javamessaging.SQSConnection
import com.amazon.sqs.javamessaging.SQSConnectionFactory
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import jakarta.jms.Session
import jakarta.jms.TextMessage
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import software.amazon.awssdk.services.sqs.SqsClient
import java.util.concurrent.CompletableFuture
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import kotlin.time.Duration.Companion.seconds

/** `amazon-sqs-java-messaging-lib` as it comes: Jakarta Messaging on queues of the mock. */
@Timeout(60)
class JmsTest {
    private fun connected(block: MockAws.(SQSConnection) -> Unit) {
        MockAws.start().use { aws ->
            val connection = SQSConnectionFactory(ProviderConfiguration(), SqsClient.create()).createConnection()
            try {
                aws.block(connection)
            } finally {
                aws.close(connection)
            }
        }
    }

    /** It waits for its receives to end, which wait for messages by the mock's clock. */
    private fun MockAws.close(connection: SQSConnection) {
        val closing = CompletableFuture.runAsync { connection.close() }
        while (!closing.isDone) {
            time.advanceBy(20.seconds)
            CompletableFuture.anyOf(closing, CompletableFuture<Unit>().completeOnTimeout(Unit, 50, TimeUnit.MILLISECONDS)).join()
        }
        closing.join()
    }

    @Test
    fun `a message comes again until it is acknowledged`() =
        connected { connection ->
            val orders = sqs.queue("orders") { visibilityTimeout = 30.seconds }
            val session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE)
            val queue = session.createQueue("orders")
            session.createProducer(queue).send(session.createTextMessage("42").apply { setStringProperty("kind", "card") })
            orders.messages().single().run {
                body shouldBe "42"
                attributes["kind"] shouldBe "card"
            }
            val consumer = session.createConsumer(queue)
            connection.start()
            (consumer.receive(WAIT) as TextMessage).run {
                text shouldBe "42"
                jmsRedelivered shouldBe false
            }
            time.advanceBy(30.seconds)
            val again = consumer.receive(WAIT) as TextMessage
            again.jmsRedelivered shouldBe true
            again.getStringProperty("kind") shouldBe "card"
            again.acknowledge()
            orders.count shouldBe 0
        }

    @Test
    fun `a listener gets the messages of a group in order`() =
        connected { connection ->
            val orders = sqs.queue("orders.fifo")
            val seen = LinkedBlockingQueue<String>()
            val session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)
            session.createConsumer(session.createQueue("orders.fifo")).setMessageListener { seen += (it as TextMessage).text }
            connection.start()
            (1..5).forEach { orders.send("$it", groupId = "g", deduplicationId = "$it") }
            List(5) { seen.poll(WAIT, TimeUnit.MILLISECONDS) } shouldBe (1..5).map { "$it" }
        }

    private companion object {
        const val WAIT = 20_000L
    }
}
