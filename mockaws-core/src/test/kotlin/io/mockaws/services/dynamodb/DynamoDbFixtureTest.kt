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
                "list" to listOf("x", listOf(BigDecimal.ONE)),
                "map" to mapOf("deep" to "y"),
                "strings" to setOf("p", "q"),
                "numbers" to setOf(BigDecimal.ONE, BigDecimal.TEN),
            )
        table.put(item)
        table.get("a", 1.5) shouldBe item
        table.count shouldBe 1
        table.put(mapOf("PK" to "a", "SK" to 2, "bytes" to byteArrayOf(1)))
        (table.get("a", 2)!!["bytes"] as ByteArray).toList() shouldBe listOf(1.toByte())
        table.items().map { it["SK"] } shouldContainExactly listOf(BigDecimal("1.5"), BigDecimal("2"))
        table.delete("a", 2)
        table.get("a", 2) shouldBe null
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
