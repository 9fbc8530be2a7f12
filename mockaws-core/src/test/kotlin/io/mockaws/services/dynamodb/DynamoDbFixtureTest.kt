package io.mockaws.services.dynamodb

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.services.dynamodb.value.DecimalNumber
import io.mockaws.services.dynamodb.value.InvalidNumber
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.CsvSource
import java.math.BigDecimal

class DynamoDbFixtureTest {
    private val aws = MockAws.start()

    @AfterEach
    fun close() = aws.close()

    @Test
    fun `plain values go in and come out`() {
        val table = aws.dynamoDb.table("orders", partitionKey = "PK", sortKey = "SK", sortKeyType = "N")
        val item =
            mapOf(
                "PK" to "a",
                "SK" to BigDecimal("1.5"),
                "yes" to true,
                "nothing" to null,
                "list" to listOf("x", listOf(1)),
                "map" to mapOf("deep" to "y"),
                "strings" to setOf("p", "q"),
                "numbers" to setOf(1, 10),
            )
        table.put(item)
        table.get("a", 1.5) shouldBe item
        table.count shouldBe 1
        table.put(mapOf("PK" to "a", "SK" to 2, "bytes" to byteArrayOf(1)))
        (table.get("a", 2)!!["bytes"] as ByteArray).toList() shouldBe listOf(1.toByte())
        table.items().map { it["SK"] } shouldContainExactly listOf(BigDecimal("1.5"), 2)
        table.delete("a", 2)
        table.get("a", 2) shouldBe null
    }

    @Test
    fun `a number reads back as a test writes it`() {
        val table = aws.dynamoDb.table("numbers", "id")
        val numbers =
            listOf(0, -7, Int.MAX_VALUE, Int.MAX_VALUE + 1L, -999_999_999_999_999_999, BigDecimal("1" + "0".repeat(30)), BigDecimal("0.1"))
        table.put(mapOf("id" to "1", "all" to numbers, "set" to setOf(1, 2)))
        table.get("1")!!["all"] shouldBe numbers
        table.get("1")!!["set"] shouldBe setOf(1, 2)
        table.put(mapOf("id" to "2", "whole" to 19.0)).get("2")!!["whole"] shouldBe 19
    }

    @Test
    fun `puts chain, and a delete tells whether there was one`() {
        val table = aws.dynamoDb.table("orders", "id").put(mapOf("id" to "1")).put(mapOf("id" to "2"))
        table.delete("1") shouldBe true
        table.delete("1") shouldBe false
        table.count shouldBe 1
    }

    @Test
    fun `a table is made with its indexes, which a query finds items by`() {
        val table =
            aws.dynamoDb.table("orders") {
                index("byState", "state", "at", sortKeyType = "N")
                localIndex("byTotal", "total", "N", projection = "KEYS_ONLY")
                partitionKey("customer")
                sortKey("at", "N")
            }
        table.put(mapOf("customer" to "ann", "at" to 1, "state" to "paid", "total" to 7))
            .put(mapOf("customer" to "bob", "at" to 2, "state" to "open", "total" to 3))
        val client = aws.javaSdk.configure(software.amazon.awssdk.services.dynamodb.DynamoDbClient.builder()).build()
        val paid = mapOf(":s" to software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS("paid"))
        val found = client.query {
            it.tableName("orders").indexName("byState").keyConditionExpression("#s = :s")
                .expressionAttributeNames(mapOf("#s" to "state")).expressionAttributeValues(paid)
        }
        found.items().single().getValue("customer").s() shouldBe "ann"
        val description = client.describeTable { it.tableName("orders") }.table()
        description.localSecondaryIndexes().single().keySchema().map { it.attributeName() } shouldBe listOf("customer", "total")
        description.globalSecondaryIndexes().single().projection().projectionTypeAsString() shouldBe "ALL"
    }

    @Test
    fun `a table without the indexes that are asked for is refused`() {
        aws.dynamoDb.table("orders") {
            partitionKey("id")
            index("byState", "state")
        }
        aws.dynamoDb.table("orders") { index("byState", "state") }.name shouldBe "orders"
        shouldThrow<IllegalArgumentException> { aws.dynamoDb.table("orders") { index("byDay", "day") } }.message shouldBe
            "The table orders is there without the index byDay; it has [byState]"
        shouldThrow<IllegalArgumentException> { aws.dynamoDb.table("orders") { index("byState", "state", "at") } }.message shouldBe
            "The index byState is there with the keys [state (S)], and not with [state (S), at (S)]"
        shouldThrow<IllegalArgumentException> { aws.dynamoDb.table("orders") { partitionKey("PK") } }
        shouldThrow<IllegalArgumentException> {
            aws.dynamoDb.table("other") { partitionKey("id").index("a", "id", partitionKeyType = "N") }
        }.message shouldBe "The key id is of the type S, and of N"
    }

    @Test
    fun `a table is made once and found again`() {
        aws.dynamoDb.table("orders", partitionKey = "id").put(mapOf("id" to "a"))
        aws.dynamoDb.table("orders").count shouldBe 1
        aws.dynamoDb.table("bills")
        aws.dynamoDb.tables().map { it.name } shouldContainExactly listOf("bills", "orders")
    }

    @Test
    fun `a mistake in the test is told as AWS would tell it`() {
        val table = aws.dynamoDb.table("orders", partitionKey = "id")
        shouldThrow<IllegalArgumentException> { table.put(mapOf("x" to 1)) }.message shouldBe
            "One or more parameter values were invalid: Missing the key id in the item"
        shouldThrow<IllegalArgumentException> { table.get(1) }.message shouldBe
            "The provided key element does not match the schema"
        shouldThrow<IllegalArgumentException> { table.get("a", "b") }
        shouldThrow<IllegalArgumentException> { table.put(mapOf("id" to "a", "v" to Any())) }
        shouldThrow<IllegalArgumentException> { aws.dynamoDb.table("a") }
    }

    @ParameterizedTest
    @CsvSource(
        "0,0,1", "-0,0,1", "000,0,1", "1,1,2", "+7,7,2", "10,10,2", "12,12,2", "120,120,3", "-1,-1,3", "0.01,0.01,2",
        "1e2,100,2", "1.50,1.5,3", "00.5,0.5,2", ".5,0.5,2", "1E-130,0.${ZEROS}1,2",
    )
    fun `a number has one text and a size`(
        given: String,
        text: String,
        size: Int,
    ) {
        val number = DecimalNumber.parse(given)
        number.text shouldBe text
        number.size shouldBe size
        number shouldBe DecimalNumber.parse(text)
    }

    @Test
    fun `what is no number in range is refused, and quickly`() {
        for (bad in listOf("", "-", ".", "1.", "1e999999999", "1e-999999999", "0x1", "NaN", "Infinity", " 1", "9".repeat(100_000))) {
            if (bad == "1.") DecimalNumber.parse(bad).text shouldBe "1" else shouldThrow<InvalidNumber> { DecimalNumber.parse(bad) }
        }
    }

    private companion object {
        const val ZEROS =
            "000000000000000000000000000000000000000000000000000000000000000" +
                "000000000000000000000000000000000000000000000000000000000000000000"
    }
}
