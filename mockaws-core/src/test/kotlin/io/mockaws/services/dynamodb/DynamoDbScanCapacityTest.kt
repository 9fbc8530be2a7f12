package io.mockaws.services.dynamodb

import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.dynamodb.DynamoDbClient

/**
 * A scan pays for the sizes of its items together, in steps of 4 KB, and half of it where it is eventually consistent:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
class DynamoDbScanCapacityTest {
    @AutoClose
    private val aws = MockAws.start()

    @AutoClose
    private val client = DynamoDbClient.create()

    private fun capacity(consistent: Boolean): Double =
        client.scan { it.tableName("small").consistentRead(consistent).returnConsumedCapacity("TOTAL") }
            .consumedCapacity().capacityUnits()

    @Test
    fun `many small items cost what they weigh together`() {
        val table = aws.dynamoDb.table("small", "id")
        // Of 100 bytes each: the names id and v, and 97 bytes of values.
        repeat(100) { table.put(mapOf("id" to "%03d".format(it), "v" to "x".repeat(94))) }
        capacity(consistent = true) shouldBe 3.0
        capacity(consistent = false) shouldBe 1.5
        repeat(30) { table.put(mapOf("id" to "%03d".format(100 + it), "v" to "x".repeat(94))) }
        capacity(consistent = true) shouldBe 4.0
        capacity(consistent = false) shouldBe 2.0
    }
}
