package io.mockaws.services.dynamodb.partiql

import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementResponse

class PartiQlOrderTest : PartiQlContract() {
    @BeforeEach
    fun seed() {
        tables()
        for (pk in listOf("o", "p")) for (sk in 1..3) put(pk, "$sk")
    }

    private fun rows(where: String) =
        run("SELECT * FROM tab WHERE $where").items().map { "${it["pk"]?.s()}/${it["sk"]?.s()}" }

    private fun page(
        statement: String,
        token: String?,
        limit: Int = 2,
    ): ExecuteStatementResponse = client.executeStatement { it.statement(statement).limit(limit).nextToken(token) }

    @Test
    fun `rows come in the order of their keys`() {
        rows("pk = 'o' ORDER BY sk") shouldBe listOf("o/1", "o/2", "o/3")
        rows("pk = 'o' ORDER BY sk DESC") shouldBe listOf("o/3", "o/2", "o/1")
        rows("pk IN ['o', 'p'] ORDER BY pk DESC, sk ASC") shouldBe listOf("p/1", "p/2", "p/3", "o/1", "o/2", "o/3")
        rows("pk = 'o' AND sk IN ['3', '1'] ORDER BY sk DESC") shouldBe listOf("o/3", "o/1")
    }

    @Test
    fun `without the sort key in ORDER BY it falls`() {
        rows("pk = 'o' ORDER BY pk ASC") shouldBe listOf("o/3", "o/2", "o/1")
        val statement = "SELECT * FROM tab WHERE pk IN ['o', 'p'] ORDER BY pk DESC"
        val first = page(statement, null)
        first.items().map { it["sk"]?.s() } shouldBe listOf("3", "2")
        page(statement, first.nextToken()).items().map { it["pk"]?.s() + it["sk"]?.s() } shouldBe listOf("p1", "o3")
    }

    @Test
    fun `ORDER BY takes a partition key in WHERE and names keys alone`() {
        refused("SELECT sk FROM tab ORDER BY sk", "Must have WHERE clause in the statement when using ORDER BY clause.")
        refused(
            "SELECT sk FROM tab WHERE pk = 'o' ORDER BY Total DESC",
            "Attribute Total in ORDER BY clause must be part of the primary key",
        )
        refused(
            "SELECT sk FROM tab WHERE pk > 'a' ORDER BY sk",
            "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.",
        )
        refused(
            "SELECT sk FROM tab WHERE pk IN ['o', 'p'] ORDER BY sk DESC",
            "Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.",
        )
    }

    @Test
    fun `pages follow one another, whatever is found in them`() {
        for (statement in listOf("SELECT * FROM tab WHERE sk = '2'", "SELECT * FROM tab WHERE pk = 'o'")) {
            val rows = ArrayList<Map<String, *>>()
            var token: String? = null
            var pages = 0
            do {
                val page = page(statement, token, limit = 1)
                rows += page.items()
                token = page.nextToken()
                page.hasLastEvaluatedKey() shouldBe (token != null)
                pages++
            } while (token != null)
            rows.toSet().size shouldBe (if ("'o'" in statement) 3 else 2)
            pages shouldBe (if ("'o'" in statement) 4 else 7)
        }
    }

    @Test
    fun `a page after the last has nothing`() {
        val statement = "SELECT * FROM tab WHERE pk = 'o'"
        val all = page(statement, null, limit = 3)
        all.lastEvaluatedKey() shouldBe mapOf("pk" to s("o"), "sk" to s("3"))
        val after = page(statement, all.nextToken().shouldNotBeNull())
        after.items() shouldBe emptyList()
        after.nextToken().shouldBeNull()
    }

    @Test
    fun `a token belongs to its statement and parameters, not to a limit`() {
        val token = client.executeStatement { it.statement("SELECT * FROM tab WHERE pk = ?").parameters(s("o")).limit(1) }.nextToken()
        val mismatch = "NextToken does not match request"
        validation(mismatch) { page("SELECT * FROM tab", token) }
        validation(mismatch) {
            client.executeStatement { it.statement("SELECT * FROM tab WHERE pk = ?").parameters(s("p")).nextToken(token) }
        }
        client.executeStatement { it.statement("SELECT * FROM tab WHERE pk = ?").parameters(s("o")).nextToken(token) }.items().size shouldBe
            2
        validation("Invalid NextToken") { page("SELECT * FROM tab", "garbage") }
        validation("Invalid NextToken") { page("SELECT * FROM tab", "öä") }
    }
}
