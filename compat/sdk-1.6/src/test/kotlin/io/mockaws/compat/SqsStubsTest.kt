package io.mockaws.compat

import aws.sdk.kotlin.services.sqs.SqsClient
import aws.sdk.kotlin.services.sqs.getQueueUrl
import aws.sdk.kotlin.services.sqs.listQueues
import aws.sdk.kotlin.services.sqs.model.Message
import aws.sdk.kotlin.services.sqs.model.MessageSystemAttributeName
import aws.sdk.kotlin.services.sqs.model.QueueDoesNotExist
import aws.sdk.kotlin.services.sqs.model.ReceiveMessageResponse
import aws.sdk.kotlin.services.sqs.model.SendMessageResponse
import aws.sdk.kotlin.services.sqs.receiveMessage
import aws.sdk.kotlin.services.sqs.sendMessage
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test

/** Stubs by the Kotlin SDK's own SQS classes, whose client exists in this set alone. */
class SqsStubsTest {
    @Test
    fun `responses and exceptions of the SDK's own classes`() =
        runTest {
            mockAws {
                val digest = "5d41402abc4b2a76b9719d911017c592"
                stub {
                    val sent =
                        SendMessageResponse {
                            messageId = "1"
                            md5OfMessageBody = digest
                        }
                    respond("sqs", "SendMessage", sent, expected = mapOf("QueueUrl" to any(), "MessageBody" to "hello"))
                    val message =
                        Message {
                            body = "hello"
                            md5OfBody = digest
                            attributes = mapOf(MessageSystemAttributeName.SentTimestamp to "1")
                        }
                    respond("sqs", "ReceiveMessage", ReceiveMessageResponse { messages = listOf(message) })
                    fail("sqs", "GetQueueUrl", QueueDoesNotExist {})
                }
                val sqs = SqsClient { kotlinSdk.configure(this) }
                val sent =
                    sqs.sendMessage {
                        queueUrl = "http://q"
                        messageBody = "hello"
                    }
                sent.messageId shouldBe "1"
                val received = sqs.receiveMessage { queueUrl = "http://q" }.messages!!.single()
                received.body shouldBe "hello"
                received.attributes shouldBe mapOf(MessageSystemAttributeName.SentTimestamp to "1")
                shouldThrow<QueueDoesNotExist> { sqs.getQueueUrl { queueName = "q" } }
            }
        }

    @Test
    fun `throttled and refused calls are tried again`() =
        runTest {
            mockAws {
                faults {
                    throttle().on("sqs").first(1)
                    refuseConnection().on("sqs").first(1)
                }
                SqsClient { kotlinSdk.configure(this) }.listQueues {}
                calls("sqs").map { it.errorCode } shouldBe listOf("RequestThrottled", "ConnectionRefused", null)
            }
        }
}
