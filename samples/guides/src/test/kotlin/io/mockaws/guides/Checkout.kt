package io.mockaws.guides

import aws.sdk.kotlin.services.s3.S3Client
import aws.sdk.kotlin.services.s3.putObject
import aws.smithy.kotlin.runtime.content.ByteStream
import software.amazon.awssdk.services.sqs.SqsClient

internal class Order(
    val id: String,
    val total: String,
)

/** What the guides test: it builds its clients itself. */
internal class Checkout {
    suspend fun pay(order: Order) {
        S3Client.fromEnvironment().use { s3 ->
            s3.putObject {
                bucket = "receipts"
                key = "${order.id}.json"
                body = ByteStream.fromString("""{"total":"${order.total}"}""")
            }
        }
        SqsClient.create().use { sqs ->
            val url = sqs.getQueueUrl { it.queueName("orders") }.queueUrl()
            sqs.sendMessage { it.queueUrl(url).messageBody(order.id) }
        }
    }
}
