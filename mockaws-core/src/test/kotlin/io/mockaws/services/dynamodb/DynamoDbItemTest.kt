package io.mockaws.services.dynamodb

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.services.dynamodb.model.AttributeAction
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.ComparisonOperator
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity
import software.amazon.awssdk.services.dynamodb.model.ReturnItemCollectionMetrics
import software.amazon.awssdk.services.dynamodb.model.ReturnValue
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure

class DynamoDbItemTest : DynamoDbContract() {
    private val key = mapOf("id" to s("a"))

    @BeforeEach
    fun table() {
        aws.dynamoDb.table("things", partitionKey = "id")
    }

    private fun put(vararg attributes: Pair<String, AttributeValue>) {
        client.putItem { it.tableName("things").item(key + attributes) }
    }

    private fun stored() = client.getItem { it.tableName("things").key(key) }.item()

    @Test
    fun `an item of every type comes back as it was put, numbers in canonical form`() {
        val item =
            key +
                mapOf(
                    "s" to s("text ☃ 😀"),
                    "empty" to s(""),
                    "b" to AttributeValue.fromB(SdkBytes.fromByteArray(byteArrayOf(0, 1, -1))),
                    "ss" to AttributeValue.fromSs(listOf("y", "x")),
                    "bs" to AttributeValue.fromBs(listOf(SdkBytes.fromUtf8String("q"))),
                    "m" to AttributeValue.fromM(mapOf("deep" to AttributeValue.fromL(listOf(n(1), s("z"))))),
                    "no" to AttributeValue.fromBool(false),
                    "nothing" to AttributeValue.fromNul(true),
                    "emptyList" to AttributeValue.fromL(emptyList()),
                    "emptyMap" to AttributeValue.fromM(emptyMap()),
                )
        val numbers = mapOf("n" to AttributeValue.fromN("00123.4500"), "ns" to AttributeValue.fromNs(listOf("1E3", "-0.5")))
        client.putItem { it.tableName("things").item(item + numbers) }
        stored() shouldBe
            item + mapOf("n" to AttributeValue.fromN("123.45"), "ns" to AttributeValue.fromNs(listOf("1000", "-0.5")))
    }

    @Test
    fun `what is not there is no item, and what is no table is not found`() {
        val missing = client.getItem { it.tableName("things").key(mapOf("id" to s("zzz"))) }
        missing.hasItem() shouldBe false
        val refused = shouldThrow<ResourceNotFoundException> { client.getItem { it.tableName("nowhere").key(key) } }
        refused.awsErrorDetails().errorMessage() shouldBe "Requested resource not found"
    }

    @Test
    fun `a table can be named by its ARN`() {
        put("n" to n(1))
        client.getItem { it.tableName("arn:aws:dynamodb:us-east-1:123456789012:table/things").key(key) }.item()["n"] shouldBe n(1)
    }

    @Test
    fun `a condition decides about a put, and the item can come with the refusal`() {
        put("n" to n(1))
        val refused =
            shouldThrow<ConditionalCheckFailedException> {
                client.putItem {
                    it
                        .tableName("things")
                        .item(key)
                        .conditionExpression("attribute_not_exists(id)")
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                }
            }
        refused.awsErrorDetails().errorMessage() shouldBe "The conditional request failed"
        refused.item() shouldBe key + ("n" to n(1))
        stored() shouldBe key + ("n" to n(1))
        client.putItem {
            it.tableName("things").item(key).conditionExpression("n = :n").expressionAttributeValues(mapOf(":n" to n(1)))
        }
        stored() shouldBe key
    }

    @Test
    fun `put and delete return the old item when asked`() {
        put("n" to n(1))
        client.putItem { it.tableName("things").item(key).returnValues(ReturnValue.ALL_OLD) }.attributes() shouldBe key + ("n" to n(1))
        client.deleteItem { it.tableName("things").key(key).returnValues("ALL_OLD") }.attributes() shouldBe key
        client.deleteItem { it.tableName("things").key(key).returnValues("ALL_OLD") }.hasAttributes() shouldBe false
        shouldThrow<ConditionalCheckFailedException> {
            client.deleteItem { it.tableName("things").key(key).conditionExpression("attribute_exists(id)") }
        }
        validation("1 validation error detected: ReturnValues can only be ALL_OLD or NONE") {
            client.putItem { it.tableName("things").item(key).returnValues(ReturnValue.ALL_NEW) }
        }
    }

    @Test
    fun `an update makes the item and returns what is asked for`() {
        fun update(
            expression: String,
            returned: ReturnValue,
        ) = client.updateItem {
            it
                .tableName("things")
                .key(key)
                .updateExpression(expression)
                .expressionAttributeValues(mapOf(":v" to n(5)))
                .returnValues(returned)
        }
        update("SET n = :v", ReturnValue.ALL_OLD).hasAttributes() shouldBe false
        update("SET n = n + :v", ReturnValue.UPDATED_NEW).attributes() shouldBe mapOf("n" to n(10))
        update("SET n = n + :v, o = :v", ReturnValue.UPDATED_OLD).attributes() shouldBe mapOf("n" to n(10))
        update("ADD n :v", ReturnValue.ALL_OLD).attributes() shouldBe key + mapOf("n" to n(15), "o" to n(5))
        update("ADD n :v", ReturnValue.ALL_NEW).attributes() shouldBe key + mapOf("n" to n(25), "o" to n(5))
        client.updateItem { it.tableName("things").key(mapOf("id" to s("new"))) }
        aws.dynamoDb.table("things").get("new") shouldBe mapOf("id" to "new")
    }

    @Test
    fun `an update cannot touch the key and needs its condition`() {
        put("n" to n(1))
        validation("One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key") {
            client.updateItem {
                it.tableName("things").key(key).updateExpression("SET id = :v").expressionAttributeValues(mapOf(":v" to s("b")))
            }
        }
        shouldThrow<ConditionalCheckFailedException> {
            client.updateItem {
                it
                    .tableName("things")
                    .key(key)
                    .updateExpression("SET n = :v")
                    .conditionExpression("n > :v")
                    .expressionAttributeValues(mapOf(":v" to n(5)))
            }
        }
        stored()["n"] shouldBe n(1)
    }

    @Test
    fun `a projection returns only what it names`() {
        put("m" to AttributeValue.fromM(mapOf("a" to n(1), "b" to n(2))), "name" to s("x"))
        client
            .getItem {
                it.tableName("things").key(key).projectionExpression("m.a, #n").expressionAttributeNames(mapOf("#n" to "name"))
            }.item() shouldBe mapOf("m" to AttributeValue.fromM(mapOf("a" to n(1))), "name" to s("x"))
        validation("Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved keyword: name") {
            client.getItem { it.tableName("things").key(key).projectionExpression("name") }
        }
        client.getItem { it.tableName("things").key(key).attributesToGet("name") }.item() shouldBe mapOf("name" to s("x"))
    }

    @Test
    fun `keys are checked against the schema`() {
        validation("The provided key element does not match the schema") {
            client.getItem { it.tableName("things").key(mapOf("id" to n(1))) }
        }
        validation("The provided key element does not match the schema") {
            client.getItem { it.tableName("things").key(key + ("more" to s("x"))) }
        }
        validation("One or more parameter values were invalid: Missing the key id in the item") {
            client.putItem { it.tableName("things").item(mapOf("x" to s("y"))) }
        }
        validation("One or more parameter values were invalid: Type mismatch for key id expected: S actual: N") {
            client.putItem { it.tableName("things").item(mapOf("id" to n(1))) }
        }
        validation(
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty " +
                "string value. Key: id",
        ) { client.putItem { it.tableName("things").item(mapOf("id" to s(""))) } }
        validation(
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty " +
                "string value. Key: id",
        ) { client.getItem { it.tableName("things").key(mapOf("id" to s(""))) } }
        validation("One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes") {
            client.putItem { it.tableName("things").item(mapOf("id" to s("x".repeat(2049)))) }
        }
    }

    @Test
    fun `keys of indexes are checked too`() {
        indexedTable()
        val notEmpty = "The AttributeValue for a key attribute cannot contain an empty string value."
        val indexed = mapOf("pk" to s("p"), "sk" to s("s"))

        fun put(ls: String) {
            client.putItem { it.tableName("indexed").item(indexed + ("ls" to s(ls))) }
        }
        validation(
            "One or more parameter values are not valid. A value specified for a secondary index key is not supported. " +
                "$notEmpty IndexName: local, IndexKey: ls",
        ) { put("") }
        validation(
            "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of " +
                "1024 bytes",
        ) { put("x".repeat(1025)) }
        put("x".repeat(1024))
        validation(
            "One or more parameter values are not valid. The update expression attempted to update a secondary index key " +
                "to a value that is not supported. $notEmpty",
        ) {
            client.updateItem {
                it
                    .tableName("indexed")
                    .key(indexed)
                    .updateExpression("SET ls = :empty")
                    .expressionAttributeValues(mapOf(":empty" to s("")))
            }
        }
    }

    @Test
    fun `an item is as large and as deep as AWS lets it be`() {
        fun nested(levels: Int) = (1..levels).fold(s("x")) { inner, _ -> AttributeValue.fromL(listOf(inner)) }
        validation("Item size has exceeded the maximum allowed size") { put("v" to s("x".repeat(400 * 1024))) }
        // 400 KB less the names and the key: "id" + "a" + "v".
        put("v" to s("x".repeat(400 * 1024 - 4)))
        put("v" to nested(31))
        validation("1 validation error detected: $DEEP") { put("v" to nested(32)) }
        validation("1 validation error detected: $DEEP") {
            client.updateItem {
                it.tableName("things").key(key).updateExpression("SET v = :v").expressionAttributeValues(mapOf(":v" to nested(32)))
            }
        }
    }

    @Test
    fun `members are checked, all at once`() {
        validation("1 validation error detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null") {
            client.getItem { it.key(key) }
        }
        validation(
            "2 validation errors detected: Value 'a;' at 'tableName' failed to satisfy constraint: Member must satisfy regular " +
                "expression pattern: [a-zA-Z0-9_.-]+; Value 'a;' at 'tableName' failed to satisfy constraint: Member must have " +
                "length greater than or equal to 3",
        ) { client.getItem { it.tableName("a;").key(key) } }
        validation(
            "1 validation error detected: Value 'ALL' at 'returnValues' failed to satisfy constraint: Member must satisfy enum " +
                "value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]",
        ) { client.putItem { it.tableName("things").item(key).returnValues("ALL") } }
    }

    @Test
    fun `placeholders that nothing uses are refused`() {
        validation("1 validation error detected: Value provided in ExpressionAttributeValues unused in expressions: keys: {:b}") {
            client.putItem {
                it
                    .tableName("things")
                    .item(key)
                    .conditionExpression("attribute_not_exists(id) OR id = :a")
                    .expressionAttributeValues(mapOf(":a" to s("a"), ":b" to s("b")))
            }
        }
        validation("ExpressionAttributeNames can only be specified when using expressions") {
            client.getItem { it.tableName("things").key(key).expressionAttributeNames(mapOf("#a" to "a")) }
        }
    }

    @Test
    fun `capacity is counted by kilobytes`() {
        val written =
            client.putItem {
                it.tableName("things").item(key + ("v" to s("x".repeat(2000)))).returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
            }
        written.consumedCapacity().capacityUnits() shouldBe 2.0
        written.consumedCapacity().tableName() shouldBe "things"
        put("v" to s("x".repeat(5000)))

        fun read(consistent: Boolean) =
            client
                .getItem { it.tableName("things").key(key).consistentRead(consistent).returnConsumedCapacity("INDEXES") }
                .consumedCapacity()
        read(true).capacityUnits() shouldBe 2.0
        read(false).capacityUnits() shouldBe 1.0
        read(false).table().capacityUnits() shouldBe 1.0
    }

    @Test
    fun `writes pay for the indexes that they change`() {
        indexedTable()
        val item = mapOf("pk" to s("a"), "sk" to s("b"), "gp" to s("g"))
        val first =
            client.putItem {
                it
                    .tableName("indexed")
                    .item(item)
                    .returnConsumedCapacity("INDEXES")
                    .returnItemCollectionMetrics(ReturnItemCollectionMetrics.SIZE)
            }
        first.consumedCapacity().capacityUnits() shouldBe 2.0
        first.consumedCapacity().globalSecondaryIndexes().mapValues { it.value.capacityUnits() } shouldBe mapOf("byGp" to 1.0)
        first.itemCollectionMetrics().itemCollectionKey() shouldBe mapOf("pk" to s("a"))
        first.itemCollectionMetrics().sizeEstimateRangeGB() shouldBe listOf(0.0, 1.0)
        val same = client.putItem { it.tableName("indexed").item(item).returnConsumedCapacity("TOTAL") }
        same.consumedCapacity().capacityUnits() shouldBe 1.0
    }

    @Test
    fun `the parameters from before expressions work too`() {
        put("n" to n(1))
        shouldThrow<ConditionalCheckFailedException> {
            client.putItem { put -> put.tableName("things").item(key).expected(mapOf("id" to expected { it.exists(false) })) }
        }
        client.updateItem { update ->
            update
                .tableName("things")
                .key(key)
                .expected(mapOf("n" to expected { it.comparisonOperator(ComparisonOperator.GE).attributeValueList(n(1)) }))
                .attributeUpdates(
                    mapOf(
                        "n" to attributeUpdate(AttributeAction.ADD, n(4)),
                        "x" to attributeUpdate(AttributeAction.PUT, s("y"))
                    )
                )
        }
        stored() shouldBe key + mapOf("n" to n(5), "x" to s("y"))
        validation(
            "1 validation error detected: Can not use both expression and non-expression parameters in the same request: " +
                "Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}",
        ) {
            client.putItem { put ->
                put.tableName("things").item(key).conditionExpression("n = n").expected(mapOf("id" to expected { it.exists(false) }))
            }
        }
    }

    private fun expected(
        configure: (software.amazon.awssdk.services.dynamodb.model.ExpectedAttributeValue.Builder) -> Unit,
    ) = software.amazon.awssdk.services.dynamodb.model.ExpectedAttributeValue
        .builder()
        .also(configure)
        .build()

    private fun attributeUpdate(
        action: AttributeAction,
        value: AttributeValue,
    ) = software.amazon.awssdk.services.dynamodb.model.AttributeValueUpdate
        .builder()
        .action(action)
        .value(value)
        .build()

    private companion object {
        const val DEEP =
            "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit"
    }
}
