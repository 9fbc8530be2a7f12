package io.mockaws.services.lambda

import aws.sdk.kotlin.services.dynamodb.DynamoDbClient
import aws.sdk.kotlin.services.dynamodb.model.AttributeValue
import aws.sdk.kotlin.services.dynamodb.putItem
import aws.sdk.kotlin.services.lambda.LambdaClient
import aws.sdk.kotlin.services.lambda.invoke
import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Test
import kotlin.time.Duration.Companion.minutes

/** What docs/lambda.md shows. */
class LambdaGuideTest {
    @Test
    fun `an order is paid by a function`() = runTest {
        mockAws {
            dynamoDb.table("payments", "order")
            lambda.function("pay") { event ->
                val order = event.jsonObject.getValue("order").jsonPrimitive.content
                DynamoDbClient.fromEnvironment().use { db ->
                    db.putItem {
                        tableName = "payments"
                        item = mapOf("order" to AttributeValue.S(order))
                    }
                }
                mapOf("paid" to order)
            }

            val answer = LambdaClient.fromEnvironment().use {
                it.invoke {
                    functionName = "pay"
                    payload = """{"order":"42"}""".encodeToByteArray()
                }
            }

            answer.payload!!.decodeToString() shouldBe """{"paid":"42"}"""
            lambda.function("pay").invocations.single().event shouldBe """{"order":"42"}"""
        }
    }

    @Test
    fun `a function answers at its URL`() = runTest {
        mockAws {
            val hello = lambda.function("hello") { event ->
                mapOf("statusCode" to 200, "body" to "Hello from ${event.jsonObject.getValue("rawPath").jsonPrimitive.content}")
            }

            hello.url().get("/tea").body shouldBe "Hello from /tea"
        }
    }

    @Test
    fun `an order that cannot be handled ends among the dead letters`() = runTest {
        mockAws {
            val dead = sqs.queue("dead")
            val orders = sqs.queue("orders") { deadLetterQueue(dead, maxReceiveCount = 3) }
            val handler = lambda.function("handle") { error("poison") }
            handler.eventSource(orders.arn)

            orders.send("42")
            delay(2.minutes)

            handler.invocations.size shouldBe 3
            dead.messages().single().body shouldBe "42"
        }
    }
}
