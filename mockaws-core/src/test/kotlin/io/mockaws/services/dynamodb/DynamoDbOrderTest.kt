package io.mockaws.services.dynamodb

import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test

/**
 * The order of items where a key does not say it, and where segments begin, as AWS answered: to
 * https://github.com/mhart/dynalite (test/scan.js and test/query.js), and to https://github.com/getmoto/moto (tests/test_dynamodb/test_dynamodb_scan.py).
 */
class DynamoDbOrderTest : DynamoDbContract() {
    private fun table(
        keys: List<String>,
        type: String = "S",
    ) {
        val table = aws.dynamoDb.table("things", partitionKey = "id", partitionKeyType = type)
        keys.forEach { table.put(mapOf("id" to if (type == "N") it.toBigDecimal() else it)) }
    }

    private fun scanned(
        segment: Int? = null,
        total: Int? = null,
    ): List<String> = client.scan { it.tableName("things").segment(segment).totalSegments(total) }.items().map {
        it.getValue("id").run { s() ?: n() }
    }

    @Test
    fun `texts stand by their hash`() {
        val inOrder = listOf("2", "8", "9", "1", "6", "hello", "0", "5", "4", "äáöü", "aardman", "7", "3", "zapf")
        table(inOrder.sorted())
        scanned() shouldContainExactly inOrder
    }

    @Test
    fun `numbers stand by their hash`() {
        val inOrder = listOf("7", "999.9", "8", "3", "2", "-999.9", "9", "4", "-0.09", "6", "1", "0", "0.012345", "5")
        table(inOrder.sorted(), "N")
        scanned() shouldContainExactly inOrder
    }

    @Test
    fun `items of a partition stay together, in the order of their sort keys`() {
        val table = aws.dynamoDb.table("things", partitionKey = "id", sortKey = "sk")
        for (n in 0..7) table.put(mapOf("id" to if (n % 2 == 1) "A" else "B", "sk" to "$n"))
        client.scan { it.tableName("things") }.items().joinToString("") { it.getValue("id").s() + it.getValue("sk").s() } shouldBe
            "A1A3A5A7B0B2B4B6"
    }

    @Test
    fun `items with the same key in an index stand by the hash of their keys in the table`() {
        indexedTable()
        val inOrder = listOf("aa", "da", "ba", "ca", "db", "cb")
        for (key in inOrder.sorted()) {
            aws.dynamoDb.table("indexed").put(mapOf("pk" to key.take(1), "sk" to key.drop(1), "gp" to "all"))
        }
        val found =
            client.query {
                it
                    .tableName("indexed")
                    .indexName("byGp")
                    .keyConditionExpression("gp = :g")
                    .expressionAttributeValues(mapOf(":g" to s("all")))
            }
        found.items().map { it.getValue("pk").s() + it.getValue("sk").s() } shouldContainExactly inOrder
    }

    @Test
    fun `segments begin where they begin at AWS`() {
        table(listOf("3635", "228", "1668", "3435"))
        scanned(0, 4096) shouldContainExactlyInAnyOrder listOf("3635", "228")
        scanned(1, 4096) shouldContainExactly listOf("1668")
        scanned(4, 4096) shouldContainExactly listOf("3435")
    }

    @Test
    fun `segments of numbers do so too`() {
        table(listOf("251", "2388"), "N")
        scanned(1, 4096) shouldContainAll listOf("251")
        scanned(4095, 4096) shouldContainAll listOf("2388")
    }

    @Test
    fun `any number of segments is all of the table once`() {
        val keys = (1..200).map { "key $it" }
        table(keys)
        for (total in listOf(1, 2, 3, 7, 1000, 4097)) {
            (0 until total).flatMap { scanned(it, total) } shouldContainExactly scanned()
        }
        scanned() shouldContainExactlyInAnyOrder keys
    }
}
