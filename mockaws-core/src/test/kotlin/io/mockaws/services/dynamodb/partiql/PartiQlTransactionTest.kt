package io.mockaws.services.dynamodb.partiql

import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException

class PartiQlTransactionTest : PartiQlContract() {
    @BeforeEach
    fun seed() {
        tables()
        put("a", "1", "v" to 1)
        put("b", "1", "v" to 2)
    }

    private fun key(pk: String) = "pk = '$pk' AND sk = '1'"

    private fun update(pk: String) = "UPDATE tab SET v = v + 1 WHERE ${key(pk)}"

    private fun cancelled(vararg statements: String): List<Pair<String, String?>> {
        val cancelled = fails("TransactionCanceledException") { transaction(*statements) } as TransactionCanceledException
        return cancelled.cancellationReasons().map { it.code() to it.message() }
    }

    @Test
    fun `writes happen together and answer nothing but their cost`() {
        val done = transaction(update("a"), "INSERT INTO tab VALUE {'pk': 'c', 'sk': '1'}", "DELETE FROM tab WHERE ${key("b")}")
        done.responses() shouldBe emptyList()
        done.consumedCapacity().single().writeCapacityUnits() shouldBe 6.0
        item("a")!!["v"] shouldBe 2
        item("b").shouldBeNull()
    }

    @Test
    fun `one that fails cancels all`() {
        cancelled("INSERT INTO tab VALUE {'pk': 'a', 'sk': '1'}", "INSERT INTO tab VALUE {'pk': 'c', 'sk': '1'}") shouldBe
            listOf("DuplicateItem" to "Duplicate primary key exists in table", "None" to null)
        cancelled(update("a"), "${update("b")} AND v = 9", update("ghost")) shouldBe
            listOf("None" to null) + List(2) { "ConditionalCheckFailed" to "The conditional request failed" }
        val mismatch = "ValidationError" to "The provided key element does not match the schema"
        cancelled(
            "UPDATE tab SET v = 1 WHERE pk = 'a'",
            "DELETE FROM tab WHERE sk = '1'",
            "${update("a")} AND pk = 'b'",
            update("b")
        ) shouldBe
            List(3) { mismatch } + ("None" to null)
        cancelled(update("a"), "UPDATE nowhere SET v = 1 WHERE pk = 'x'") shouldBe
            listOf("None" to null, "ResourceNotFound" to "Requested resource not found")
        item("a")!!["v"] shouldBe 1
        item("c").shouldBeNull()
    }

    @Test
    fun `a token keeps a transaction from happening again`() {
        transaction(update("a"), token = "once").consumedCapacity().single().writeCapacityUnits() shouldBe 2.0
        val again = transaction(update("a"), token = "once").consumedCapacity().single()
        again.readCapacityUnits() shouldBe 2.0
        again.writeCapacityUnits().shouldBeNull()
        item("a")!!["v"] shouldBe 2
        fails("IdempotentParameterMismatchException") { transaction(update("b"), token = "once") }
        aws.time.advanceBy(java.time.Duration.ofMinutes(11))
        transaction(update("b"), token = "once")
        item("b")!!["v"] shouldBe 3
    }

    @Test
    fun `EXISTS is a condition`() {
        transaction("EXISTS(SELECT * FROM tab WHERE ${key("a")} AND Awards IS MISSING)", update("b"))
        cancelled("EXISTS(SELECT * FROM tab WHERE ${key("a")} AND v IS MISSING)", update("b")).map { it.first } shouldBe
            listOf("ConditionalCheckFailed", "None")
        validation("Validation failed in TransactStatements[0]: EXISTS() must contain a single item read with additional condition") {
            transaction("EXISTS(SELECT * FROM tab WHERE ${key("a")})", update("b"))
        }
        refused(
            "EXISTS(SELECT * FROM tab WHERE ${key("a")} AND v = 1)",
            "EXISTS can only be used in ExecuteTransaction write requests.",
        )
        item("b")!!["v"] shouldBe 3
    }

    @Test
    fun `reads see one moment, an item each`() {
        val done = transaction("SELECT v FROM tab WHERE ${key("a")}", "SELECT * FROM tab WHERE pk IN ['x'] AND sk = '1'")
        done.responses().map { it.item() } shouldBe listOf(mapOf("v" to n(1)), emptyMap())
        done.consumedCapacity().single().readCapacityUnits() shouldBe 4.0
    }

    @Test
    fun `a transaction is refused as a whole`() {
        fun refusedAt(
            number: Int,
            message: String,
            vararg statements: String,
        ) = validation("Validation failed in TransactStatements[$number]: $message") { transaction(*statements) }
        refusedAt(0, "Statement wasn't well formed, can't be processed: Unexpected term", "SELECT * FROM tab WHERE")
        refusedAt(1, "RETURNING clause is not supported in ExecuteTransaction.", update("a"), "${update("b")} RETURNING ALL NEW *")
        val primary = "Select statements within ExecuteTransaction must specify the primary key in the where clause."
        refusedAt(0, primary, "SELECT * FROM tab WHERE pk = 'a'")
        refusedAt(0, primary, "SELECT * FROM tab WHERE ${key("a")} AND v = 1")
        refusedAt(0, primary, "SELECT * FROM tab")
        refusedAt(0, "Reads on indices are not supported within transactions.", "SELECT * FROM tab.i WHERE ${key("a")}")
        validation("ExecuteTransaction API does not support both read and write operations in the same request.") {
            transaction("SELECT * FROM tab WHERE ${key("a")}", update("b"))
        }
        val twice = "Transaction request cannot include multiple operations on one item"
        validation(twice) { transaction(update("a"), "DELETE FROM tab WHERE ${key("a")}") }
        validation(twice) { transaction("SELECT * FROM tab WHERE ${key("a")}", "SELECT v FROM tab WHERE sk = '1' AND pk = 'a'") }
        cancelled("SELECT * FROM tab WHERE ${key("a")}", "SELECT * FROM tab WHERE pk = 1 AND sk = '1'").map { it.first } shouldBe
            listOf("None", "ValidationError")
        item("a")!!["v"] shouldBe 1
    }
}
