package io.mockaws.services.dynamodb.expression

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.mockaws.engine.AwsFault
import io.mockaws.services.dynamodb.value.PlainValues
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.CsvSource
import java.math.BigDecimal

class UpdateTest {
    private val item =
        mapOf("n" to 1, "l" to listOf("a", "b", "c"), "m" to mapOf("x" to 1), "ss" to setOf("p", "q"), "ns" to setOf(1))
    private val values =
        PlainValues.toAttributes(
            mapOf(
                ":one" to 1,
                ":s" to "s",
                ":list" to listOf("z"),
                ":p" to setOf("p"),
                ":pq" to setOf("p", "q"),
                ":r" to setOf("r"),
                ":two" to setOf(2),
                ":huge" to BigDecimal("9e125"),
            ),
        )

    private fun update(expression: String) = Expressions(mapOf("#l" to "l"), values).update(expression)!!

    private fun after(
        expression: String,
        item: Map<String, Any?> = this.item,
    ): Map<String, Any?> = PlainValues.ofAttributes(update(expression).applyTo(PlainValues.toAttributes(item)))

    @Test
    fun `SET writes, adds and subtracts`() {
        after("SET a = :s")["a"] shouldBe "s"
        after("SET n = n + :one")["n"] shouldBe 2
        after("SET n = n - :one, x = n")["n"] shouldBe 0
        after("SET n = (n + :one)")["n"] shouldBe 2
        after("SET m.x = :s, m.y = :s")["m"] shouldBe mapOf("x" to "s", "y" to "s")
    }

    @Test
    fun `every clause reads the item as it was`() {
        after("SET n = n + :one, x = n").let { (it["n"] to it["x"]) shouldBe (2 to 1) }
        after("SET x = n REMOVE n").let { (it["n"] to it["x"]) shouldBe (null to 1) }
        after("REMOVE l[0], l[2]")["l"] shouldBe listOf("b")
        after("SET l[1] = :s REMOVE l[0]")["l"] shouldBe listOf("s", "c")
    }

    @Test
    fun `an index beyond the end appends`() {
        after("SET l[100] = :s, l[50] = :one")["l"] shouldBe listOf("a", "b", "c", 1, "s")
        after("REMOVE l[100]")["l"] shouldBe listOf("a", "b", "c")
    }

    // Measured at AWS in September 2026: https://github.com/floci-io/floci/issues/3073
    @Test
    fun `the last index of a list is 4294967294`() {
        for (index in listOf("2147483647", "2147483648", "4294967294")) {
            after("SET l[$index] = :s")["l"] shouldBe listOf("a", "b", "c", "s")
            after("SET n = if_not_exists(l[$index], :s)")["n"] shouldBe "s"
            after("REMOVE l[$index], m.y[$index]", item + ("m" to mapOf("y" to listOf("a"))))["l"] shouldBe listOf("a", "b", "c")
        }
        after("SET l[4294967294] = :s, l[2147483648] = :one")["l"] shouldBe listOf("a", "b", "c", 1, "s")
        val projected = Expressions(null, null).projection("l[2147483648], l[4294967294], l[1]")!!
        PlainValues.ofAttributes(projected.of(PlainValues.toAttributes(item))) shouldBe mapOf("l" to listOf("b"))
        for (index in listOf("4294967295", "99999999999999999999")) {
            val message = "List index is not within the allowable range; index: [$index]"
            shouldThrow<AwsFault> { update("SET l[$index] = :s") }.error.message shouldBe "Invalid UpdateExpression: $message"
            shouldThrow<AwsFault> { Expressions(null, null).projection("l[$index]") }.error.message shouldBe
                "Invalid ProjectionExpression: $message"
        }
    }

    @Test
    fun `if_not_exists and list_append`() {
        after("SET n = if_not_exists(n, :s)")["n"] shouldBe 1
        after("SET c = if_not_exists(c, :one) + :one")["c"] shouldBe 2
        after("SET #l = list_append(l, :list)")["l"] shouldBe listOf("a", "b", "c", "z")
        after("SET l = list_append(:list, l)")["l"] shouldBe listOf("z", "a", "b", "c")
        after("SET x = list_append(if_not_exists(x, :list), :list)")["x"] shouldBe listOf("z", "z")
        after("SET x = if_not_exists(y, if_not_exists(n, :s))")["x"] shouldBe 1
        after("SET A1_ = :s, b__ = :s").let { (it["A1_"] to it["b__"]) shouldBe ("s" to "s") }
    }

    @Test
    fun `ADD adds to numbers and sets and makes what is not there`() {
        after("ADD n :one, c :one").let { (it["n"] to it["c"]) shouldBe (2 to 1) }
        after("ADD ss :r")["ss"] shouldBe setOf("p", "q", "r")
        after("ADD ns :two")["ns"] shouldBe setOf(1, 2)
        after("ADD m.c :one")["m"] shouldBe mapOf("x" to 1, "c" to 1)
    }

    @Test
    fun `DELETE takes from sets and leaves no empty one`() {
        after("DELETE ss :p")["ss"] shouldBe setOf("q")
        after("DELETE ss :pq").containsKey("ss") shouldBe false
        after("DELETE nowhere :p").containsKey("nowhere") shouldBe false
    }

    @Test
    fun `REMOVE of what is not there does nothing`() {
        after("REMOVE nowhere, m.nowhere").keys shouldBe item.keys
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock = """
        SET x = nowhere                | The provided expression refers to an attribute that does not exist in the item
        SET x = nowhere + :one         | The provided expression refers to an attribute that does not exist in the item
        SET nowhere.x = :s             | The document path provided in the update expression is invalid for update
        SET n.x = :s                   | The document path provided in the update expression is invalid for update
        SET m[0] = :s                  | The document path provided in the update expression is invalid for update
        SET l.x = :s                   | The document path provided in the update expression is invalid for update
        REMOVE nowhere.x               | The document path provided in the update expression is invalid for update
        SET x = l + :one               | An operand in the update expression has an incorrect data type
        SET x = list_append(n, :list)  | An operand in the update expression has an incorrect data type
        ADD ss :one                    | An operand in the update expression has an incorrect data type
        DELETE n :p                    | An operand in the update expression has an incorrect data type
        SET x = :huge + :huge          | Number overflow. Attempting to store a number with magnitude larger than supported range""",
    )
    fun `an update that the item does not allow is refused`(
        expression: String,
        message: String,
    ) {
        shouldThrow<UpdateRefused> { after(expression) }.message shouldBe message
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock = """
        whatever                     | Syntax error; token: "whatever", near: "whatever"
        SET                          | Syntax error; token: "<EOF>", near: "SET"
        SET a                        | Syntax error; token: "<EOF>", near: "a"
        SET a = 3                    | Syntax error; token: "3", near: "= 3"
        SET a = :s,                  | Syntax error; token: "<EOF>", near: ","
        SET a = :s b = :s            | Syntax error; token: "b", near: ":s b ="
        SET l[ 3                     | Syntax error; token: "<EOF>", near: "3"
        SET l[3 ) = :s               | Syntax error; token: ")", near: "3 ) ="
        REMOVE a = :s                | Syntax error; token: "=", near: "a = :s"
        ADD a b                      | Syntax error; token: "b", near: "a b"
        SET name = :s                | Attribute name is a reserved keyword; reserved keyword: name
        SET a = foo(b)               | Invalid function name; function: foo
        SET a = f123_hi(b, c, d)     | Invalid function name; function: f123_hi
        SET a = size(b)              | The function is not allowed in an update expression; function: size
        SET a = contains(b, :s)      | The function is not allowed in an update expression; function: contains
        SET a = _f(b)                | Syntax error; token: "_", near: "= _f"
        SET _123 = :s                | Syntax error; token: "_", near: "SET _123"
        REMOVE a._b                  | Syntax error; token: "_", near: "._b"
        SET a = list_append(list_append(:list, :list), :list) | The function is not allowed to be used this way in an expression; function: list_append
        SET a = list_append(:list, list_append(b, :list))     | The function is not allowed to be used this way in an expression; function: list_append
        SET a = :s SET b = :s        | The "SET" section can only be used once in an update expression;
        SET #x = :s                  | An expression attribute name used in the document path is not defined; attribute name: #x
        SET a = :x                   | An expression attribute value used in expression is not defined; attribute value: :x
        SET a.b = :s, a = :s         | Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a]
        REMOVE a.b SET a[1] = :s     | Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, [1]]
        ADD a :s                     | Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND
        DELETE a :one                | Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND
        SET a = if_not_exists(b)     | Incorrect number of operands for operator or function; operator or function: if_not_exists, number of operands: 1
        SET a = if_not_exists(:s, b) | Operator or function requires a document path; operator or function: if_not_exists
        SET a = list_append(:s, b)   | Incorrect operand type for operator or function; operator or function: list_append, operand type: S
        SET a = b + :s               | Incorrect operand type for operator or function; operator or function: +, operand type: S""",
    )
    fun `a bad update is refused in AWS's words`(
        expression: String,
        message: String,
    ) {
        shouldThrow<AwsFault> { update(expression) }.error.message shouldBe "Invalid UpdateExpression: $message"
    }

    /** As deep as items go: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
    @Test
    fun `a path has 32 levels at most`() {
        fun path(levels: Int) = "m" + ".#l".repeat(levels - 2) + "[0]"
        val problem = "The document path has too many nesting levels; nesting levels: 33"
        val names = mapOf("#l" to "l")
        val read =
            mapOf<String, (String) -> Any?>(
                "UpdateExpression" to { Expressions(names, null).update("REMOVE $it") },
                "ConditionExpression" to { Expressions(names, null).condition("attribute_exists($it)") },
                "FilterExpression" to { Expressions(names, null).filter("attribute_exists($it)") },
                "ProjectionExpression" to { Expressions(names, null).projection(it) },
            )
        for ((parameter, expression) in read) {
            expression(path(32))
            shouldThrow<AwsFault> { expression(path(33)) }.error.message shouldBe "Invalid $parameter: $problem"
        }
    }

    @Test
    fun `a projection picks what it names and keeps the shape around it`() {
        val deep = PlainValues.toAttributes(mapOf("m" to mapOf("a" to 1, "b" to listOf("x", "y", "z")), "n" to 1))

        fun picked(expression: String) = PlainValues.ofAttributes(Expressions(null, null).projection(expression)!!.of(deep))
        picked("m.a") shouldBe mapOf("m" to mapOf("a" to 1))
        picked("m.b[2], m.b[0]") shouldBe mapOf("m" to mapOf("b" to listOf("x", "z")))
        picked("m.nowhere, n.x, z") shouldBe emptyMap()
        picked("n, m") shouldBe mapOf("n" to 1, "m" to mapOf("a" to 1, "b" to listOf("x", "y", "z")))
        shouldThrow<AwsFault> { picked("m, m.a") }.error.message shouldBe
            "Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of " +
            "these paths; path one: [m], path two: [m, a]"
    }
}
