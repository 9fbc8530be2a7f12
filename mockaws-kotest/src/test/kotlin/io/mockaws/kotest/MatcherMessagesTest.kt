package io.mockaws.kotest

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.MockClock
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import kotlin.time.Instant

/** Every matcher when it fails: each message is a file of its own. */
class MatcherMessagesTest : FunSpec({
    extension(
        MockAwsExtension(clock = MockClock.MANUAL, startAt = Instant.parse("2026-02-03T04:05:06Z")) {
            s3.bucket("receipts")
            s3.bucket("empty")
            sns.topic("paid").publish("42")
            sns.topic("quiet")
            sqs.queue("orders")
            sqs.queue("empty")
            dynamoDb.table("orders")
            dynamoDb.table("empty")
        },
    )

    val failing: Map<String, MockAws.() -> Unit> = mapOf(
        "shouldHaveObject" to { s3.bucket("receipts") shouldHaveObject "43.json" },
        "shouldHaveObject-empty" to { s3.bucket("empty") shouldHaveObject "43.json" },
        "shouldHaveObject-text" to { s3.bucket("receipts").shouldHaveObject("42.json", "later") },
        "shouldHaveObject-text-missing" to { s3.bucket("receipts").shouldHaveObject("43.json", "later") },
        "shouldNotHaveObject" to { s3.bucket("receipts") shouldNotHaveObject "42.json" },
        "shouldHaveObjects" to { s3.bucket("receipts") shouldHaveObjects 2 },
        "bucket-shouldBeEmpty" to { s3.bucket("receipts").shouldBeEmpty() },
        "shouldHavePublished" to { sns.topic("paid") shouldHavePublished "43" },
        "shouldNotHavePublished" to { sns.topic("paid") shouldNotHavePublished "42" },
        "shouldHavePublishedMessages" to { sns.topic("quiet") shouldHavePublishedMessages 1 },
        "shouldHavePublishedNothing" to { sns.topic("paid").shouldHavePublishedNothing() },
        "shouldHaveMessages" to { sqs.queue("orders") shouldHaveMessages 2 },
        "shouldHaveMessages-empty" to { sqs.queue("empty") shouldHaveMessages 2 },
        "shouldHaveMessage" to { sqs.queue("orders") shouldHaveMessage "43" },
        "shouldNotHaveMessage" to { sqs.queue("orders") shouldNotHaveMessage "42" },
        "queue-shouldBeEmpty" to { sqs.queue("orders").shouldBeEmpty() },
        "shouldHaveItem" to { dynamoDb.table("orders") shouldHaveItem mapOf("PK" to "42", "total" to 8) },
        "shouldNotHaveItem" to { dynamoDb.table("orders") shouldNotHaveItem mapOf("total" to 7.0) },
        "shouldHaveItems" to { dynamoDb.table("orders") shouldHaveItems 2 },
        "table-shouldBeEmpty" to { dynamoDb.table("orders").shouldBeEmpty() },
        "shouldHaveReceived" to { this shouldHaveReceived call("sqs", "DeleteMessage") },
        "shouldHaveReceived-assertions" to {
            this shouldHaveReceived call("sqs", "SendMessage") { input["MessageBody"] shouldBe "43" }
        },
        "shouldHaveReceived-times" to { shouldHaveReceived(call("sqs", "SendMessage"), times = 2) },
        "shouldNotHaveReceived" to { this shouldNotHaveReceived call("s3", "PutObject") },
        "shouldHaveReceivedInOrder" to {
            shouldHaveReceivedInOrder(call("sqs", "SendMessage"), call("s3", "PutObject"))
        },
    )

    failing.forEach { (name, assertion) ->
        test("$name says what was expected, what was there, and which calls led to it") {
            Checkout.pay("42")
            DynamoDbClient.create().use { client ->
                client.putItem {
                    it.tableName("orders").item(
                        mapOf("PK" to AttributeValue.fromS("42"), "total" to AttributeValue.fromN("7"))
                    )
                }
            }
            val aws = mockAws()
            messageOf { aws.assertion() } shouldBeGolden name
        }
    }
})
