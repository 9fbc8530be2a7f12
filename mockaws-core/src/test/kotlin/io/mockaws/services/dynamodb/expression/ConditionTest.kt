package io.mockaws.services.dynamodb.expression

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.mockaws.engine.AwsFault
import io.mockaws.services.dynamodb.value.PlainValues
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.CsvSource

class ConditionTest {
    private val item =
        PlainValues.toAttributes(
            mapOf(
                "s" to "hello",
                "n" to 10,
                "big" to 1e20,
                "t" to true,
                "nothing" to null,
                "b" to byteArrayOf(1, 2, 3),
                "ss" to setOf("a", "b"),
                "ns" to setOf(1, 2),
                "l" to listOf(1, "two", listOf("deep")),
                "m" to mapOf("a" to mapOf("b" to 5), "c" to "x"),
            ),
        )
    private val values =
        PlainValues.toAttributes(
            mapOf(
                ":hello" to "hello", ":he" to "he", ":zzz" to "zzz", ":a" to "a", ":two" to "two",
                ":ten" to 10, ":five" to 5, ":one" to 1, ":tenDotZero" to java.math.BigDecimal("10.00"), ":twenty" to 20,
                ":yes" to true, ":null" to null, ":bytes" to byteArrayOf(1, 2), ":set" to setOf("b", "a"),
                ":S" to "S", ":M" to "M", ":N" to "N", ":NULL" to "NULL",
                ":list" to listOf(1, "two", listOf("deep")),
            ),
        )
    private val names = mapOf("#s" to "s", "#m" to "m", "#dot" to "a.b")

    private fun holds(expression: String) = Expressions(names, values).condition(expression)!!.test(item)

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock = """
        s = :hello                                    | true
        #s = :hello                                   | true
        s <> :hello                                   | false
        n = :tenDotZero                               | true
        n = :hello                                    | false
        n <> :hello                                   | true
        absent = :hello                              | false
        absent <> :hello                             | true
        absent <> nowhere                            | true
        absent = nowhere                             | false
        NOT NOT NOT NOT n > :five                    | true
        NOT NOT NOT n > :five                        | false
        NOT absent = :hello                          | true
        n > :five                                     | true
        n >= :ten                                     | true
        n < :five                                     | false
        n <= :ten                                     | true
        big > :ten                                    | true
        s > :five                                     | false
        s < :five                                     | false
        absent < :five                               | false
        s > :he                                       | true
        t = :yes                                      | true
        nothing = :null                               | true
        ss = :set                                     | true
        l = :list                                     | true
        n BETWEEN :five AND :ten                      | true
        n between :five and :ten and s = :hello       | true
        n BETWEEN :ten AND :twenty                    | true
        s BETWEEN :five AND :ten                      | false
        n IN (:five, :ten)                            | true
        n IN (:five)                                  | false
        absent IN (:five)                            | false
        s = :hello AND n = :five                      | false
        s = :hello OR n = :five                       | true
        n = :five OR s = :hello AND n = :ten          | true
        (n = :five OR s = :hello) AND n = :five       | false
        NOT (s = :hello AND n = :five)                | true
        NOT s = :hello OR n = :ten                    | true
        attribute_exists(s)                           | true
        attribute_exists(m.a.b)                       | true
        attribute_exists(m.a.z)                       | false
        attribute_exists(l[2][0])                     | true
        attribute_exists(l[3])                        | false
        attribute_exists(#dot)                        | false
        attribute_not_exists(absent)                 | true
        attribute_not_exists(s)                       | false
        attribute_type(s, :S)                         | true
        attribute_type(m, :M)                         | true
        attribute_type(nothing, :NULL)                | true
        attribute_type(s, :N)                         | false
        begins_with(s, :he)                           | true
        begins_with(s, :zzz)                          | false
        begins_with(b, :bytes)                        | true
        begins_with(n, :he)                           | false
        contains(s, :he)                              | true
        contains(ss, :a)                              | true
        contains(ss, :he)                             | false
        contains(ns, :one)                            | true
        contains(l, :two)                             | true
        contains(l, :one)                             | true
        contains(b, :bytes)                           | true
        contains(n, :one)                             | false
        size(s) = :five                               | true
        size(l) > :one                                | true
        size(m) = :ten                                | false
        size(n) = :one                                | false
        size(absent) = :one                          | false
        (size(s)) = (:five)                           | true
        m.a.b = :five                                 | true
        #m.a.b = :five                                | true
        m . a . b=:five                               | true
        l[1] = :two                                   | true
        m.c = l[1]                                    | false""",
    )
    fun `a condition holds or not`(
        expression: String,
        expected: Boolean,
    ) {
        holds(expression) shouldBe expected
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock = """
        s =                          | Syntax error; token: "<EOF>", near: "="
        s                            | Syntax error; token: "<EOF>", near: "s"
        = :hello                     | Syntax error; token: "=", near: "= :hello"
        s = = :hello                 | Syntax error; token: "=", near: "= = :hello"
        s = :hello AND               | Syntax error; token: "<EOF>", near: "AND"
        s = 5                        | Syntax error; token: "5", near: "= 5"
        s = :hello n = :five         | Syntax error; token: "n", near: ":hello n ="
        (s = :hello                  | Syntax error; token: "<EOF>", near: ":hello"
        s = :hello)                  | Syntax error; token: ")", near: ":hello)"
        s & :hello                   | Syntax error; token: "&", near: "s & :hello"
        ((s = :hello))               | The expression has redundant parentheses;
        NOT ((s = :hello))           | The expression has redundant parentheses;
        ((s)) = :hello               | The expression has redundant parentheses;
        foo(s)                       | Invalid function name; function: foo
        if_not_exists(s, s) = :hello | The function is not allowed in a condition expression; function: if_not_exists
        list_append(l, l) = :list    | The function is not allowed in a condition expression; function: list_append
        size(s)                      | The function is not allowed to be used this way in an expression; function: size
        s = :hello AND size(s)       | The function is not allowed to be used this way in an expression; function: size
        begins_with(s, :he) = :yes   | The function is not allowed to be used this way in an expression; function: begins_with
        name = :hello                | Attribute name is a reserved keyword; reserved keyword: name
        m.Value = :hello             | Attribute name is a reserved keyword; reserved keyword: Value
        #x = :hello                  | An expression attribute name used in the document path is not defined; attribute name: #x
        s = :x                       | An expression attribute value used in expression is not defined; attribute value: :x
        begins_with(s)               | Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1
        attribute_exists(:hello)     | Operator or function requires a document path; operator or function: attribute_exists
        begins_with(s, :ten)         | Incorrect operand type for operator or function; operator or function: begins_with, operand type: N
        attribute_type(s, :ten)      | Incorrect operand type for operator or function; operator or function: attribute_type, operand type: N
        attribute_type(s, :hello)    | Invalid attribute type name found; type: hello, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}
        size(:ten) = :one            | Incorrect operand type for operator or function; operator or function: size, operand type: N
        s < :yes                     | Incorrect operand type for operator or function; operator or function: <, operand type: BOOL
        s = s                        | The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [s]
        n BETWEEN :ten AND :hello    | The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:10}, upper bound operand: AttributeValue: {S:hello}
        n BETWEEN :ten AND :five     | The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:10}, upper bound operand: AttributeValue: {N:5}
        ((n = :ten))                 | The expression has redundant parentheses;""",
    )
    fun `a bad condition is refused in AWS's words`(
        expression: String,
        message: String,
    ) {
        shouldThrow<AwsFault> { holds(expression) }.error.message shouldBe "Invalid ConditionExpression: $message"
    }

    @Test
    fun `an empty, a too long and a too wide condition are refused`() {
        fun refusal(expression: String) = shouldThrow<AwsFault> { holds(expression) }.error.message
        refusal("") shouldBe "Invalid ConditionExpression: The expression can not be empty;"
        refusal("s = :hello" + " ".repeat(4087)) shouldBe
            "Invalid ConditionExpression: Expression size has exceeded the maximum allowed size; expression size: 4097"
        refusal("s=:a" + " OR s=:a".repeat(150)) shouldBe
            "Invalid ConditionExpression: The expression contains too many operators; operator count: 301"
    }

    @Test
    fun `a wall of parentheses is a syntax error and no stack overflow`() {
        val wall = "(".repeat(2000) + "s = :a" + ")".repeat(2000)
        shouldThrow<AwsFault> { holds(wall) }.error.message!!.substringBefore(';') shouldBe
            "Invalid ConditionExpression: Syntax error"
    }

    @Test
    fun `placeholders that no expression uses are named`() {
        val expressions = Expressions(mapOf("#a" to "a", "#b" to "b"), null)
        expressions.projection("#a")
        shouldThrow<AwsFault> { expressions.checkAllUsed() }.error.message shouldBe
            "Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}"
    }

    @Test
    fun `placeholders are well formed`() {
        fun refusal(check: Expressions) = shouldThrow<AwsFault> { check.checkPlaceholders() }.error.message
        refusal(Expressions(emptyMap(), null)) shouldBe "ExpressionAttributeNames must not be empty"
        refusal(Expressions(mapOf("a" to "a"), null)) shouldBe
            "ExpressionAttributeNames contains invalid key: Syntax error; key: \"a\""
        refusal(Expressions(null, emptyMap())) shouldBe "ExpressionAttributeValues must not be empty"
    }
}
