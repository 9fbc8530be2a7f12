package io.mockaws.services.dynamodb.partiql

import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest

class PartiQlBatchTest : PartiQlContract() {
    @BeforeEach
    fun seed() {
        tables()
        put("a", "1", "v" to 1)
    }

    private val key = "pk = 'a' AND sk = '1'"

    private fun batch(
        vararg statements: String,
        consistent: Boolean? = null,
    ): BatchExecuteStatementResponse =
        client.batchExecuteStatement { request ->
            request.returnConsumedCapacity("TOTAL").statements(
                statements.map {
                    BatchStatementRequest.builder().statement(it).consistentRead(consistent)
                        .returnValuesOnConditionCheckFailure("ALL_OLD").build()
                },
            )
        }

    @Test
    fun `reads answer an item each, at their own cost`() {
        val done = batch("SELECT v FROM tab WHERE $key", "SELECT * FROM tab WHERE pk IN ['x'] AND sk = '1'")
        done.responses().map { it.tableName() } shouldBe listOf("tab", "tab")
        done.responses().map { it.item() } shouldBe listOf(mapOf("v" to n(1)), emptyMap())
        done.consumedCapacity().map { it.capacityUnits() } shouldBe listOf(0.5, 0.5)
        batch("SELECT v FROM tab WHERE $key", consistent = true).consumedCapacity().single().capacityUnits() shouldBe 1.0
    }

    @Test
    fun `each statement fails for itself`() {
        val done =
            batch(
                "SLECT * FROM tab",
                "INSERT INTO tab VALUE {'pk': 'a', 'sk': '1'}",
                "UPDATE tab SET v = 2 WHERE $key AND v = 9",
                "UPDATE nowhere SET v = 2 WHERE $key",
                "DELETE FROM tab WHERE $key RETURNING ALL NEW *",
                "UPDATE tab SET v = 2 WHERE $key RETURNING MODIFIED NEW *",
                "UPDATE tab REMOVE v WHERE $key RETURNING MODIFIED NEW *",
            ).responses()
        done.map { it.error()?.codeAsString() } shouldBe
            listOf("ValidationError", "DuplicateItem", "ConditionalCheckFailed", "ResourceNotFound", "ValidationError", null, null)
        done.map { it.tableName() } shouldBe listOf(null, "tab", "tab", null, null, "tab", "tab")
        done[0].error().message() shouldBe "Statement wasn't well formed, can't be processed: Expected data manipulation"
        done[2].error().item()["v"] shouldBe n(1)
        done[2].hasItem() shouldBe false
        done[5].item() shouldBe mapOf("v" to n(2))
        done[6].hasItem() shouldBe false
        item("a") shouldBe mapOf("pk" to "a", "sk" to "1")
    }

    @Test
    fun `a read has the primary key and nothing besides`() {
        val done =
            batch(
                "SELECT * FROM tab WHERE pk = 'a'",
                "SELECT * FROM tab WHERE $key AND v = 1",
                "SELECT * FROM tab",
                "SELECT * FROM tab WHERE $key AND pk = 'b'",
                "SELECT * FROM tab WHERE $key",
            ).responses()
        done.take(4).map { it.error().message() }.toSet() shouldBe
            setOf("Select statements within BatchExecuteStatement must specify the primary key in the where clause.")
        done.take(4).forEach { it.tableName().shouldBeNull() }
        done[4].item()["v"] shouldBe n(1)
    }

    @Test
    fun `a batch reads or writes, up to 25 statements`() {
        validation("BatchExecuteStatement API does not support both read and write operations in the same request.") {
            batch("SELECT * FROM tab WHERE $key", "DELETE FROM tab WHERE $key")
        }
        validation(
            "1 validation error detected: Value '[]' at 'statements' failed to satisfy constraint: Member must have length greater than or equal to 1"
        ) {
            batch()
        }
        fails("ValidationException") { batch(*Array(26) { "SELECT * FROM tab WHERE $key" }) }
        item("a")!!["v"] shouldBe 1
    }

    /** LocalStack's recording, `test_dynamodb_execute_statement_empy_parameter`. */
    @Test
    fun `there are no parameters or some`() {
        validation(
            "1 validation error detected: Value '[]' at 'parameters' failed to satisfy constraint: Member must have length greater than or equal to 1"
        ) {
            client.executeStatement { it.statement("SELECT * FROM tab").parameters(emptyList()) }
        }
    }
}
