package shop

import io.mockaws.MockAws
import io.mockaws.mockAws
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.sqs.SqsClient
import kotlin.time.Duration.Companion.seconds

class BlockingTest {
    @Test
    fun `a blocking client waits in virtual time`() =
        runTest {
            mockAws {
                val orders = sqs.queue("orders")
                launch {
                    delay(10.seconds)
                    orders.send("42")
                }

                val answer = SqsClient.create().receiveMessage { it.queueUrl(orders.url).waitTimeSeconds(20) }

                assertEquals("42", answer.messages().single().body())
            }
        }

    @Test
    fun `a mock without coroutines`() {
        MockAws.start().use { aws ->
            val orders = aws.sqs.queue("orders")

            SqsClient.create().sendMessage { it.queueUrl(orders.url).messageBody("42") }

            assertEquals("42", orders.messages().single().body)
        }
    }
}
