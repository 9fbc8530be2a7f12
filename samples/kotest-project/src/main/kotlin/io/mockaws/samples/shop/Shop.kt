package io.mockaws.samples.shop

import aws.sdk.kotlin.services.s3.S3Client
import aws.sdk.kotlin.services.s3.putObject
import aws.smithy.kotlin.runtime.content.ByteStream
import software.amazon.awssdk.services.sqs.SqsClient
import software.amazon.awssdk.services.sqs.model.Message

/** A program as it is: it builds its clients itself, of either SDK. */
class Shop {
    private val sqs = SqsClient.create()
    private val queueUrl by lazy { sqs.getQueueUrl { it.queueName("orders") }.queueUrl() }

    fun order(id: String) {
        sqs.sendMessage { it.queueUrl(queueUrl).messageBody(id) }
    }

    /** Takes orders, each with a receipt; an order whose receipt cannot be written comes back later. */
    suspend fun work() {
        for (message in receive()) {
            S3Client.fromEnvironment().use { s3 ->
                s3.putObject {
                    bucket = "receipts"
                    key = "${message.body()}.json"
                    body = ByteStream.fromString("""{"order":"${message.body()}"}""")
                }
            }
            sqs.deleteMessage { it.queueUrl(queueUrl).receiptHandle(message.receiptHandle()) }
        }
    }

    private fun receive(): List<Message> = sqs.receiveMessage {
        it.queueUrl(queueUrl).maxNumberOfMessages(10)
    }.messages()
}
