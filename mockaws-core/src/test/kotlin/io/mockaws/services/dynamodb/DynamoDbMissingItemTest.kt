package io.mockaws.services.dynamodb

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.dynamodb.model.AttributeAction
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.AttributeValueUpdate
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException
import software.amazon.awssdk.services.dynamodb.model.ReturnValue
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest

/**
 * Where there is no item, "DELETE causes nothing to happen; there is no attribute to delete"
 * (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html). Alternator's authors saw the
 * same of REMOVE, and what comes of it, at AWS (https://github.com/scylladb/scylladb, test/alternator/test_item.py,
 * test_update_expression.py and test_streams.py).
 */
class DynamoDbMissingItemTest : DynamoDbStreamsContract() {
    private fun update(configure: UpdateItemRequest.Builder.() -> Unit) =
        client.updateItem {
            it.tableName("people").key(mapOf("id" to s("a"))).returnValues(ReturnValue.ALL_NEW)
            it.configure()
        }

    private fun isThere() = client.getItem { it.tableName("people").key(mapOf("id" to s("a"))) }.hasItem()

    @Test
    fun `an update that only takes away makes no item and no record`() {
        table()
        val arn = describe().latestStreamArn()
        for (expression in listOf("REMOVE g", "REMOVE g.h, l[0]")) update { updateExpression(expression) }.hasAttributes() shouldBe false
        update {
            updateExpression("DELETE g :g").expressionAttributeValues(mapOf(":g" to AttributeValue.fromSs(listOf("x"))))
        }.hasAttributes() shouldBe false
        val removal = AttributeValueUpdate.builder().action(AttributeAction.DELETE).build()
        update { attributeUpdates(mapOf("g" to removal)) }.hasAttributes() shouldBe false
        client.transactWriteItems { write ->
            write.transactItems({ item ->
                item.update { it.tableName("people").key(mapOf("id" to s("a"))).updateExpression("REMOVE g") }
            })
        }
        isThere() shouldBe false
        val shard = streams.describeStream { it.streamArn(arn) }.streamDescription().shards().single().shardId()
        val iterator = streams.getShardIterator {
            it.streamArn(arn).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON)
        }.shardIterator()
        streams.getRecords { it.shardIterator(iterator) }.records().shouldBeEmpty()
    }

    @Test
    fun `an update that does nothing, or gives something, makes the item`() {
        table()
        update { attributeUpdates(emptyMap()) }.attributes() shouldBe mapOf("id" to s("a"))
        delete("a")
        update { updateExpression("REMOVE g SET h = :h").expressionAttributeValues(mapOf(":h" to s("x"))) }.attributes() shouldBe
            mapOf("id" to s("a"), "h" to s("x"))
    }

    @Test
    fun `the condition is looked at first`() {
        table()
        shouldThrow<ConditionalCheckFailedException> { update { updateExpression("REMOVE g").conditionExpression("attribute_exists(id)") } }
        update { updateExpression("REMOVE g").conditionExpression("attribute_not_exists(id)") }
        isThere() shouldBe false
    }
}
