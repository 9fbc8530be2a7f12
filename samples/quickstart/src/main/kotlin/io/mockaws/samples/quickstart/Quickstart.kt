package io.mockaws.samples.quickstart

import aws.sdk.kotlin.services.dynamodb.DynamoDbClient
import aws.sdk.kotlin.services.dynamodb.model.AttributeValue
import aws.sdk.kotlin.services.dynamodb.putItem
import aws.sdk.kotlin.services.s3.S3Client
import aws.sdk.kotlin.services.s3.putObject
import aws.smithy.kotlin.runtime.content.ByteStream
import io.mockaws.MockClock
import io.mockaws.mockAws
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest
import software.amazon.awssdk.services.sqs.model.SendMessageRequest
import kotlin.time.Duration.Companion.hours
import software.amazon.awssdk.services.dynamodb.DynamoDbClient as JavaDynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.AttributeValue as JavaAttributeValue
import software.amazon.awssdk.services.sqs.SqsClient as JavaSqsClient

/**
 * Both SDKs and one backend: what the Kotlin SDK writes, the Java SDK reads, and the fixtures look inside. The clients
 * are built as in production; there is neither an account nor a network.
 */
suspend fun main() =
    mockAws(clock = MockClock.MANUAL) {
        s3.bucket("receipts")
        dynamoDb.table("orders", partitionKey = "id")
        val events = sqs.queue("events")

        S3Client.fromEnvironment().use { client ->
            client.putObject {
                bucket = "receipts"
                key = "42.json"
                body = ByteStream.fromString("""{"order": 42, "total": "19.99"}""")
            }
        }
        DynamoDbClient.fromEnvironment().use { client ->
            client.putItem {
                tableName = "orders"
                item = mapOf("id" to AttributeValue.S("42"), "total" to AttributeValue.N("19.99"))
            }
        }
        println("S3 holds     ${s3.bucket("receipts").text("42.json")}")

        JavaDynamoDbClient.create().use { client ->
            val key = mapOf("id" to JavaAttributeValue.fromS("42"))
            val item = client.getItem(GetItemRequest.builder().tableName("orders").key(key).build()).item()
            println("Java reads   total = ${item.getValue("total").n()}")
        }
        JavaSqsClient.create().use { client ->
            client.sendMessage(SendMessageRequest.builder().queueUrl(events.url).messageBody("42 paid").build())
            val receive = ReceiveMessageRequest.builder().queueUrl(events.url).visibilityTimeout(12 * 60 * 60).build()
            println("received     ${client.receiveMessage(receive).messages().map { it.body() }}")
            println("in flight    ${client.receiveMessage(receive).messages().map { it.body() }}")
            time.advanceBy(12.hours)
            println("12 h later   ${client.receiveMessage(receive).messages().map { it.body() }}")
        }
        println("calls        ${calls().map { "${it.service}:${it.operation}" }}")
    }
