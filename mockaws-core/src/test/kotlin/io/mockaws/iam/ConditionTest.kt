package io.mockaws.iam

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.CsvSource
import org.junit.jupiter.params.provider.ValueSource

/**
 * Condition operators, as these pages tell:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html.
 */
class ConditionTest {
    private fun holds(
        operator: String,
        wanted: List<String>,
        actual: List<String>?,
        version: Boolean = true,
    ): Boolean = Condition(operator, "aws:Key", wanted, version).holds { if (it == "aws:key") actual else null }

    @ParameterizedTest
    @CsvSource(
        "StringEquals,            Ab,                   Ab,                     true",
        "StringEquals,            Ab,                   ab,                     false",
        "StringEquals,            a*,                   ab,                     false",
        "StringNotEquals,         Ab,                   ab,                     true",
        "StringNotEquals,         Ab,                   Ab,                     false",
        "StringEqualsIgnoreCase,  Ab,                   aB,                     true",
        "StringNotEqualsIgnoreCase, Ab,                 aB,                     false",
        "StringLike,              a*d?,                 abcde,                  true",
        "StringLike,              a*d?,                 abcd,                   false",
        "StringLike,              home/*,               home/a/b,               true",
        "StringNotLike,           a*,                   abc,                    false",
        "StringNotLike,           a*,                   bc,                     true",
        "NumericEquals,           10,                   10.0,                   true",
        "NumericNotEquals,        10,                   11,                     true",
        "NumericLessThan,         10,                   9,                      true",
        "NumericLessThan,         10,                   10,                     false",
        "NumericLessThanEquals,   10,                   10,                     true",
        "NumericGreaterThan,      10,                   9,                      false",
        "NumericGreaterThan,      9,                    10,                     true",
        "NumericGreaterThanEquals,10,                   10,                     true",
        "NumericEquals,           ten,                  10,                     false",
        "DateEquals,              2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z,   true",
        "DateNotEquals,           2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z,   false",
        "DateLessThan,            2026-01-01T00:00:00Z, 2025-12-31T23:59:59Z,   true",
        "DateLessThanEquals,      2026-01-01,           2026-01-01T00:00:00Z,   true",
        "DateGreaterThan,         1767225600,           2026-01-01T00:00:01Z,   true",
        "DateGreaterThanEquals,   2026-01-02T00:00:00Z, 2026-01-01T00:00:00Z,   false",
        "Bool,                    true,                 true,                   true",
        "Bool,                    false,                true,                   false",
        "BinaryEquals,            QmluYXJ5,             QmluYXJ5,               true",
        "BinaryEquals,            QmluYXJ5,             QmluYXJ6,               false",
        "IpAddress,               203.0.113.0/24,       203.0.113.7,            true",
        "IpAddress,               203.0.113.0/24,       203.0.114.7,            false",
        "IpAddress,               203.0.113.7,          203.0.113.7,            true",
        "NotIpAddress,            203.0.113.0/24,       203.0.114.7,            true",
        "IpAddress,               2001:DB8:1234:5678::/64, 2001:db8:1234:5678:1::2, true",
        "IpAddress,               2001:db8::/32,        203.0.113.7,            false",
        "ArnEquals,               arn:aws:s3:::a,       arn:aws:s3:::a,         true",
        "ArnEquals,               arn:aws:sns:*:111122223333:t*, arn:aws:sns:us-east-1:111122223333:topic, true",
        "ArnLike,                 arn:aws:sns:*:t*,     arn:aws:sns:us-east-1:111122223333:topic, false",
        "ArnLike,                 arn:aws:iam::*:role/x*, arn:aws:iam::111122223333:role/x/y, true",
        "ArnNotLike,              arn:aws:iam::*:role/x*, arn:aws:iam::111122223333:role/y, true",
        "ArnNotEquals,            arn:aws:s3:::a,       arn:aws:s3:::a,         false",
        "Null,                    true,                 x,                      false",
        "Null,                    false,                x,                      true",
    )
    fun `one value`(
        operator: String,
        wanted: String,
        actual: String,
        result: Boolean,
    ) {
        holds(operator, listOf(wanted), listOf(actual)) shouldBe result
    }

    @ParameterizedTest
    @CsvSource(
        "StringEquals, false",
        "StringNotEquals, true",
        "StringNotLike, true",
        "NumericLessThan, false",
        "NotIpAddress, true",
        "Bool, false",
        "ArnNotLike, true",
        "StringEqualsIfExists, true",
        "NumericLessThanIfExists, true",
        "ArnLikeIfExists, true",
        "ForAllValues:StringEquals, true",
        "ForAllValues:StringNotEquals, true",
        "ForAnyValue:StringEquals, false",
        "ForAnyValue:StringNotEquals, false",
        "ForAnyValue:StringLikeIfExists, true",
    )
    fun `a key that the request does not have`(
        operator: String,
        result: Boolean,
    ) {
        holds(operator, listOf("1"), null) shouldBe result
    }

    @Test
    fun `Null asks whether the key is there`() {
        holds("Null", listOf("true"), null) shouldBe true
        holds("Null", listOf("false"), null) shouldBe false
    }

    @Test
    fun `several values of a policy are alternatives, and for a negated operator none of them may be`() {
        holds("StringEquals", listOf("a", "b"), listOf("b")) shouldBe true
        holds("StringNotEquals", listOf("a", "b"), listOf("b")) shouldBe false
        holds("StringNotEquals", listOf("a", "b"), listOf("c")) shouldBe true
    }

    @Test
    fun `several values of a request`() {
        val table =
            listOf(
                Triple("ForAllValues:StringEquals", listOf("ID", "Message"), true),
                Triple("ForAllValues:StringEquals", listOf("ID", "Secret"), false),
                Triple("ForAnyValue:StringEquals", listOf("ID", "Secret"), true),
                Triple("ForAnyValue:StringEquals", listOf("Secret"), false),
                Triple("ForAllValues:StringNotEquals", listOf("Secret", "Other"), true),
                Triple("ForAllValues:StringNotEquals", listOf("ID", "Other"), false),
                Triple("ForAnyValue:StringNotEquals", listOf("ID", "Other"), true),
                Triple("ForAnyValue:StringNotEquals", listOf("ID"), false),
                Triple("ForAllValues:StringLike", listOf("IDs"), false),
            )
        for ((operator, actual, result) in table) {
            withClue("$operator $actual") { holds(operator, listOf("ID", "Message", "Tags"), actual) shouldBe result }
        }
    }

    @ParameterizedTest
    @ValueSource(
        strings = ["StringMatches", "ForSome:StringEquals", "NullIfExists", "String", "ForAllValues", ""]
    )
    fun `what is no operator is refused`(operator: String) {
        shouldThrow<MalformedPolicy> { holds(operator, listOf("1"), listOf("1")) }
    }

    @Test
    fun `names of operators and keys have no case`() {
        holds("stringequals", listOf("a"), listOf("a")) shouldBe true
        holds("forallvalues:stringequalsifexists", listOf("a"), listOf("a", "b")) shouldBe false
    }
}
