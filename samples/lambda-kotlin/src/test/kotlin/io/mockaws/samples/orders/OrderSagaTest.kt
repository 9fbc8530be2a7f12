package io.mockaws.samples.orders

import io.mockaws.MockAws
import io.mockaws.mockAws
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.Json
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** Minutes of retries pass in milliseconds: functions wait by the test's clock. */
class OrderSagaTest {
    @Test
    fun `an order is paid, though the bank is slow`() = runTest {
        mockAws {
            orders { delay(20.seconds) }

            sqs.queue("orders").send(Json.encodeToString(Order("42", 1999)))
            delay(1.minutes)

            assertEquals("PAID", stateOf("42"))
        }
    }

    @Test
    fun `an order is paid at the third attempt`() = runTest {
        mockAws {
            var attempts = 0
            orders { check(++attempts == 3) { "The bank is closed" } }

            sqs.queue("orders").send(Json.encodeToString(Order("42", 1999)))
            delay(10.minutes)

            assertEquals("PAID", stateOf("42"))
            assertEquals(3, lambda.function("pay").invocations.size)
        }
    }

    @Test
    fun `an order that cannot be paid is cancelled`() = runTest {
        mockAws {
            orders { error("No money") }

            sqs.queue("orders").send(Json.encodeToString(Order("42", 1999)))
            delay(10.minutes)

            assertEquals("CANCELLED", stateOf("42"))
            assertEquals(0, sqs.queue("dead").count)
        }
    }

    /** Two queues and two functions: what the first gives up, the second cleans up after. */
    private fun MockAws.orders(payments: Payments) {
        val orders = Orders(payments)
        dynamoDb.table("orders", "id")
        val dead = sqs.queue("dead")
        val queue =
            sqs.queue("orders") {
                visibilityTimeout = 1.minutes
                deadLetterQueue(dead, maxReceiveCount = 3)
            }
        lambda.function<Messages, Unit>("pay") { orders.pay(it) }
            .configure { timeout = 30.seconds }
            .eventSource(queue.arn)
        lambda.function<Messages, Unit>("cancel") { orders.cancel(it) }.eventSource(dead.arn)
    }

    private fun MockAws.stateOf(order: String) = dynamoDb.table("orders").get(order)?.get("state")
}
