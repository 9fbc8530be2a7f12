package io.mockaws.services.dynamodb

import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import java.util.concurrent.Callable
import java.util.concurrent.Executors

class DynamoDbStateTest : DynamoDbContract() {
    @Test
    fun `a fork shares what there was and nothing that comes`() {
        val table = aws.dynamoDb.table("things", partitionKey = "id")
        table.put(mapOf("id" to "a"))
        aws.fork().use { fork ->
            fork.dynamoDb.table("things").put(mapOf("id" to "b"))
            fork.dynamoDb.table("things").delete("a")
            fork.dynamoDb.table("things").items() shouldBe listOf(mapOf("id" to "b"))
        }
        table.items() shouldBe listOf(mapOf("id" to "a"))
    }

    @Test
    fun `a saved world has its tables, items and indexes when it is loaded`(
        @TempDir folder: Path,
    ) {
        indexedTable()
        val item = mapOf("pk" to "a", "sk" to "b", "gp" to "g", "l" to listOf("x", mapOf("y" to setOf("z"))), "nothing" to null)
        aws.dynamoDb.table("indexed").put(item)
        aws.save(folder.resolve("world"))
        MockAws.start().use { other ->
            other.load(folder.resolve("world"))
            other.dynamoDb.table("indexed").get("a", "b") shouldBe item
            other.javaSdk.configure(software.amazon.awssdk.services.dynamodb.DynamoDbClient.builder()).build().use { client ->
                client.scan { it.tableName("indexed").indexName("byGp") }.count() shouldBe 1
            }
        }
    }

    @Test
    fun `no update is lost when many write at once`() {
        aws.dynamoDb.table("things", partitionKey = "id")
        val pool = Executors.newFixedThreadPool(4)
        try {
            val adds =
                (1..400).map {
                    Callable {
                        client.updateItem {
                            it
                                .tableName("things")
                                .key(mapOf("id" to s("a")))
                                .updateExpression("ADD n :one")
                                .expressionAttributeValues(mapOf(":one" to n(1)))
                        }
                    }
                }
            pool.invokeAll(adds).forEach { it.get() }
        } finally {
            pool.shutdownNow()
        }
        aws.dynamoDb.table("things").get("a")!!["n"] shouldBe 400
    }
}
