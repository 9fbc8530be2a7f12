package io.mockaws.kotest

import aws.smithy.kotlin.runtime.content.ByteStream
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.sqs.SqsClient
import aws.sdk.kotlin.services.s3.S3Client as KotlinS3Client
import aws.sdk.kotlin.services.s3.putObject as putKotlinObject

/** The code under test: it makes its clients itself, once, and knows of no mock. */
object Checkout {
    private val s3 by lazy { S3Client.create() }
    private val sqs by lazy { SqsClient.create() }

    /** Leaves a receipt and an event. */
    fun pay(order: String) {
        s3.putObject({ it.bucket("receipts").key("$order.json") }, RequestBody.fromString("""{"order":"$order"}"""))
        sqs.sendMessage { it.queueUrl(sqs.getQueueUrl { q -> q.queueName("orders") }.queueUrl()).messageBody(order) }
    }

    /** The same through a client that suspends. */
    suspend fun payLater(order: String) {
        KotlinS3Client.fromEnvironment().use { client ->
            client.putKotlinObject {
                bucket = "receipts"
                key = "$order.json"
                body = ByteStream.fromString("later")
            }
        }
    }
}

/** The message that [assertion] fails with. */
fun messageOf(assertion: () -> Unit): String {
    val failure =
        try {
            assertion()
            null
        } catch (failed: AssertionError) {
            failed
        }
    return checkNotNull(failure) { "It should have failed" }.message.orEmpty()
}
