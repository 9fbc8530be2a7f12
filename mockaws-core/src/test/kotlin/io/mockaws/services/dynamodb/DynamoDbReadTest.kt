package io.mockaws.services.dynamodb

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.QueryRequest
import software.amazon.awssdk.services.dynamodb.model.QueryResponse

class DynamoDbReadTest : DynamoDbContract() {
    @BeforeEach
    fun items() {
        indexedTable()
        for (i in 1..9) put("a", "s$i", "n" to i, "ls" to "l${10 - i}", "gp" to if (i % 2 == 0) "even" else "odd", "gn" to i % 4)
        put("b", "s1")
        put("b", "t1", "gp" to "even")
    }

    private fun put(
        pk: String,
        sk: String,
        vararg more: Pair<String, Any>,
    ) = aws.dynamoDb.table("indexed").put(mapOf("pk" to pk, "sk" to sk) + more)

    private fun query(
        condition: String,
        vararg values: Pair<String, AttributeValue>,
        more: QueryRequest.Builder.() -> Unit = {},
    ): QueryResponse =
        client.query {
            it.tableName("indexed").keyConditionExpression(condition).expressionAttributeValues(mapOf(*values))
            it.more()
        }

    private fun QueryResponse.sorts() = items().map { it.getValue("sk").s() }

    @Test
    fun `a query returns a partition in the order of its sort key, either way`() {
        query("pk = :p", ":p" to s("a")).sorts() shouldContainExactly (1..9).map { "s$it" }
        query("pk = :p", ":p" to s("a")) { scanIndexForward(false) }.sorts() shouldContainExactly (9 downTo 1).map { "s$it" }
        query("pk = :p", ":p" to s("nobody")).count() shouldBe 0
    }

    @Test
    fun `a query narrows the sort key`() {
        val p = ":p" to s("a")
        query("pk = :p AND sk = :v", p, ":v" to s("s3")).sorts() shouldContainExactly listOf("s3")
        query("pk = :p AND sk < :v", p, ":v" to s("s3")).sorts() shouldContainExactly listOf("s1", "s2")
        query("pk = :p AND sk <= :v", p, ":v" to s("s3")).sorts() shouldContainExactly listOf("s1", "s2", "s3")
        query("pk = :p AND sk > :v", p, ":v" to s("s7")).sorts() shouldContainExactly listOf("s8", "s9")
        query(":v <= sk AND pk = :p", p, ":v" to s("s7")).sorts() shouldContainExactly listOf("s7", "s8", "s9")
        query("pk = :p AND sk BETWEEN :v AND :w", p, ":v" to s("s2"), ":w" to s("s4")).sorts() shouldContainExactly
            listOf("s2", "s3", "s4")
        query("(pk = :p) AND begins_with(sk, :v)", ":p" to s("b"), ":v" to s("t")).sorts() shouldContainExactly listOf("t1")
        query("pk = :p AND begins_with(sk, :v)", p, ":v" to s("s")) { scanIndexForward(false) }.sorts().first() shouldBe "s9"
    }

    @Test
    fun `a filter takes away after the limit has counted`() {
        val page = query("pk = :p", ":p" to s("a"), ":n" to n(2)) { filterExpression("n > :n").limit(3) }
        page.sorts() shouldContainExactly listOf("s3")
        page.count() shouldBe 1
        page.scannedCount() shouldBe 3
        page.lastEvaluatedKey() shouldBe mapOf("pk" to s("a"), "sk" to s("s3"))
    }

    @Test
    fun `pages follow each other forward and backward, in the table and in indexes`() {
        for (forward in listOf(true, false)) {
            for (index in listOf(null, "byGp", "byGpGn")) {
                val request =
                    QueryRequest
                        .builder()
                        .tableName("indexed")
                        .indexName(index)
                        .scanIndexForward(forward)
                        .keyConditionExpression(if (index == null) "pk = :p" else "gp = :p")
                        .expressionAttributeValues(mapOf(":p" to s(if (index == null) "a" else "odd")))
                        .build()
                val whole = client.query(request).sorts()
                client.queryPaginator(request.toBuilder().limit(2).build()).flatMap { it.sorts() } shouldContainExactly whole
                whole.size shouldBe if (index == null) 9 else 5
            }
        }
    }

    @Test
    fun `a page ends at one megabyte`() {
        aws.dynamoDb.table("big", partitionKey = "pk", sortKey = "sk").apply {
            for (i in 1..5) put(mapOf("pk" to "p", "sk" to "$i", "v" to "x".repeat(300_000)))
        }
        val first =
            client.query {
                it.tableName("big").keyConditionExpression("pk = :p").expressionAttributeValues(mapOf(":p" to s("p")))
            }
        first.count() shouldBe 4
        first.lastEvaluatedKey() shouldBe mapOf("pk" to s("p"), "sk" to s("4"))
        client.scanPaginator { it.tableName("big") }.sumOf { it.count() } shouldBe 5
    }

    @Test
    fun `a local index sorts otherwise and fetches what it lacks`() {
        val byKeys = query("pk = :p AND ls < :v", ":p" to s("a"), ":v" to s("l3")) { indexName("local") }
        byKeys.items() shouldContainExactly
            listOf(
                mapOf("pk" to s("a"), "sk" to s("s9"), "ls" to s("l1")),
                mapOf("pk" to s("a"), "sk" to s("s8"), "ls" to s("l2")),
            )
        val whole =
            query("pk = :p AND ls = :v", ":p" to s("a"), ":v" to s("l3")) {
                indexName("local").select("ALL_ATTRIBUTES").consistentRead(true)
            }
        whole.items().single()["n"] shouldBe n(7)
    }

    @Test
    fun `a global index is sparse, follows writes and has only what it projects`() {
        query("gp = :p", ":p" to s("even")) {
            indexName("byGp")
        }.items().map { it["pk"]!!.s() + it["sk"]!!.s() } shouldContainExactlyInAnyOrder
            listOf("as2", "as4", "as6", "as8", "bt1")
        query("gp = :p AND gn = :n", ":p" to s("odd"), ":n" to n(1)) { indexName("byGpGn") }.sorts() shouldContainExactlyInAnyOrder
            listOf("s1", "s5", "s9")
        client.updateItem {
            it.tableName("indexed").key(mapOf("pk" to s("a"), "sk" to s("s5"))).updateExpression("REMOVE gn")
        }
        client.deleteItem { it.tableName("indexed").key(mapOf("pk" to s("a"), "sk" to s("s9"))) }
        query("gp = :p AND gn = :n", ":p" to s("odd"), ":n" to n(1)) { indexName("byGpGn") }.items() shouldContainExactly
            listOf(mapOf("pk" to s("a"), "sk" to s("s1"), "gp" to s("odd"), "gn" to n(1)))
        query("gp = :p", ":p" to s("odd")) { indexName("byGp") }.sorts().size shouldBe 4
    }

    @Test
    fun `what a global index cannot do is refused`() {
        validation("Consistent reads are not supported on global secondary indexes") {
            query("gp = :p", ":p" to s("odd")) { indexName("byGp").consistentRead(true) }
        }
        validation(
            "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index " +
                "byGpGn because its projection type is not ALL",
        ) { query("gp = :p", ":p" to s("odd")) { indexName("byGpGn").select("ALL_ATTRIBUTES") } }
        validation("The table does not have the specified index: nope") { query("gp = :p", ":p" to s("odd")) { indexName("nope") } }
    }

    @Test
    fun `select counts, and does not go with a projection it contradicts`() {
        val count = query("pk = :p", ":p" to s("a")) { select("COUNT") }
        count.count() shouldBe 9
        count.hasItems() shouldBe false
        validation("1 validation error detected: Cannot specify the ProjectionExpression when choosing to get only the Count") {
            query("pk = :p", ":p" to s("a")) { select("COUNT").projectionExpression("sk") }
        }
        validation("1 validation error detected: ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName") {
            query("pk = :p", ":p" to s("a")) { select("ALL_PROJECTED_ATTRIBUTES") }
        }
    }

    @Test
    fun `bad key conditions are refused`() {
        validation("Query condition missed key schema element: pk") { query("sk = :v", ":v" to s("x")) }
        validation("Query key condition not supported") { query("pk > :v", ":v" to s("x")) }
        validation("Invalid operator used in KeyConditionExpression: OR") { query("pk = :v OR sk = :v", ":v" to s("x")) }
        validation("KeyConditionExpressions must only contain one condition per key") {
            query("pk = :v AND pk = :v", ":v" to s("x"))
        }
        validation("One or more parameter values were invalid: Condition parameter type does not match schema type") {
            query("pk = :v", ":v" to n(1))
        }
        validation("Filter Expression can only contain non-primary key attributes: Primary key attribute: sk") {
            query("pk = :v", ":v" to s("a")) { filterExpression("sk = :v") }
        }
        validation("Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.") {
            client.query { it.tableName("indexed") }
        }
    }

    @Test
    fun `a starting key has to fit`() {
        validation("The provided starting key is invalid: The provided key element does not match the schema") {
            query("pk = :v", ":v" to s("a")) { exclusiveStartKey(mapOf("pk" to s("a"))) }
        }
        validation("The provided starting key is outside query boundaries based on provided conditions") {
            query("pk = :v", ":v" to s("a")) { exclusiveStartKey(mapOf("pk" to s("b"), "sk" to s("s1"))) }
        }
    }

    /** Alternator's authors saw it at AWS: https://github.com/scylladb/scylladb, test/alternator/test_query.py */
    @Test
    fun `a query for one item cannot start behind it`() {
        val table = aws.dynamoDb.table("single", partitionKey = "id")
        table.put(mapOf("id" to "a", "gp" to "g"))
        validation("The provided exclusive start key is invalid: ExclusiveStartKey: {id=AttributeValue: {S:a}}") {
            query("id = :v", ":v" to s("a")) { tableName("single").exclusiveStartKey(mapOf("id" to s("a"))) }
        }
        client.scan { it.tableName("single").exclusiveStartKey(mapOf("id" to s("a"))) }.count() shouldBe 0
        val last = query("gp = :v", ":v" to s("even")) { indexName("byGp").limit(1) }.lastEvaluatedKey()
        query("gp = :v", ":v" to s("even")) { indexName("byGp").exclusiveStartKey(last) }.count() shouldBe 4
    }

    @Test
    fun `a starting key that no item of an index can have is refused`() {
        val tooLong = mapOf("pk" to s("a"), "sk" to s("s1"), "gp" to s("x".repeat(2049)))
        validation("The provided starting key is invalid") {
            client.scan { it.tableName("indexed").indexName("byGp").exclusiveStartKey(tooLong) }
        }
    }

    @Test
    fun `a scan sees everything once, in pages, in segments, in an index`() {
        val all = aws.dynamoDb.table("indexed").items().map { "${it["pk"]}${it["sk"]}" }
        all.size shouldBe 11
        client.scanPaginator {
            it.tableName("indexed").limit(2)
        }.flatMap { it.items() }.map { it["pk"]!!.s() + it["sk"]!!.s() } shouldContainExactly
            all
        (0..2).flatMap { segment ->
            client.scan { it.tableName("indexed").segment(segment).totalSegments(3) }.items().map { it["pk"]!!.s() + it["sk"]!!.s() }
        } shouldContainExactly all
        client.scan { it.tableName("indexed").indexName("byGp") }.count() shouldBe 10
        val filtered =
            client.scan {
                it.tableName(
                    "indexed"
                ).filterExpression("n > :n").expressionAttributeValues(mapOf(":n" to n(5))).returnConsumedCapacity("TOTAL")
            }
        filtered.count() shouldBe 4
        filtered.scannedCount() shouldBe 11
        filtered.consumedCapacity().capacityUnits() shouldBe 0.5
    }

    @Test
    fun `segments have to make sense`() {
        validation(
            "The Segment parameter is zero-based and must be less than parameter TotalSegments: " +
                "Segment: 2 is not less than TotalSegments: 2",
        ) { client.scan { it.tableName("indexed").segment(2).totalSegments(2) } }
    }
}
