package io.mockaws.services.dynamodb

import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.KeyType

/**
 * An index that comes after the items has those of them that could have been written to it:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.OnlineOps.ViolationDetection.html
 */
class DynamoDbBackfillTest : DynamoDbContract() {
    private fun put(
        id: String,
        x: AttributeValue,
    ) = client.putItem { it.tableName("things").item(mapOf("id" to s(id), "x" to x, "h" to s("h"))) }

    private fun addIndex(
        name: String,
        type: String,
        vararg keys: Pair<String, KeyType>,
    ) = client.updateTable { update ->
        val types = mapOf("x" to type, "h" to "S")
        update
            .tableName("things")
            .attributeDefinitions(
                keys.map { (key, _) ->
                    AttributeDefinition.builder().attributeName(key).attributeType(types[key]).build()
                }
            )
            .globalSecondaryIndexUpdates({ one ->
                one.create { index ->
                    index.indexName(name).keySchema(
                        keys.map { (key, kind) ->
                            key(key, kind)
                        }
                    ).projection { it.projectionType("KEYS_ONLY") }
                }
            })
    }

    private fun found(index: String) = client.scan { it.tableName("things").indexName(index) }.items().map { it.getValue("id").s() }

    @Test
    fun `items whose key has another type, is empty or is too long are left out`() {
        aws.dynamoDb.table("things", partitionKey = "id")
        put("string", s("x"))
        put("number", n(1))
        put("empty", s(""))
        put("bytes", AttributeValue.fromB(SdkBytes.fromUtf8String("x")))
        put("no bytes", AttributeValue.fromB(SdkBytes.fromUtf8String("")))
        for (length in listOf(1024, 1025, 2048, 2049)) put("$length", s("x".repeat(length)))
        addIndex("byX", "S", "x" to KeyType.HASH)
        addIndex("byHX", "S", "h" to KeyType.HASH, "x" to KeyType.RANGE)
        found("byX").shouldContainExactlyInAnyOrder("string", "1024", "1025", "2048")
        found("byHX").shouldContainExactlyInAnyOrder("string", "1024")
    }

    @Test
    fun `of bytes too, and of numbers`() {
        for ((type, wanted) in listOf("B" to "bytes", "N" to "number")) {
            aws.dynamoDb.table("things", partitionKey = "id")
            put("string", s("x"))
            put("number", n(1))
            put("bytes", AttributeValue.fromB(SdkBytes.fromUtf8String("x")))
            put("no bytes", AttributeValue.fromB(SdkBytes.fromUtf8String("")))
            addIndex("byX", type, "x" to KeyType.HASH)
            found("byX").shouldContainExactlyInAnyOrder(wanted)
            client.deleteTable { it.tableName("things") }
        }
    }
}
