package io.mockaws.services.dynamodb

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.AfterEach
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.BillingMode
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException
import software.amazon.awssdk.services.dynamodb.model.KeyType
import software.amazon.awssdk.services.dynamodb.model.Record
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType
import software.amazon.awssdk.services.dynamodb.model.StreamDescription
import software.amazon.awssdk.services.dynamodb.model.TableDescription
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient

/** A mock whose clock is moved by the test alone, with the clients of tables and of their streams. */
abstract class DynamoDbStreamsContract : DynamoDbContract() {
    protected val streams: DynamoDbStreamsClient = aws.javaSdk.configure(DynamoDbStreamsClient.builder()).build()

    init {
        aws.time.freeze()
    }

    @AfterEach
    fun closeStreams() = streams.close()

    /** A table with the key `id`; what CreateTable tells of it. */
    protected fun table(
        viewType: String? = "NEW_AND_OLD_IMAGES",
        name: String = "people",
    ): TableDescription =
        client.createTable { create ->
            create.tableName(name).billingMode(BillingMode.PAY_PER_REQUEST).keySchema(key("id", KeyType.HASH))
                .attributeDefinitions(AttributeDefinition.builder().attributeName("id").attributeType("S").build())
            if (viewType != null) create.streamSpecification { it.streamEnabled(true).streamViewType(viewType) }
        }.tableDescription()

    protected fun describe(name: String = "people"): TableDescription = client.describeTable { it.tableName(name) }.table()

    protected fun enable(
        viewType: String?,
        name: String = "people",
    ): TableDescription =
        client.updateTable { update ->
            update.tableName(name).streamSpecification { it.streamEnabled(true).streamViewType(viewType) }
        }.tableDescription()

    protected fun disable(name: String = "people"): TableDescription =
        client.updateTable { update -> update.tableName(name).streamSpecification { it.streamEnabled(false) } }.tableDescription()

    protected fun put(
        vararg attributes: Pair<String, String>,
        name: String = "people",
    ) {
        client.putItem { put -> put.tableName(name).item(item(*attributes)) }
    }

    protected fun delete(id: String) {
        client.deleteItem { it.tableName("people").key(item("id" to id)) }
    }

    protected fun item(vararg attributes: Pair<String, String>): Map<String, AttributeValue> = attributes.toMap().mapValues { s(it.value) }

    protected fun arn(name: String = "people"): String = describe(name).latestStreamArn()

    protected fun stream(arn: String = arn()): StreamDescription = streams.describeStream { it.streamArn(arn) }.streamDescription()

    protected fun iterator(
        type: ShardIteratorType = ShardIteratorType.TRIM_HORIZON,
        sequenceNumber: String? = null,
        arn: String = arn(),
    ): String {
        val shard = stream(arn).shards().single().shardId()
        return streams.getShardIterator {
            it.streamArn(arn).shardId(shard).shardIteratorType(type).sequenceNumber(sequenceNumber)
        }.shardIterator()
    }

    protected fun read(iterator: String): List<Record> = streams.getRecords { it.shardIterator(iterator) }.records()

    protected fun records(arn: String = arn()): List<Record> = read(iterator(arn = arn))

    protected fun refused(
        code: String,
        message: String?,
        call: () -> Unit,
    ) {
        val refused = shouldThrow<DynamoDbException> { call() }
        refused.awsErrorDetails().errorCode() shouldBe code
        if (message != null) refused.awsErrorDetails().errorMessage() shouldBe message
        refused.statusCode() shouldBe 400
    }
}
