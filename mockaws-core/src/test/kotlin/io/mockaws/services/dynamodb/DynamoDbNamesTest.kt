package io.mockaws.services.dynamodb

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition
import software.amazon.awssdk.services.dynamodb.model.AttributeValueUpdate
import software.amazon.awssdk.services.dynamodb.model.BillingMode
import software.amazon.awssdk.services.dynamodb.model.CreateGlobalSecondaryIndexAction
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement
import software.amazon.awssdk.services.dynamodb.model.KeyType
import software.amazon.awssdk.services.dynamodb.model.Projection

/**
 * Names of attributes: their lengths are those of
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html and of Alternator's tests, which
 * their authors ran at AWS (https://github.com/scylladb/scylladb, test/alternator/test_limits.py); the words for tables
 * are AWS's of October 2026 (DDB-TABLE-442 of the notes "ack-api-quirks"), those for items DynamoDB Local's.
 */
class DynamoDbNamesTest : DynamoDbContract() {
    private val long = "n".repeat(256)
    private val longest = "n".repeat(255)

    private fun definition(
        name: String,
        type: String = "S",
    ) = AttributeDefinition.builder().attributeName(name).attributeType(type).build()

    private fun create(
        definitions: List<AttributeDefinition>,
        keys: List<KeySchemaElement> = listOf(key("p", KeyType.HASH)),
        indexKeys: List<KeySchemaElement>? = null,
        projection: Projection = Projection.builder().projectionType("ALL").build(),
    ) = client.createTable {
        it.tableName("things").billingMode(BillingMode.PAY_PER_REQUEST).attributeDefinitions(definitions).keySchema(keys)
        if (indexKeys != null) {
            it.globalSecondaryIndexes({ index -> index.indexName("index").keySchema(indexKeys).projection(projection) })
        }
    }

    private fun include(vararg names: String) = Projection.builder().projectionType("INCLUDE").nonKeyAttributes(*names).build()

    private fun add(
        vararg definitions: AttributeDefinition,
        projection: Projection = Projection.builder().projectionType("ALL").build(),
        keys: List<KeySchemaElement> = listOf(key(definitions[0].attributeName(), KeyType.HASH)),
    ) = client.updateTable { update ->
        val index = CreateGlobalSecondaryIndexAction.builder().indexName("index").keySchema(keys).projection(projection).build()
        update.tableName("things").attributeDefinitions(*definitions).globalSecondaryIndexUpdates({ it.create(index) })
    }

    private fun tooLong(
        at: String,
        call: () -> Unit,
    ) {
        val problem = "Value '$long' at '$at' failed to satisfy constraint: Member must have length less than or equal to 255"
        shouldThrow<DynamoDbException> { call() }.awsErrorDetails().errorMessage() shouldContain problem
    }

    @Test
    fun `the name of a key has 255 characters at most, of a table and of an index`() {
        val p = definition("p")
        val byLong = listOf(key(long, KeyType.HASH))
        tooLong("attributeDefinitions.1.member.attributeName") { create(listOf(definition(long)), byLong) }
        tooLong("keySchema.1.member.attributeName") { create(listOf(p), byLong) }
        tooLong("attributeDefinitions.2.member.attributeName") { create(listOf(p, definition(long)), indexKeys = byLong) }
        tooLong("globalSecondaryIndexes.1.member.keySchema.1.member.attributeName") { create(listOf(p), indexKeys = byLong) }
        create(listOf(p, definition(longest)), indexKeys = listOf(key(longest, KeyType.HASH)))
        tooLong("attributeDefinitions.1.member.attributeName") { add(definition(long)) }
        tooLong("globalSecondaryIndexUpdates.1.member.create.keySchema.1.member.attributeName") { add(p, keys = byLong) }
    }

    @Test
    fun `an attribute that an index projects has a name of 255 characters at most, and is named once`() {
        val definitions = listOf(definition("p"), definition("x"))
        val byX = listOf(key("x", KeyType.HASH))
        validation(
            "1 validation error detected: Value '[a, $long]' at 'globalSecondaryIndexes.1.member.projection.nonKeyAttributes' " +
                "failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 255, " +
                "Member must have length greater than or equal to 1]",
        ) { create(definitions, indexKeys = byX, projection = include("a", long)) }
        val twice = "One or more parameter values were invalid: Duplicate element in NonKeyAttributes: a"
        validation(twice) { create(definitions, indexKeys = byX, projection = include("a", "b", "a")) }
        create(listOf(definition("p")))
        validation(twice) { add(definition("x"), projection = include("a", "a")) }
        add(definition("x"), projection = include("a", longest))
    }

    @Test
    fun `an attribute is defined once, and keeps its type`() {
        val twice = "Attribute Name is duplicated: x"
        validation(twice) { create(listOf(definition("p"), definition("x"), definition("x")), indexKeys = listOf(key("x", KeyType.HASH))) }
        create(listOf(definition("p"), definition("x")), indexKeys = listOf(key("x", KeyType.HASH)))
        validation(twice) { add(definition("x"), definition("x", "N")) }
        validation(
            "One or more parameter values were invalid: Attributes cannot be redefined. Please check that your attribute has the " +
                "same type as previously defined. Existing schema: Schema:[SchemaElement: key{x:S:HASH}] " +
                "New schema: Schema:[SchemaElement: key{x:N:HASH}]",
        ) { add(definition("x", "N")) }
    }

    @Test
    fun `an index that is added says which types its attributes have`() {
        create(listOf(definition("p")))
        validation("One or more parameter values were invalid: AttributeDefinitions is not specified for index: index") {
            client.updateTable { update ->
                update.tableName("things").globalSecondaryIndexUpdates({ one ->
                    one.create { it.indexName("index").keySchema(key("p", KeyType.HASH)).projection { all -> all.projectionType("ALL") } }
                })
            }
        }
        add(definition("p"))
    }

    @Test
    fun `an update of an index does one thing`() {
        create(listOf(definition("p"), definition("x")), indexKeys = listOf(key("x", KeyType.HASH)))
        validation(
            "One or more parameter values were invalid: Only one global secondary index action is allowed per " +
                "GlobalSecondaryIndexUpdate object",
        ) {
            client.updateTable { update ->
                update.tableName("things").globalSecondaryIndexUpdates({ both ->
                    both.update {
                        it.indexName("index").provisionedThroughput { units -> units.readCapacityUnits(1).writeCapacityUnits(1) }
                    }
                    both.delete { it.indexName("index") }
                })
            }
        }
    }

    @Test
    fun `an attribute's name has 1 to 65535 bytes, wherever a request names it`() {
        aws.dynamoDb.table("things", partitionKey = "p")
        val p = mapOf("p" to s("a"))
        val names =
            listOf(
                "" to "Empty attribute name",
                "n".repeat(65_536) to "Attribute name is too large, must be less than 65536 bytes",
                "é".repeat(32_768) to "Attribute name is too large, must be less than 65536 bytes",
            )
        for ((name, problem) in names) {
            val oneError = "1 validation error detected: "
            val placeholder = mapOf("#n" to name)
            val inExpression = "ExpressionAttributeNames contains invalid value: $problem for key #n"
            validation(oneError + problem) { client.putItem { it.tableName("things").item(p + (name to n(1))) } }
            validation(problem) { client.getItem { it.tableName("things").key(p).attributesToGet(name) } }
            validation(inExpression) {
                client.getItem { it.tableName("things").key(p).projectionExpression("#n").expressionAttributeNames(placeholder) }
            }
            validation(oneError + problem) {
                val removal = AttributeValueUpdate.builder().action("DELETE").build()
                client.updateItem { it.tableName("things").key(p).attributeUpdates(mapOf(name to removal)) }
            }
            validation(oneError + inExpression) {
                client.updateItem { it.tableName("things").key(p).updateExpression("REMOVE #n").expressionAttributeNames(placeholder) }
            }
            validation(inExpression) {
                client.scan { it.tableName("things").filterExpression("attribute_exists(#n)").expressionAttributeNames(placeholder) }
            }
        }
        val longest = "n".repeat(65_535)
        client.putItem { it.tableName("things").item(p + (longest to n(1))) }
        // The SDK for Java reads no name of more than 50000 characters.
        aws.dynamoDb.table("things").items().single().keys.map { it.length } shouldContainExactly listOf(1, 65_535)
        val named = mapOf("#n" to longest)
        client.scan {
            it.tableName("things").select("COUNT").filterExpression("attribute_exists(#n)").expressionAttributeNames(named)
        }.count() shouldBe 1
    }
}
