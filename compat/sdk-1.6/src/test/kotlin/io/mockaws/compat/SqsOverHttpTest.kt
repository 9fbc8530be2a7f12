package io.mockaws.compat

import aws.sdk.kotlin.runtime.auth.credentials.StaticCredentialsProvider
import aws.sdk.kotlin.services.sqs.SqsClient
import aws.sdk.kotlin.services.sqs.createQueue
import aws.sdk.kotlin.services.sqs.deleteMessage
import aws.sdk.kotlin.services.sqs.getQueueUrl
import aws.sdk.kotlin.services.sqs.model.QueueDoesNotExist
import aws.sdk.kotlin.services.sqs.receiveMessage
import aws.sdk.kotlin.services.sqs.sendMessage
import aws.smithy.kotlin.runtime.auth.awscredentials.Credentials
import aws.smithy.kotlin.runtime.net.url.Url
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.ktor.MockAwsServer
import kotlinx.coroutines.async
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test

/** The Kotlin SDK's SQS client, which exists in this set alone, against a server that verifies its signatures. */
class SqsOverHttpTest {
    @Test
    fun `a message goes through a queue`() =
        runBlocking<Unit> {
            MockAws.start(MockAwsOptions.builder().intercept(false).build()).use { mock ->
                mock.verifySignatures(mapOf("test" to "secret"))
                MockAwsServer.start(mock).use { server ->
                    SqsClient {
                        endpointUrl = Url.parse("${server.endpoint}")
                        region = "us-east-1"
                        credentialsProvider = StaticCredentialsProvider(Credentials("test", "secret"))
                    }.use { sqs ->
                        val url = sqs.createQueue { queueName = "orders" }.queueUrl!!
                        url shouldStartWith "${server.endpoint}/"
                        val waiting =
                            async {
                                sqs.receiveMessage {
                                    queueUrl = url
                                    waitTimeSeconds = 20
                                }.messages!!.single()
                            }
                        sqs.sendMessage {
                            queueUrl = url
                            messageBody = "ü <1>"
                        }
                        val message = waiting.await()
                        message.body shouldBe "ü <1>"
                        sqs.deleteMessage {
                            queueUrl = url
                            receiptHandle = message.receiptHandle
                        }
                        shouldThrow<QueueDoesNotExist> { sqs.getQueueUrl { queueName = "none" } }
                    }
                }
            }
        }
}
