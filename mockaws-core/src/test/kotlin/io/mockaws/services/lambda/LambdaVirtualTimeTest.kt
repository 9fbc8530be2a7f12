package io.mockaws.services.lambda

import aws.sdk.kotlin.services.dynamodb.DynamoDbClient
import aws.sdk.kotlin.services.dynamodb.model.AttributeValue
import aws.sdk.kotlin.services.dynamodb.putItem
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withContext
import org.junit.jupiter.api.Test
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TimeSource

/** Functions that suspend, in the time of `runTest`. */
class LambdaVirtualTimeTest {
    @Test
    fun `no time passes while a function works on another thread`() =
        runTest {
            mockAws {
                val dead = sqs.queue("dead")
                val orders =
                    sqs.queue("orders") {
                        visibilityTimeout = 10.seconds
                        deadLetterQueue(dead, maxReceiveCount = 3)
                    }
                var attempts = 0
                val handler =
                    lambda.function("pay") {
                        check(++attempts == 3) { "not yet" }
                        withContext(Dispatchers.IO) { Thread.sleep(100) }
                    }
                handler.eventSource(orders.arn)
                orders.send("42")
                delay(10.minutes)
                handler.invocations shouldHaveSize 3
                handler.invocations.last().duration shouldBe 0.seconds
                dead.messages() shouldHaveSize 0
            }
        }

    @Test
    fun `a client that a function makes reads its configuration in no time`() =
        runTest {
            mockAws {
                dynamoDb.table("orders", "id")
                val orders = sqs.queue("orders")
                val handler =
                    lambda.function("pay") {
                        DynamoDbClient.fromEnvironment().use { db ->
                            db.putItem {
                                tableName = "orders"
                                item = mapOf("id" to AttributeValue.S("42"))
                            }
                        }
                        null
                    }
                handler.eventSource(orders.arn)
                orders.send("42")
                delay(10.minutes)
                handler.invocations.single().duration shouldBe 0.seconds
                dynamoDb.table("orders").count shouldBe 1
            }
        }

    @Test
    fun `a function that waits for the test lets time pass`() =
        runTest {
            mockAws {
                val gate = CompletableDeferred<Unit>()
                val orders = sqs.queue("orders") { delay = 5.seconds }
                val handler =
                    lambda.function("pay") {
                        gate.await()
                        null
                    }
                handler.configure { timeout = 1.minutes }.eventSource(orders.arn)
                launch {
                    delay(25.seconds)
                    gate.complete(Unit)
                }
                val start = TimeSource.Monotonic.markNow()
                orders.send("42")
                delay(2.minutes)
                handler.invocations.single().duration shouldBe 20.seconds
                (start.elapsedNow() < 5.seconds) shouldBe true
            }
        }
}
