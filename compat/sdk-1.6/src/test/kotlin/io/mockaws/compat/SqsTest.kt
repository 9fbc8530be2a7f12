package io.mockaws.compat

import aws.sdk.kotlin.services.sqs.SqsClient
import aws.sdk.kotlin.services.sqs.createQueue
import aws.sdk.kotlin.services.sqs.deleteMessage
import aws.sdk.kotlin.services.sqs.getQueueUrl
import aws.sdk.kotlin.services.sqs.model.MessageAttributeValue
import aws.sdk.kotlin.services.sqs.model.QueueDoesNotExist
import aws.sdk.kotlin.services.sqs.receiveMessage
import aws.sdk.kotlin.services.sqs.sendMessage
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.MockClock
import io.mockaws.mockAws
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import kotlin.time.Duration.Companion.hours
import software.amazon.awssdk.services.sqs.SqsAsyncClient as JavaSqsAsyncClient
import software.amazon.awssdk.services.sqs.SqsClient as JavaSqsClient

/** The Kotlin SDK's SQS client exists in this set only; it and both clients of the Java SDK share one queue. */
class SqsTest {
    private fun MockAws.kotlin() = SqsClient { kotlinSdk.configure(this) }

    private fun MockAws.java() = javaSdk.configure(JavaSqsClient.builder()).build()

    private fun MockAws.javaAsync() = javaSdk.configure(JavaSqsAsyncClient.builder()).build()

    @Test
    fun `what Java sends, Kotlin receives with its attributes`() =
        runTest {
            mockAws {
                val url = java().createQueue { it.queueName("orders") }.queueUrl()
                java().sendMessage { request ->
                    request.queueUrl(url).messageBody("42").messageAttributes(
                        mapOf("kind" to javaAttribute("paid")),
                    )
                }
                kotlin().use { client ->
                    val message =
                        client
                            .receiveMessage {
                                queueUrl = url
                                messageAttributeNames = listOf("All")
                            }.messages!!
                            .single()
                    message.body shouldBe "42"
                    message.messageAttributes!!.getValue("kind").stringValue shouldBe "paid"
                    client.deleteMessage {
                        queueUrl = url
                        receiptHandle = message.receiptHandle
                    }
                }
                sqs.queue("orders").messages().shouldBeEmpty()
            }
        }

    @Test
    fun `what Kotlin sends, both Java clients receive`() =
        runTest {
            mockAws {
                kotlin().use { client ->
                    val url = client.createQueue { queueName = "orders" }.queueUrl!!
                    for (text in listOf("one", "two")) {
                        client.sendMessage {
                            queueUrl = url
                            messageBody = text
                            messageAttributes =
                                mapOf(
                                    "n" to
                                        MessageAttributeValue {
                                            dataType = "Number"
                                            stringValue = "1"
                                        },
                                )
                        }
                    }
                    java().receiveMessage { it.queueUrl(url) }.messages().single().body() shouldBe "one"
                    javaAsync().receiveMessage { it.queueUrl(url) }.join().messages().single().body() shouldBe "two"
                }
            }
        }

    @Test
    fun `a long poll of the Kotlin client is woken by a message from Java`() =
        runTest {
            mockAws(clock = MockClock.MANUAL) {
                kotlin().use { client ->
                    val url = client.createQueue { queueName = "orders" }.queueUrl!!
                    val waiting =
                        async(start = CoroutineStart.UNDISPATCHED) {
                            client.receiveMessage {
                                queueUrl = url
                                waitTimeSeconds = 20
                            }
                        }
                    java().sendMessage { it.queueUrl(url).messageBody("late") }
                    waiting.await().messages!!.single().body shouldBe "late"
                }
            }
        }

    @Test
    fun `a message is back when its visibility timeout has passed`() =
        runTest {
            mockAws(clock = MockClock.MANUAL) {
                kotlin().use { client ->
                    val url = client.createQueue { queueName = "orders" }.queueUrl!!
                    sqs.queue("orders").send("42")

                    suspend fun receive() =
                        client.receiveMessage {
                            queueUrl = url
                            visibilityTimeout = 43_200
                        }
                    receive().messages!!.size shouldBe 1
                    receive().messages.orEmpty().shouldBeEmpty()
                    time.advanceBy(12.hours)
                    receive().messages!!.size shouldBe 1
                }
            }
        }

    @Test
    fun `a missing queue is the exception that the Kotlin client has for it`() =
        runTest {
            mockAws {
                kotlin().use { client -> shouldThrow<QueueDoesNotExist> { client.getQueueUrl { queueName = "none" } } }
            }
        }

    private fun javaAttribute(text: String) =
        software.amazon.awssdk.services.sqs.model.MessageAttributeValue
            .builder()
            .dataType("String")
            .stringValue(text)
            .build()
}
