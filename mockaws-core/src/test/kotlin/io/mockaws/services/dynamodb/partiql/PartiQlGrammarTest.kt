package io.mockaws.services.dynamodb.partiql

import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource

class PartiQlGrammarTest : PartiQlContract() {
    @BeforeEach
    fun seed() = tables()

    @ParameterizedTest
    @ValueSource(
        strings = [
            "SELECT * FROM num WHERE pk = 1 foo", "SELECT * FROM num WHERE pk = 1 e5", "SELECT * FROM num WHERE pk = 1)",
            "INSERT INTO num VALUE {'pk': 1} foo", "UPDATE num SET a = 9 WHERE pk = 1 foo", "DELETE FROM num WHERE pk = 1 foo",
            "DELETE FROM num WHERE pk = 1 ORDER BY pk", "SELECT * FROM num ORDER BY pk WHERE pk = 1",
            "INSERT INTO num t VALUE {'pk': 1}", "FROM num SET c = 1 WHERE pk = 1",
        ],
    )
    fun `what follows a complete statement is too much`(statement: String) = malformed(statement, "Unexpected token after expression")

    @ParameterizedTest
    @ValueSource(
        strings = [
            "SELECT * FROM num WHERE", "SELECT * FROM num WHERE;", "SELECT * FROM num WHERE   ", "UPDATE num SET a = 1 WHERE",
            "DELETE FROM num WHERE", "SELECT * FROM num WHERE NOT", "SELECT * FROM num WHERE (", "SELECT * FROM never WHERE",
            "SELECT * FROM",
        ],
    )
    fun `a term is missing`(statement: String) = malformed(statement, "Unexpected term")

    @ParameterizedTest
    @ValueSource(
        strings = [
            "SELECT * FROM num WHERE pk = 1e2147483648", "SELECT * FROM num WHERE pk = 1e99999999999",
            "SELECT * FROM num WHERE pk = 1.5e-2147483647", "SELECT * FROM num WHERE pk = 1 # note",
            "SELECT * FROM num WHERE pk = 1 /* note", "SELECT * FROM \"num",
        ],
    )
    fun `what cannot be read at all has no detail`(statement: String) = malformed(statement, "")

    @ParameterizedTest
    @ValueSource(
        strings = [
            "SELECT * FROM tab x WHERE pk = 'x'", "SELECT * FROM tab AS x WHERE pk = 'x'", "UPDATE tab x SET a = 3 WHERE pk = 'x'",
            "DELETE FROM tab x WHERE pk = 'x'",
        ],
    )
    fun `tables have no other names`(statement: String) = refused(statement, "Aliasing is not supported")

    @ParameterizedTest
    @ValueSource(strings = ["DELETE FROM", "DELETE FROM   ", "DELETE FROM;", "DELETE FROM WHERE pk = 'a'"])
    fun `a table is missing`(statement: String) = malformed(statement, "Expected identifier for simple path")

    @Test
    fun `other mistakes have words of their own`() {
        malformed("SLECT * FROM num", "Expected data manipulation")
        malformed("UPDATE a-table SET active = true WHERE pk = 1", "Expected data manipulation")
        malformed("SELECT * FROM num WHERE pk = 1 AND", "Missing right-hand side expression of infix operator")
        malformed("SELECT * FROM num WHERE pk = 1 OR", "Missing right-hand side expression of infix operator")
        malformed("SELECT * FROM num WHERE ORDER BY pk", "Unexpected keyword")
        malformed("INSERT INTO urls (key, url) VALUES (?, ?)", "Unexpected keyword")
        malformed("SELECT * FROM num WHERE x IS FOO", "Expected type name")
        malformed("SELECT * FROM num WHERE IS NULL", "Unexpected operator")
        malformed("SELECT * FROM num WHERE pk = LIKE", "Unexpected operator")
        malformed("SELECT * FROM num WHERE attribute_exists(m.inner)", "Invalid path dot component")
        refused("SELECT * FROM tab LIMIT 5", "Unsupported clause: LIMIT at 1:25:1")
        refused("SELECT COUNT(*) FROM tab", "Unexpected path component at 1:8:5")
        refused("SELECT l[-1] FROM tab", "List index is not within the allowable range; index: [-1] at 1:11:1")
        refused("SELECT l[2147483648] FROM tab", "List index is not within the allowable range; index: [2147483648] at 1:10:10")
        refused("SELECT * FROM tab.a.b", "A path may contain at most 2 components in the FROM clause")
        refused("SELECT * FROM tab.\"\" WHERE pk = 'x'", "Path component cannot be an empty string")
        refused("SELECT * FROM \"\" WHERE pk = 'x'", "Path component cannot be an empty string")
        refused("SELECT * FROM num WHERE pk = ?", "Number of parameters in request and statement don't match.")
    }

    @ParameterizedTest
    @ValueSource(strings = ["7.31e6", "7.31E6", "7.31e+6", "731e4", "73100000e-1", "- -7310000", "+7310000"])
    fun `numbers are written in many ways`(literal: String) {
        run("INSERT INTO num VALUE {'pk': 7310000}")
        run("SELECT * FROM num WHERE pk = $literal").items().single()["pk"]?.n() shouldBe "7310000"
    }

    @Test
    fun `a number needs no leading digit`() {
        run("INSERT INTO num VALUE {'pk': .73e1}").items() shouldBe emptyList()
        run("SELECT * FROM num WHERE pk = .73e1").items().size shouldBe 1
        run("SELECT * FROM num WHERE pk = -.73e1").items().size shouldBe 0
    }

    @Test
    fun `numbers that DynamoDB has not are told with their place`() {
        val overflow = "Number overflow. Attempting to store a number with magnitude larger than supported range"
        val underflow = "Number underflow. Attempting to store a number with magnitude smaller than supported range"
        refused("SELECT * FROM num WHERE pk = 1e126", "$overflow under root")
        refused("UPDATE num SET a = 1e-131 WHERE pk = 1", "$underflow under root")
        refused("INSERT INTO num VALUE {'pk': 1e126}", "$overflow under root")
        refused("INSERT INTO num VALUE {'pk': 1, 'm': {'x': 1e126}}", "$overflow under root.x")
        refused("INSERT INTO num VALUE {'pk': 1, 'l': [1, 1e126]}", "$overflow under root[1]")
        refused(
            "SELECT * FROM num WHERE pk = 123456789012345678901234567890123456789",
            "Attempting to store more than 38 significant digits in a Number under root",
        )
    }

    @Test
    fun `comments are blanks`() {
        put("a", "1", "note" to "x--y /*z*/")
        run("-- first\nSELECT/**/* FROM \"tab\" -- the table\nWHERE pk/* key */='a' AND note = 'x--y /*z*/'; -- done").items().size shouldBe
            1
    }

    @Test
    fun `quotes stand twice in strings and names`() {
        run("INSERT INTO tab VALUE {'pk': 'it''s', 'sk': '1'}")
        item("it's") shouldBe mapOf("pk" to "it's", "sk" to "1")
        run("UPDATE tab SET \"a\"\"b\" = 1 WHERE pk = 'it''s' AND sk = '1'")
        item("it's")!!.keys shouldBe setOf("pk", "sk", "a\"b")
    }

    @Test
    fun `a wall of parentheses is refused`() {
        malformed("SELECT * FROM num WHERE " + "(".repeat(4000) + "pk = 1" + ")".repeat(4000), "")
        malformed("SELECT * FROM num WHERE " + "NOT ".repeat(1900) + "pk = 1", "")
        malformed("SELECT * FROM num WHERE a" + " = a".repeat(1900), "")
        malformed("UPDATE num SET a = a" + " + 1".repeat(1900) + " WHERE pk = 1", "")
        val chain = (1..700).joinToString(" AND ") { "a=$it" }
        run("SELECT * FROM num WHERE $chain").items() shouldBe emptyList()
    }
}
