package io.mockaws.services.dynamodb.partiql

import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition
import software.amazon.awssdk.services.dynamodb.model.BillingMode
import software.amazon.awssdk.services.dynamodb.model.KeyType
import software.amazon.awssdk.services.dynamodb.model.ProjectionType

class PartiQlIndexTest : PartiQlContract() {
    @BeforeEach
    fun seed() {
        indexedTable("idx")
        for (sk in listOf("1", "2")) {
            run("INSERT INTO idx VALUE {'pk': 'p', 'sk': '$sk', 'ls': 'l$sk', 'gp': 'g', 'gn': $sk, 'other': 'o$sk'}")
        }
        run("INSERT INTO idx VALUE {'pk': 'q', 'sk': '1'}")
    }

    private fun rows(statement: String) = run(statement).items().map { it["sk"]?.s() }

    @Test
    fun `an index is read in the order of its keys`() {
        rows("SELECT * FROM \"idx\".\"byGpGn\" WHERE gp = 'g' ORDER BY gn DESC") shouldBe listOf("2", "1")
        rows("SELECT * FROM idx.byGp WHERE gp = 'g' AND other = 'o2'") shouldBe listOf("2")
        rows("SELECT sk FROM idx.byGpGn WHERE gp = 'g' AND gn > 1") shouldBe listOf("2")
        rows("SELECT * FROM idx.byGp") shouldContainExactlyInAnyOrder listOf("1", "2")
        rows("SELECT * FROM idx.byGp WHERE pk = 'p' AND sk = '1'") shouldBe listOf("1")
    }

    @Test
    fun `a local index fetches from the table what it lacks`() {
        val row = client.executeStatement {
            it.statement("SELECT other FROM idx.\"local\" WHERE pk = 'p' AND ls = 'l1'").consistentRead(true)
        }
        row.items() shouldBe listOf(mapOf("other" to s("o1")))
    }

    @Test
    fun `what an index lacks cannot be asked of it`() {
        val invalid = "One or more parameter values were invalid:"
        refused("SELECT other, b FROM idx.byGpGn WHERE gp = 'g'", "$invalid Global secondary index byGpGn does not project [other, b]")
        refused(
            "SELECT sk FROM idx.byGpGn WHERE gp = 'g' AND other = 'o1'",
            "$invalid Secondary index byGpGn does not project one or more filter attributes: [other]",
        )
        refused(
            "SELECT sk FROM idx.\"local\" WHERE pk = 'p' AND NOT (other = 'o1' OR ls = 'x')",
            "$invalid Secondary index local does not project one or more filter attributes: [other]",
        )
        rows("SELECT sk FROM idx.byGpGn WHERE other = 'o1'") shouldBe emptyList()
        rows("SELECT sk FROM idx.byGpGn WHERE NOT other = 'o1'") shouldContainExactlyInAnyOrder listOf("1", "2")
    }

    @Test
    fun `an index is refused in words that Query does not use`() {
        refused("SELECT * FROM idx.nope", "The table does not have the specified index")
        refused("SELECT * FROM idx.idx", "The table does not have the specified index")
        fails("ResourceNotFoundException") { run("SELECT * FROM whatnow.nope") }
        validation("Strongly consistent read is not supported on Global Secondary Indexes") {
            client.executeStatement { it.statement("SELECT * FROM idx.byGp WHERE gp = 'g'").consistentRead(true) }
        }
    }

    @Test
    fun `an index with several keys is not for statements`() {
        client.createTable { table ->
            table.tableName("multi").billingMode(BillingMode.PAY_PER_REQUEST).keySchema(key("id", KeyType.HASH))
                .attributeDefinitions(listOf("id", "a", "b").map { name -> attribute(name) })
                .globalSecondaryIndexes({ index ->
                    index.indexName("ids").keySchema(key("a", KeyType.HASH), key("b", KeyType.HASH))
                        .projection { it.projectionType(ProjectionType.ALL) }
                })
        }
        refused(
            "SELECT * FROM multi.ids WHERE a = 5",
            "PartiQL statements cannot be executed on tables with multi-attribute HASH keys or multi-attribute RANGE keys.",
        )
        malformed("SELECT * FROM multi.ids WHERE", "Unexpected term")
    }

    private fun attribute(name: String) =
        AttributeDefinition.builder().attributeName(name).attributeType("S").build()
}
