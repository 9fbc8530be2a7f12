package io.mockaws.services.dynamodb.partiql

import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.dynamodb.model.AttributeValue

class PartiQlSelectTest : PartiQlContract() {
    @BeforeEach
    fun seed() {
        tables()
        put("o", "1", "v" to 1, "tags" to setOf("a", "b"), "m" to mapOf("k" to listOf("x", "y")), "nul" to null, "flag" to true)
        put("o", "2", "v" to 2, "name" to "Lambda")
        put("o", "3", "name" to "EC2")
        put("p", "1", "v" to 4)
    }

    @Test
    fun `everything is read without a condition`() {
        run("select * from tab").items().size shouldBe 4
        run("SELECT pk FROM \"tab\"").items().map { it.keys.single() } shouldBe List(4) { "pk" }
        run("SELECT name FROM tab WHERE pk = 'o'").items().map { it.keys.singleOrNull() }.toSet() shouldBe setOf(null, "name")
    }

    @Test
    fun `a path is a column named by its end`() {
        val row = run("SELECT m.k[1], m.k, pk FROM tab WHERE pk = 'o' AND sk = '1'").items().single()
        row.keys shouldBe setOf("k[1]", "k", "pk")
        row["k[1]"] shouldBe s("y")
        refused("SELECT m.k, k FROM tab", "The SELECT list has two columns of one name: k")
    }

    @Test
    fun `conditions filter`() {
        found("pk = 'o' AND v > 1") shouldBe listOf("2")
        found("pk = 'o' AND v != 1") shouldBe listOf("2", "3")
        found("pk = 'o' AND v BETWEEN 1 AND 2") shouldBe listOf("1", "2")
        found("pk = 'o' AND v NOT BETWEEN 2 AND 3") shouldBe listOf("1", "3")
        found("pk = 'o' AND v IN [2, 4]") shouldBe listOf("2")
        found("pk = 'o' AND v NOT IN (2, 4)") shouldBe listOf("1", "3")
        found("pk = 'o' AND NOT (v = 1 OR name = 'EC2')") shouldBe listOf("2")
        found("pk = 'o' AND name IS MISSING") shouldBe listOf("1")
        found("pk = 'o' AND name IS NOT MISSING") shouldBe listOf("2", "3")
        found("pk = 'o' AND nul IS NULL") shouldBe listOf("1")
        found("pk = 'o' AND nul IS NOT NULL") shouldBe listOf("2", "3")
        found("pk = 'o' AND flag IS BOOL") shouldBe listOf("1")
        found("pk = 'o' AND name IS STRING") shouldBe listOf("2", "3")
        found("pk = 'o' AND m = {'k': ['x', 'y']}") shouldBe listOf("1")
        found("pk = 'o' AND tags = <<'b', 'a'>>") shouldBe listOf("1")
    }

    @Test
    fun `functions filter, in letters of any size`() {
        found("pk = 'o' AND CONTAINS(name, 'amb')") shouldBe listOf("2")
        found("pk = 'o' AND contains(tags, 'a')") shouldBe listOf("1")
        found("pk = 'o' AND NOT begins_with(\"name\", 'La')") shouldBe listOf("1", "3")
        found("pk = 'o' AND size(name) > 3") shouldBe listOf("2")
        found("pk = 'o' AND attribute_type(tags, 'SS')") shouldBe listOf("1")
        found("pk = 'o' AND attribute_exists(m.k[1]) AND ATTRIBUTE_NOT_EXISTS (nope)") shouldBe listOf("1")
        found("pk = 'o' AND attribute_exists(name) = true") shouldBe listOf("2", "3")
        found("pk = 'o' AND (v = 1 OR v = 2) = false") shouldBe listOf("3")
        found("pk = 'o' AND attribute_exists(flag) = flag") shouldBe listOf("1")
        found("pk = 'o' AND contains(name, 'z') IN [true]") shouldBe emptyList()
    }

    @Test
    fun `functions are checked as those of conditions are`() {
        val start = "SELECT * FROM tab WHERE pk = 'o' AND "
        val operand = "Incorrect operand type for operator or function; operator or function:"
        refused("$start attribute_exists('m')", "Operator or function requires a document path; operator or function: attribute_exists")
        refused(
            "$start attribute_exists(m, v)",
            "Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 2",
        )
        refused("$start v < ?", "$operand <, operand type: BOOL", AttributeValue.fromBool(true))
        refused("$start attribute_exists(v) > false", "$operand >, operand type: BOOL")
        refused("$start attribute_type(m, 1)", "$operand attribute_type, operand type: N")
        refused("${start}set_add(tags, <<'x'>>) = tags", "Unrecognized function: set_add at 1:38:7")
        refused("${start}EXISTS(m)", "Unrecognized function: exists at 1:38:6")
        refused("SELECT attribute_exists(m) FROM tab", "Unexpected path component at 1:8:16")
        val many = (1..101).joinToString { "$it" }
        refused("$start v IN [$many]", "The IN operator is provided with too many operands; number of operands: 101")
    }

    @Test
    fun `conditions on the sort key narrow down what is read`() {
        fun read(where: String): Double =
            client.executeStatement { it.statement("SELECT * FROM tab WHERE $where").returnConsumedCapacity("TOTAL") }
                .consumedCapacity().capacityUnits()
        repeat(20) { put("big", "${it + 10}", "text" to "x".repeat(4000)) }
        read("pk = 'big' AND sk < '12'") shouldBe 1.0
        read("pk = 'big' AND sk BETWEEN '10' AND '13'") shouldBe 2.0
        read("pk = 'big' AND begins_with(sk, '1') AND '12' >= sk") shouldBe 1.5
        read("pk IN ['big', 'o'] AND sk = '10'") shouldBe 1.0
        read("pk = 'big'") shouldBe 10.0
        read("sk = '10'") shouldBe 10.0
        found("pk = 'o' AND (sk = '1' OR sk > '2')") shouldBe listOf("1", "3")
        found("pk = 'o' AND sk > '1' AND sk <> '2'") shouldBe listOf("3")
        found("pk = 'o' AND sk = '1' AND sk > '1'") shouldBe emptyList()
        found("pk = 'o' AND pk = 'p'") shouldBe emptyList()
    }

    @Test
    fun `alternatives may not overlap, but for negated conditions on the sort key`() {
        val overlapping = "Overlapping conditions with range keys are not supported in where clause"
        for (where in listOf(
            "pk IN ['o', 'o']",
            "pk = 'o' AND (sk > '0' OR sk < '5')",
            "pk = 'o' AND (sk = '1' OR v = 2)",
            "(pk = 'o' AND v = 1) OR (pk = 'o' AND v = 2)",
        )) {
            refused("SELECT * FROM tab WHERE $where", overlapping)
        }
        for (negated in listOf("NOT sk = '1'", "sk <> '1'", "NOT sk IN ['1']", "NOT begins_with(sk, '1')")) {
            found("pk = 'o' AND $negated OR pk = 'o' AND sk = '2'") shouldBe listOf("2", "3")
        }
        found("pk = 'o' OR pk = 'o' AND NOT sk = '1'") shouldBe listOf("1", "2", "3")
        found("pk = 'o' AND (sk < '1' OR sk > '1' OR sk = '1')") shouldBe listOf("1", "2", "3")
        found("pk = 'o' AND (v = 1 OR name = 'EC2')") shouldBe listOf("1", "3")
        found("pk = 'p' OR sk = '2'") shouldContainExactlyInAnyOrder listOf("1", "2")
    }

    @Test
    fun `a key of another type is no key`() {
        val message = "Key attribute's data type should match its data type in table's schema: Key"
        refused("SELECT * FROM tab WHERE pk = 1 OR pk = 'o'", "$message pk")
        refused("SELECT * FROM tab WHERE pk = 'o' AND sk IN ['1', 2]", "$message sk")
        found("pk > 1") shouldBe emptyList()
    }

    @Test
    fun `no more than 50 keys are read`() {
        fun values(count: Int) = (1..count).joinToString { "'v$it'" }
        val message = "Too many decomposed read operations for a given query."
        refused("SELECT * FROM tab WHERE pk IN [${values(51)}]", message)
        refused("SELECT * FROM tab WHERE pk IN [${values(26)}] AND sk IN ['1', '2']", message)
        found("pk IN [${values(51)}] OR v = 2") shouldBe listOf("2")
        found("pk IN [${values(50)}]") shouldBe emptyList()
    }

    @Test
    fun `an answer to many keys comes in pages of ten`() {
        repeat(12) { put("k${it + 10}", "1") }
        val statement = "SELECT * FROM tab WHERE pk IN [${(10..21).joinToString { "'k$it'" }}]"
        val first = run(statement)
        first.items().size shouldBe 10
        val second = client.executeStatement { it.statement(statement).nextToken(first.nextToken()) }
        second.items().map { it["pk"]?.s() } shouldBe listOf("k20", "k21")
        second.nextToken().shouldBeNull()
    }
}
