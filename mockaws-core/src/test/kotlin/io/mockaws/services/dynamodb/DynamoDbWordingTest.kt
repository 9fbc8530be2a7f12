package io.mockaws.services.dynamodb

import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes
import software.amazon.awssdk.services.dynamodb.model.ReturnValue
import software.amazon.awssdk.services.dynamodb.model.Select
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem
import software.amazon.awssdk.services.dynamodb.model.WriteRequest

/**
 * The words in which requests are refused, which depend on the operation. Checked against what
 * https://github.com/paritysuite/dynamodb-conformance (tests/tier3/error-messages) recorded in us-east-1 in October 2026,
 * and against moto's tests that ran on AWS in August 2026.
 */
class DynamoDbWordingTest : DynamoDbContract() {
    private val key = mapOf("id" to s("a"))
    private val invalid = "One or more parameter values were invalid:"
    private val notNumeric = "The parameter cannot be converted to a numeric value"
    private val overflow = "Number overflow. Attempting to store a number with magnitude larger than supported range"
    private val underflow = "Number underflow. Attempting to store a number with magnitude smaller than supported range"

    /** A value, and how the operations with AWS's new checks and those with the older ones refuse it. */
    private val refused =
        listOf(
            Triple(AttributeValue.fromN("abc"), "$notNumeric: abc", "$notNumeric: abc"),
            Triple(AttributeValue.fromN("0x10"), "$notNumeric: 0x10", "$notNumeric: 0x10"),
            Triple(AttributeValue.fromN(""), "$notNumeric: ", notNumeric),
            Triple(AttributeValue.fromN("1e126"), overflow, overflow),
            Triple(AttributeValue.fromN("1E-131"), underflow, underflow),
            AttributeValue.fromN("1".repeat(39)).let { Triple(it, TOO_PRECISE, TOO_PRECISE) },
            Triple(
                AttributeValue.fromSs(listOf("b", "a", "b")),
                "$invalid Input collection [\"a\", \"b\", \"b\"] contains duplicates.",
                "$invalid Input collection [b, a, b] contains duplicates.",
            ),
            Triple(
                AttributeValue.fromBs(
                    listOf(-1, 0, 0).map {
                        software.amazon.awssdk.core.SdkBytes.fromByteArray(byteArrayOf(it.toByte()))
                    }
                ),
                "$invalid Input collection [\"AA==\",\"/w==\",\"AA==\"]of type BS contains duplicates.",
                "$invalid Input collection [/w==, AA==, AA==]of type BS contains duplicates.",
            ),
            Triple(
                AttributeValue.fromNs(listOf("2", "1", "2.0")),
                "$invalid Input collection contains duplicates.",
                "Input collection contains duplicates",
            ),
            "$invalid An string set  may not be empty".let { Triple(AttributeValue.fromSs(emptyList()), it, it) },
            EMPTY.let { Triple(AttributeValue.builder().build(), it, it) },
            SEVERAL.let { Triple(AttributeValue.builder().s("a").n("1").build(), it, it) },
        )

    @BeforeEach
    fun make() {
        aws.dynamoDb.table("things", partitionKey = "id")
    }

    @Test
    fun `a write of one item tells a bad value as one validation error, wherever the value is`() {
        for ((value, message, _) in refused) {
            val one = "1 validation error detected: $message"
            validation(one) { client.putItem { it.tableName("things").item(key + ("v" to value)) } }
            validation(one) { client.putItem { it.tableName("things").item(key + ("v" to AttributeValue.fromL(listOf(value)))) } }
            validation(one) {
                client.putItem {
                    it.tableName("things").item(key).conditionExpression("v = :v").expressionAttributeValues(mapOf(":v" to value))
                }
            }
            validation(one) {
                client.updateItem {
                    it.tableName("things").key(key).updateExpression("SET v = :v").expressionAttributeValues(mapOf(":v" to value))
                }
            }
            validation(one) { client.deleteItem { it.tableName("things").key(mapOf("id" to value)) } }
        }
    }

    @Test
    fun `an exponent that no number has is out of range`() {
        val out = mapOf("1e99999999999" to overflow, "-1e2147483648" to overflow, "1e2147483647" to overflow, "1e-99999999999" to underflow)
        for ((text, message) in out) {
            validation("1 validation error detected: $message") {
                client.putItem { it.tableName("things").item(key + ("v" to AttributeValue.fromN(text))) }
            }
        }
    }

    @Test
    fun `GetItem and Query tell the value alone`() {
        for ((value, message, _) in refused) {
            validation(message) { client.getItem { it.tableName("things").key(mapOf("id" to value)) } }
            validation(message) {
                client.query {
                    it
                        .tableName("things")
                        .keyConditionExpression("id = :id")
                        .filterExpression("v = :v")
                        .expressionAttributeValues(mapOf(":id" to s("a"), ":v" to value))
                }
            }
        }
    }

    @Test
    fun `batches, transactions and Scan keep the older words`() {
        for ((value, _, older) in refused) {
            val put = WriteRequest.builder().putRequest { it.item(key + ("v" to value)) }.build()
            validation(older) { client.batchWriteItem { it.requestItems(mapOf("things" to listOf(put))) } }
            validation("ExpressionAttributeValues contains invalid value: $older for key :v") {
                client.scan { it.tableName("things").filterExpression("v = :v").expressionAttributeValues(mapOf(":v" to value)) }
            }
            val update =
                TransactWriteItem.builder().update {
                    it.tableName("things").key(key).updateExpression("SET v = :v").expressionAttributeValues(mapOf(":v" to value))
                }
            validation("ExpressionAttributeValues contains invalid value: $older for key :v") {
                client.transactWriteItems { it.transactItems(update.build()) }
            }
        }
    }

    @Test
    fun `expressions and their placeholders are part of the one validation error`() {
        fun one(
            message: String,
            names: Map<String, String>? = null,
            values: Map<String, AttributeValue>? = null,
            condition: String? = null,
        ) = validation("1 validation error detected: $message") {
            client.deleteItem {
                it
                    .tableName("things")
                    .key(key)
                    .conditionExpression(condition)
                    .expressionAttributeNames(names)
                    .expressionAttributeValues(values)
            }
        }
        one("ExpressionAttributeValues can only be specified when using expressions", values = mapOf(":v" to s("x")))
        one("ExpressionAttributeNames can only be specified when using expressions", names = mapOf("#a" to "a"))
        one("ExpressionAttributeValues must not be empty", values = emptyMap(), condition = "attribute_exists(a)")
        one("Invalid ConditionExpression: The expression can not be empty;", condition = "")
        one(
            "Invalid ConditionExpression: An expression attribute value used in expression is not defined; attribute value: :v",
            condition = "a = :v",
        )
        one(
            "Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}",
            names = mapOf("#b" to "b"),
            condition = "attribute_exists(a)",
        )
    }

    @Test
    fun `what takes the table to see is told as it is`() {
        validation("The provided key element does not match the schema") {
            client.deleteItem { it.tableName("things").key(mapOf("other" to s("a"))) }
        }
        validation("$invalid Cannot update attribute id. This attribute is part of the key") {
            client.updateItem {
                it.tableName("things").key(key).updateExpression("SET id = :v").expressionAttributeValues(mapOf(":v" to s("b")))
            }
        }
    }

    @Test
    fun `Query tells a Select that does not fit as one validation error, Scan as it is`() {
        val message = "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName"
        validation("1 validation error detected: $message") {
            client.query {
                it
                    .tableName("things")
                    .keyConditionExpression("id = :id")
                    .expressionAttributeValues(mapOf(":id" to s("a")))
                    .select(Select.ALL_PROJECTED_ATTRIBUTES)
            }
        }
        validation(message) { client.scan { it.tableName("things").select(Select.ALL_PROJECTED_ATTRIBUTES) } }
    }

    @Test
    fun `BatchWriteItem needs something to write`() {
        validation("The requestItems parameter is required for BatchWriteItem") { client.batchWriteItem { it.requestItems(emptyMap()) } }
    }

    @Test
    fun `BatchGetItem tells of too many and too few keys without showing them`() {
        val constraint = "failed to satisfy constraint: Member must have length"
        fun one(at: String) = "1 validation error detected: Value at '$at' $constraint"
        validation("${one("RequestItems")} greater than or equal to 1") { client.batchGetItem { it.requestItems(emptyMap()) } }
        for ((keys, bound) in listOf(emptyList<Int>() to "greater than or equal to 1", (0..100).toList() to "less than or equal to 100")) {
            val wanted = KeysAndAttributes.builder().keys(keys.map { mapOf("id" to s("$it")) }).build()
            validation("${one("RequestItems.things.member.Keys")} $bound") {
                client.batchGetItem { it.requestItems(mapOf("things" to wanted)) }
            }
        }
    }

    @Test
    fun `several errors of members stay several`() {
        validation(
            "2 validation errors detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null; " +
                "Value null at 'key' failed to satisfy constraint: Member must not be null",
        ) { client.deleteItem { it.returnValues(ReturnValue.NONE) } }
    }

    private companion object {
        const val TOO_PRECISE = "Attempting to store more than 38 significant digits in a Number"
        const val EMPTY = "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"
        const val SEVERAL =
            "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes"
    }
}
