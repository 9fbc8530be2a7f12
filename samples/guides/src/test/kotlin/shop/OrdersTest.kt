package shop

import io.mockaws.MockAws
import io.mockaws.junit.MockAwsFixture
import io.mockaws.junit.MockAwsTest
import io.mockaws.mockAws
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.sqs.SqsClient
import software.amazon.awssdk.services.sqs.model.Message
import kotlin.time.Duration.Companion.minutes

/** What docs/junit.md shows of Kotlin. */
@MockAwsTest
class OrdersTest {
    @Test
    fun `an order that nobody deletes is back after its visibility timeout`() =
        runTest {
            assertEquals(1, receive().size)
            assertEquals(0, receive().size)

            delay(10.minutes)

            assertEquals(1, receive().size)
        }

    @Test
    fun `a block is the mock of the test`() =
        runTest {
            mockAws {
                assertEquals("42", sqs.queue("orders").messages().single().body)
            }
        }

    private fun receive(): List<Message> =
        SqsClient.create().use { sqs ->
            val url = sqs.getQueueUrl { it.queueName("orders") }.queueUrl()
            sqs.receiveMessage { it.queueUrl(url) }.messages()
        }

    companion object {
        @JvmStatic
        @MockAwsFixture
        fun orders(aws: MockAws) {
            aws.sqs.queue("orders").send("42")
        }
    }
}
