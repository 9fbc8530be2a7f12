package io.mockaws.services.dynamodb

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.BillingMode
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement
import software.amazon.awssdk.services.dynamodb.model.KeyType
import software.amazon.awssdk.services.dynamodb.model.QueryRequest
import software.amazon.awssdk.services.dynamodb.model.QueryResponse

/**
 * Global indexes with keys of several attributes:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.DesignPattern.MultiAttributeKeys.html, and for
 * order, pages and wording what https://github.com/paritysuite/dynamodb-conformance
 * (tests/tier1/query/multiAttributeGsiKey.test.ts) recorded in October 2026; what is said of key schemas is from the
 * notes "ack-api-quirks" of the same month (DDB-TABLE-442).
 */
class DynamoDbMultiKeyTest : DynamoDbContract() {
    private val types = mapOf("pk" to "S", "h" to "S", "g" to "N", "a" to "S", "b" to "S", "c" to "S", "d" to "S")

    private fun definitions(vararg names: String) =
        (listOf("pk") + names).map { AttributeDefinition.builder().attributeName(it).attributeType(types.getValue(it)).build() }

    private fun schema(text: String): List<KeySchemaElement> =
        text.split(' ').map { key(it.drop(1), if (it[0] == '#') KeyType.HASH else KeyType.RANGE) }

    /** [schema] as `#h #g -a -b`. */
    private fun table(schema: String) {
        val keys = schema(schema)
        client.createTable {
            it
                .tableName("things")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(key("pk", KeyType.HASH))
                .attributeDefinitions(definitions(*keys.map { key -> key.attributeName() }.distinct().toTypedArray()))
                .globalSecondaryIndexes({ index ->
                    index.indexName("multi").keySchema(keys).projection { all -> all.projectionType("ALL") }
                })
        }
    }

    private fun put(
        pk: String,
        vararg attributes: Pair<String, String>,
    ) {
        val item = attributes.associate { (name, value) -> name to if (name == "g") AttributeValue.fromN(value) else s(value) }
        client.putItem { it.tableName("things").item(item + ("pk" to s(pk))) }
    }

    private fun matches() {
        table("#h -a -b -c -d")
        put("p1", "h" to "o", "a" to "T", "b" to "live", "c" to "b", "d" to "r1")
        put("p2", "h" to "o", "a" to "T", "b" to "live", "c" to "a", "d" to "r2")
        put("p3", "h" to "o", "a" to "T", "b" to "live", "c" to "a", "d" to "r1")
        put("p4", "h" to "o", "a" to "T", "b" to "draft", "c" to "c", "d" to "r1")
        put("p5", "h" to "o", "a" to "F", "b" to "live", "c" to "a", "d" to "r0")
        put("p6", "h" to "o", "a" to "T", "b" to "live", "d" to "r1")
    }

    private val values =
        mapOf(":h" to "o", ":a" to "T", ":b" to "live", ":c" to "a", ":d" to "r", ":x" to "r1").mapValues { (_, value) -> s(value) }

    private fun query(
        condition: String,
        more: QueryRequest.Builder.() -> Unit = {},
    ): QueryResponse =
        client.query {
            it
                .tableName("things")
                .indexName("multi")
                .keyConditionExpression(condition)
                .expressionAttributeValues(values.filterKeys { name -> name in condition })
                .more()
        }

    private fun QueryResponse.keys() = items().map { it.getValue("pk").s() }

    @Test
    fun `a condition on the first sort keys narrows, a range only on the last that it names`() {
        matches()
        val found =
            listOf(
                "h = :h" to "p5 p4 p3 p2 p1",
                "h = :h AND a = :a" to "p4 p3 p2 p1",
                "h = :h AND a = :a AND b = :b" to "p3 p2 p1",
                "b = :b AND h = :h AND a = :a" to "p3 p2 p1",
                "h = :h AND a = :a AND b = :b AND c = :c" to "p3 p2",
                "h = :h AND a = :a AND b = :b AND c > :c" to "p1",
                "h = :h AND a = :a AND b = :b AND c <= :c" to "p3 p2",
                "h = :h AND a = :a AND b = :b AND c = :c AND begins_with(d, :d)" to "p3 p2",
                "h = :h AND a = :a AND b = :b AND c = :c AND d BETWEEN :x AND :x" to "p3",
                "h = :h AND a = :a AND b = :b AND c = :c AND d = :x" to "p3",
                "h = :h AND a = :a AND b < :b" to "p4",
                "h = :h AND a < :a" to "p5",
            )
        for ((condition, keys) in found) query(condition).keys().shouldContainExactly(keys.split(' '))
        query("h = :h AND a = :a") { scanIndexForward(false) }.keys().shouldContainExactly("p1", "p2", "p3", "p4")
    }

    @Test
    fun `a page ends at the key of the table and all of the index, and the next goes on from there`() {
        matches()
        for (forward in listOf(true, false)) {
            val first = query("h = :h AND a = :a") { limit(2).scanIndexForward(forward) }
            first.lastEvaluatedKey().keys.shouldContainExactlyInAnyOrder("pk", "h", "a", "b", "c", "d")
            val rest = query("h = :h AND a = :a") { exclusiveStartKey(first.lastEvaluatedKey()).scanIndexForward(forward) }
            val all = if (forward) listOf("p4", "p3", "p2", "p1") else listOf("p1", "p2", "p3", "p4")
            first.keys() + rest.keys() shouldBe all
        }
        client.scanPaginator { it.tableName("things").indexName("multi").limit(2) }.items().map { it.getValue("pk").s() }
            .shouldContainExactly("p5", "p4", "p3", "p2", "p1")
    }

    @Test
    fun `a sort key that is passed over or not equal is refused`() {
        matches()

        fun refused(
            open: String,
            last: String,
            condition: String,
        ) = validation(
            "RANGE key attributes $open must have equality conditions specified in the query because a condition is present " +
                "on key attribute $last",
        ) { query(condition) }
        refused("b", "c", "h = :h AND a = :a AND c = :c")
        refused("b", "c", "h = :h AND a = :a AND b > :b AND c = :c")
        refused("a", "b", "h = :h AND b = :b")
    }

    @Test
    fun `all of several partition keys must be given, and equal`() {
        table("#h #g -a")
        put("p1", "h" to "o", "g" to "1", "a" to "x")
        put("p2", "h" to "o", "g" to "1.0", "a" to "w")
        put("p3", "h" to "o", "g" to "2", "a" to "x")
        put("p4", "h" to "o", "a" to "x")

        fun byBoth(condition: String) =
            client.query {
                it
                    .tableName("things")
                    .indexName("multi")
                    .keyConditionExpression(condition)
                    .expressionAttributeValues(mapOf(":h" to s("o"), ":g" to n(1)).filterKeys { name -> name in condition })
            }
        byBoth("g = :g AND h = :h").keys().shouldContainExactly("p2", "p1")
        val refusal = "HASH key attributes g must have equality conditions specified in the query"
        validation(refusal) { byBoth("h = :h") }
        validation(refusal) { byBoth("h = :h AND g > :g") }
        validation(refusal) { byBoth("h = :h AND a = :h") }
        put("p1", "h" to "o", "g" to "2", "a" to "x")
        byBoth("g = :g AND h = :h").keys().shouldContainExactly("p2")
        client.scan { it.tableName("things").indexName("multi") }.count() shouldBe 3
    }

    @Test
    fun `an index that is added later holds the items that were there`() {
        aws.dynamoDb.table("things", partitionKey = "pk")
        put("p1", "h" to "o", "a" to "T", "b" to "2")
        put("p2", "h" to "o", "a" to "T", "b" to "1")
        val described =
            client.updateTable {
                it.tableName("things").attributeDefinitions(definitions("h", "a", "b")).globalSecondaryIndexUpdates({ update ->
                    update.create { index ->
                        index.indexName("multi").keySchema(schema("#h -a -b")).projection { it.projectionType("KEYS_ONLY") }
                    }
                })
            }
        described.tableDescription().globalSecondaryIndexes().single().keySchema() shouldBe schema("#h -a -b")
        query("h = :h AND a = :a").keys().shouldContainExactly("p2", "p1")
    }

    @Test
    fun `a key schema that no index can have is refused`() {
        table("#h #g #a #b -c -d")
        client.deleteTable { it.tableName("things") }
        val invalid = "One or more parameter values were invalid:"
        val twice = "The KeySchema contains multiple key attributes with the same name"
        val refused =
            mapOf(
                "#h -a #b" to "$invalid All HASH key attributes must precede RANGE key attributes in the KeySchema",
                "#h #g #a #b #c -d" to "$invalid The KeySchema exceeds the maximum allowed number of HASH key attributes",
                "#h -g -a -b -c -d" to "$invalid The KeySchema exceeds the maximum allowed number of RANGE key attributes",
                "-a -b -c" to "Invalid KeySchema: The first KeySchemaElement is not a HASH key type",
                "#h -a -a" to twice,
                "#h #g -h" to twice,
                "#h #h" to twice,
            )
        for ((schema, message) in refused) validation(message) { table(schema) }
        validation(
            "1 validation error detected: Value '[KeySchemaElement(attributeName=pk, keyType=HASH), " +
                "KeySchemaElement(attributeName=a, keyType=RANGE), KeySchemaElement(attributeName=b, keyType=RANGE)]' at 'keySchema' " +
                "failed to satisfy constraint: Member must have length less than or equal to 2",
        ) {
            client.createTable {
                it.tableName("other").billingMode("PAY_PER_REQUEST").keySchema(schema("#pk -a -b"))
                    .attributeDefinitions(definitions("a", "b"))
            }
        }
    }
}
