package io.mockaws.services.dynamodb.partiql

import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException

class PartiQlWriteTest : PartiQlContract() {
    private val key = "pk = 'a' AND sk = '1'"

    @BeforeEach
    fun seed() = tables()

    private fun update(clauses: String) = run("UPDATE tab $clauses WHERE $key").items() shouldBe emptyList()

    @Test
    fun `an item is inserted once`() {
        val insert = "INSERT INTO tab VALUE {'pk': 'a', 'sk': ?, 'n': 1, 'm': {'x': [TRUE, null]}, 's': <<'a', 'b'>>}"
        run(insert, s("1")).items() shouldBe emptyList()
        item("a") shouldBe
            mapOf(
                "pk" to "a",
                "sk" to "1",
                "n" to 1,
                "m" to mapOf("x" to listOf(true, null)),
                "s" to setOf("a", "b"),
            )
        fails("DuplicateItemException") { run(insert, s("1")) }.awsErrorDetails().errorMessage() shouldBe
            "Duplicate primary key exists in table"
        run("INSERT INTO tab VALUE ?", AttributeValue.fromM(mapOf("pk" to s("b"), "sk" to s("1"))))
        item("b") shouldBe mapOf("pk" to "b", "sk" to "1")
        run("DELETE FROM tab WHERE $key").items() shouldBe emptyList()
        run(insert, s("1"))
    }

    @Test
    fun `an item that PutItem would refuse is not inserted`() {
        refused("INSERT INTO tab VALUE {'pk': 'a'}", "One or more parameter values were invalid: Missing the key sk in the item")
        refused(
            "INSERT INTO tab VALUE {'pk': 'a', 'sk': '1', 'text': ?}",
            "Item size has exceeded the maximum allowed size",
            s("x".repeat(410_000)),
        )
        fails("ResourceNotFoundException") { run("INSERT INTO nowhere VALUE {'pk': 'a'}") }
        refused("INSERT INTO tab.i VALUE {'pk': 'a'}", "FROM clause may only contain a single table name")
        aws.dynamoDb.table("tab").count shouldBe 0
    }

    @Test
    fun `literals are checked`() {
        val start = "UPDATE tab SET x = "
        refused("$start [?] WHERE $key", "Unsupported data type: Parameter under key root[0] at 1:22:1", s("v"))
        refused("$start <<>> WHERE $key", "Empty bags are not supported")
        refused("$start <<1, 'a'>> WHERE $key", "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags")
        val invalid = "One or more parameter values were invalid: Input collection"
        refused("$start <<'a', 'a'>> WHERE $key", "$invalid [a, a] contains duplicates.")
        refused("$start <<2, 2.0>> WHERE $key", "$invalid [2, 2.0] contains duplicates! under root")
        refused("$start ? WHERE", "$invalid [a, a] contains duplicates.", AttributeValue.fromSs(listOf("a", "a")))
        refused("$start ? WHERE $key", "The parameter cannot be converted to a numeric value: abc", AttributeValue.fromN("abc"))
        refused(
            start + "{'a':".repeat(32) + "1" + "}".repeat(32) + " WHERE $key",
            "Nesting Levels have exceeded supported limits under root" + ".a".repeat(32),
        )
        refused(
            "INSERT INTO tab VALUE {'pk': 'a', 'sk': '1', 's': set_add(<<'a'>>, <<'b'>>)}",
            "Unsupported data type: set_add under key root at 1:51:7",
        )
    }

    @Test
    fun `an update sets, adds, appends and removes`() {
        put("a", "1", "n" to 5, "l" to listOf("x"), "ss" to setOf("a", "b"), "m" to mapOf("k" to "v"), "gone" to 1)
        update("SET n = n - 2 + 10, l = list_append(l, ['y', <<'z'>>]) SET m.k2 = {'deep': [1]} REMOVE gone")
        update("SET ss = SET_ADD(ss, <<'c'>>) SET fresh = set_add(fresh, <<1>>) SET l[5] = 'end'")
        update("SET ss = set_delete(ss, <<'a', 'zz'>>) SET \"value\" = m.k")
        item("a") shouldBe
            mapOf(
                "pk" to "a",
                "sk" to "1",
                "n" to 13,
                "l" to listOf("x", "y", setOf("z"), "end"),
                "ss" to setOf("b", "c"),
                "m" to mapOf("k" to "v", "k2" to mapOf("deep" to listOf(1))),
                "fresh" to setOf(1),
                "value" to "v",
            )
        update("SET ss = set_delete(ss, <<'b', 'c'>>) REMOVE l[0] REMOVE m.k")
        item("a")!!.keys shouldBe setOf("pk", "sk", "n", "l", "m", "fresh", "value")
    }

    @Test
    fun `what an update cannot do it says`() {
        put("a", "1", "n" to 5, "s" to "text", "ss" to setOf("a"))
        val type = "An operand in the update expression has an incorrect data type"
        refused("UPDATE tab SET ss = set_add(ss, <<1>>) WHERE $key", type)
        refused("UPDATE tab SET s = set_add(s, <<'x'>>) WHERE $key", type)
        refused(
            "UPDATE tab SET x = set_add(ss, <<'x'>>) WHERE $key",
            "The first argument to SET_ADD must equal the assignment value at 1:20:7"
        )
        refused(
            "UPDATE tab SET ss = set_add(ss, ['x']) WHERE $key",
            "The second argument to SET_ADD must be a value with type SET at 1:29:2"
        )
        refused("UPDATE tab SET ss = set_delete(ss) WHERE $key", "SET_DELETE must have exactly two arguments at 1:21:10")
        refused(
            "UPDATE tab SET l = list_append(l, [1]) WHERE $key",
            "The provided expression refers to an attribute that does not exist in the item",
        )
        refused(
            "UPDATE tab SET n = 'a' + 1 WHERE $key",
            "Incorrect operand type for operator or function; operator or function: +, operand type: S",
        )
        refused("UPDATE tab SET a[0] = 1 WHERE $key", "The document path provided in the update expression is invalid for update")
        refused(
            "UPDATE tab SET sk = '2' WHERE $key",
            "One or more parameter values were invalid: Cannot update attribute sk. This attribute is part of the key",
        )
        refused("UPDATE tab.i SET s = 1 WHERE $key", "This operation is not supported on an index")
    }

    @Test
    fun `a write names one item`() {
        put("a", "1")
        val incomplete = "Where clause does not contain a mandatory equality on all key attributes"
        refused("DELETE FROM tab WHERE pk = 'a'", incomplete)
        refused("DELETE FROM tab", incomplete)
        refused("UPDATE tab SET x = 1 WHERE pk IN ['a'] AND sk = '1'", incomplete)
        refused("UPDATE tab SET x = 1 WHERE pk = 'a' OR sk = '1'", incomplete)
        refused("FROM tab SET x = 1", incomplete)
        refused(
            "DELETE FROM tab WHERE $key AND pk = 'b'",
            "Multiple conditions on same key pk. Only single item Update/Insert/Delete are supported",
        )
        run("UPDATE tab SET x = 1 WHERE ('1' = sk AND pk = 'a') AND pk = 'a'")
        run("from tab where $key set y = 2 remove x returning all new *").items().single().keys shouldBe setOf("pk", "sk", "y")
    }

    @Test
    fun `the rest of WHERE is a condition`() {
        put("a", "1", "v" to 1)
        fails("ConditionalCheckFailedException") { run("UPDATE tab SET v = 2 WHERE $key AND v = 9") }
        fails("ConditionalCheckFailedException") { run("DELETE FROM tab WHERE $key AND attribute_exists(nope)") }
        item("a")!!["v"] shouldBe 1
        run("UPDATE tab SET v = 2 WHERE $key AND v = 1")
        run("DELETE FROM tab WHERE $key AND v = 2")
        item("a").shouldBeNull()
    }

    @Test
    fun `an update needs an item, a delete does not`() {
        fails("ConditionalCheckFailedException") { run("UPDATE tab SET v = 1 WHERE $key AND attribute_not_exists(pk)") }
        fails("ConditionalCheckFailedException") { run("UPDATE tab SET v = 1 WHERE $key") }
        run("DELETE FROM tab WHERE $key AND v = 1").items() shouldBe emptyList()
        item("a").shouldBeNull()
    }

    @Test
    fun `a failed condition shows the item when it is asked to`() {
        put("a", "1", "v" to 1)
        val failed =
            fails("ConditionalCheckFailedException") {
                client.executeStatement {
                    it.statement("UPDATE tab SET v = 2 WHERE $key AND v = 9").returnValuesOnConditionCheckFailure("ALL_OLD")
                }
            } as ConditionalCheckFailedException
        failed.item()["v"] shouldBe n(1)
    }

    @Test
    fun `RETURNING shows the item or what changed of it`() {
        put("a", "1", "v" to 1, "l" to listOf("a", "b", "c"))
        fun row(statement: String) = run(statement).items().singleOrNull()
        row("UPDATE tab SET v = 2 WHERE $key RETURNING ALL OLD *")!!["v"] shouldBe n(1)
        row("UPDATE tab SET v = 3 WHERE $key RETURNING ALL NEW *")!!.keys shouldBe setOf("pk", "sk", "v", "l")
        row("UPDATE tab SET v = 4 WHERE $key RETURNING MODIFIED OLD *") shouldBe mapOf("v" to n(3))
        row("UPDATE tab SET l[2] = 'y', l[0] = 'x' WHERE $key RETURNING MODIFIED NEW *")!!["l"]!!.l() shouldBe listOf(s("x"), s("y"))
        row("UPDATE tab SET fresh = 1 WHERE $key RETURNING MODIFIED OLD *").shouldBeNull()
        row("UPDATE tab REMOVE fresh WHERE $key RETURNING MODIFIED NEW *").shouldBeNull()
        refused(
            "DELETE FROM tab WHERE $key RETURNING MODIFIED OLD *",
            "Invalid returning clause: RETURNING MODIFIED OLD *. Only RETURNING ALL OLD * is allowed in DELETE statements.",
        )
        row("DELETE FROM tab WHERE $key RETURNING ALL OLD *")!!["v"] shouldBe n(4)
        row("DELETE FROM tab WHERE $key RETURNING ALL OLD *").shouldBeNull()
    }
}
