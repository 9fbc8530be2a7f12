package io.mockaws.services.lambda

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.mockAws
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Test
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** Queues and streams that a test gives its functions: https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html */
class EventSourceFixtureTest {
    @Test
    fun `a function reads a queue in batches of the size and the window that the test asks for`() =
        runTest {
            mockAws {
                val orders = sqs.queue("orders")
                val handler = lambda.function("handle") { null }
                handler.eventSource(orders.arn) {
                    batchSize = 2
                    batchingWindow = 30.seconds
                }
                orders.send("1")
                delay(29.seconds)
                handler.invocations shouldHaveSize 0
                orders.send("2")
                handler.invocations.single().event.records() shouldHaveSize 2
            }
        }

    @Test
    fun `of a batch only what has failed comes back where the function says what that is`() =
        runTest {
            mockAws {
                val orders = sqs.queue("orders") { visibilityTimeout = 10.seconds }
                val handler =
                    lambda.function("handle") { event ->
                        val bad = event.toString().records().filter { it.getValue("body").jsonPrimitive.content == "bad" }
                        val failures = bad.map { mapOf("itemIdentifier" to it.getValue("messageId").jsonPrimitive.content) }
                        mapOf("batchItemFailures" to failures)
                    }
                handler.eventSource(orders.arn) {
                    reportBatchItemFailures = true
                    batchingWindow = 1.seconds
                }
                orders.send("good")
                orders.send("bad")
                delay(5.seconds)
                orders.messages().single().body shouldBe "bad"
            }
        }

    @Test
    fun `a function reads a table's stream from its beginning, and what no filter admits is left out`() =
        runTest {
            mockAws {
                val table = dynamoDb.table("orders", "id").withStream()
                table.put(mapOf("id" to "1"))
                val handler = lambda.function("handle") { null }
                handler.eventSource(table.streamArn) { filter("""{"eventName":["INSERT"]}""") }
                table.put(mapOf("id" to "1", "paid" to true))
                table.put(mapOf("id" to "2"))
                handler.invocations.flatMap { it.event.records() } shouldHaveSize 2
            }
        }

    @Test
    fun `a batch of a stream that fails is given up after as many retries as the test asks for, and told of`() =
        runTest {
            mockAws {
                val table = dynamoDb.table("orders", "id").withStream()
                val failures = sqs.queue("failures")
                val handler = lambda.function("handle") { error("poison") }
                handler.eventSource(table.streamArn) {
                    maximumRetryAttempts = 2
                    onFailure = failures.arn
                }
                table.put(mapOf("id" to "1"))
                delay(10.minutes)
                handler.invocations shouldHaveSize 3
                failures.messages().single().body shouldContain "RetryAttemptsExhausted"
            }
        }

    @Test
    fun `what Lambda refuses is refused, in its words`() =
        runTest {
            mockAws {
                val orders = sqs.queue("orders")
                val handler = lambda.function("handle") { null }
                handler.eventSource(orders.arn)
                shouldThrow<IllegalArgumentException> { handler.eventSource(orders.arn) }.message shouldContain
                    "An event source mapping with"
                shouldThrow<IllegalArgumentException> { handler.eventSource("arn:aws:sqs:us-east-1:123456789012:none") }
                shouldThrow<IllegalArgumentException> { handler.eventSource(orders.arn) { batchingWindow = 5.milliseconds } }
                    .message shouldContain "whole seconds"
            }
        }

    private fun String.records() = Json.parseToJsonElement(this).jsonObject.getValue("Records").jsonArray.map { it.jsonObject }
}
