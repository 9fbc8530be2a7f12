package io.mockaws.testing

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.MockClock
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.core.SdkPojo
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.BillingMode
import software.amazon.awssdk.services.dynamodb.model.KeyType
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity
import software.amazon.awssdk.services.dynamodb.model.ReturnValue
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType
import software.amazon.awssdk.services.s3.model.Delete
import software.amazon.awssdk.services.s3.model.ObjectAttributes
import software.amazon.awssdk.services.s3.model.ObjectIdentifier
import software.amazon.awssdk.services.s3.model.Tag
import software.amazon.awssdk.services.s3.model.Tagging
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue
import software.amazon.awssdk.services.sqs.model.QueueAttributeName
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry

/** What a service answered, taken from the journal and stubbed in another mock, is the same answer to the client. */
class ReplayTest {
    private val item =
        mapOf(
            "id" to AttributeValue.fromS("1"),
            "n" to AttributeValue.fromN("1.5"),
            "b" to AttributeValue.fromB(SdkBytes.fromUtf8String("x")),
            "l" to AttributeValue.fromL(listOf(AttributeValue.fromBool(true), AttributeValue.fromNul(true))),
            "ss" to AttributeValue.fromSs(listOf("a", "b")),
        )

    private fun MockAws.dynamoDbCalls(): List<SdkPojo> {
        val client = javaDynamoDb
        val key = mapOf("id" to AttributeValue.fromS("1"))
        return listOf(
            client.createTable { r ->
                r.tableName("orders").billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions({ it.attributeName("id").attributeType(ScalarAttributeType.S) })
                    .keySchema({ it.attributeName("id").keyType(KeyType.HASH) })
            },
            client.describeTable { it.tableName("orders") },
            client.putItem { it.tableName("orders").item(item).returnConsumedCapacity(ReturnConsumedCapacity.INDEXES) },
            client.getItem { it.tableName("orders").key(key).returnConsumedCapacity(ReturnConsumedCapacity.TOTAL) },
            client.query {
                it.tableName(
                    "orders"
                ).keyConditionExpression("id = :id").expressionAttributeValues(mapOf(":id" to AttributeValue.fromS("1")))
            },
            client.scan { it.tableName("orders") },
            client.updateItem {
                it.tableName("orders").key(key).updateExpression("ADD n :one").returnValues(ReturnValue.ALL_NEW)
                    .expressionAttributeValues(mapOf(":one" to AttributeValue.fromN("1")))
            },
            client.batchGetItem { r -> r.requestItems(mapOf("orders" to keys(key))) },
            client.deleteItem { it.tableName("orders").key(key).returnValues(ReturnValue.ALL_OLD) },
            client.describeLimits(),
            client.listTables(),
        )
    }

    private fun keys(key: Map<String, AttributeValue>) =
        software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes.builder().keys(key).build()

    private fun MockAws.s3Calls(): List<SdkPojo> {
        val client = javaS3
        return listOf(
            client.createBucket { it.bucket("box") },
            client.listBuckets(),
            client.putObject({ it.bucket("box").key("k 1").metadata(mapOf("a" to "b")).tagging("x=y") }, RequestBody.fromString("content")),
            client.headObject { it.bucket("box").key("k 1") },
            client.getObjectAttributes {
                it.bucket("box").key("k 1").objectAttributes(ObjectAttributes.E_TAG, ObjectAttributes.OBJECT_SIZE)
            },
            client.getObjectTagging { it.bucket("box").key("k 1") },
            client.putObjectTagging { r ->
                r.bucket("box").key("k 1").tagging(Tagging.builder().tagSet(Tag.builder().key("a").value("b").build()).build())
            },
            client.copyObject { it.sourceBucket("box").sourceKey("k 1").destinationBucket("box").destinationKey("c/2") },
            client.listObjectsV2 { it.bucket("box").delimiter("/") },
            client.listObjects { it.bucket("box").maxKeys(1) },
            client.getBucketLocation { it.bucket("box") },
            client.createMultipartUpload { it.bucket("box").key("m") },
            client.listMultipartUploads { it.bucket("box") },
            client.deleteObjects { r ->
                r.bucket("box").delete(Delete.builder().objects(ObjectIdentifier.builder().key("k 1").build()).build())
            },
            client.deleteObject { it.bucket("box").key("c/2") },
        )
    }

    private fun MockAws.sqsCalls(): List<SdkPojo> {
        val client = javaSqs
        val created = client.createQueue { it.queueName("q").tags(mapOf("a" to "b")) }
        val url = created.queueUrl()
        val attribute = MessageAttributeValue.builder().dataType("Binary").binaryValue(SdkBytes.fromUtf8String("x")).build()
        val entries = listOf("1", "2").map { SendMessageBatchRequestEntry.builder().id(it).messageBody("body $it").build() }
        return listOf(
            created,
            client.sendMessage { it.queueUrl(url).messageBody("é").messageAttributes(mapOf("a" to attribute)) },
            client.sendMessageBatch { it.queueUrl(url).entries(entries) },
            client.receiveMessage {
                it.queueUrl(url).maxNumberOfMessages(10).messageAttributeNames("All").messageSystemAttributeNamesWithStrings("All")
            },
            client.getQueueAttributes { it.queueUrl(url).attributeNames(QueueAttributeName.ALL) },
            client.listQueueTags { it.queueUrl(url) },
            client.listQueues(),
            client.purgeQueue { it.queueUrl(url) },
        )
    }

    private fun check(run: MockAws.() -> List<SdkPojo>) {
        val (answers, recorded) = MockAws.start { it.clock(MockClock.MANUAL) }.use { it.run() to it.calls() }
        MockAws.start().use { aws ->
            aws.stub { recorded.forEach { respond(it.service, it.operation, it.output!!, expected = expectable(it)) } }
            val replayed = aws.run()
            answers.zip(replayed).forEach { (first, second) ->
                withClue("$first and $second") {
                    second.equalsBySdkFields(first) shouldBe
                        true
                }
            }
            aws.calls().map { it.output } shouldBe recorded.map { it.output }
        }
    }

    /** A stream is described in the journal, and cannot be expected. */
    private fun expectable(call: Call) = if ("Body" in call.input) null else call.input

    @Test
    fun `DynamoDB's answers`() = check { dynamoDbCalls() }

    @Test
    fun `S3's answers`() = check { s3Calls() }

    @Test
    fun `SQS's answers`() = check { sqsCalls() }
}
