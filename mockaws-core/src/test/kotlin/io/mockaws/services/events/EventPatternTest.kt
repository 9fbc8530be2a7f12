package io.mockaws.services.events

import io.kotest.matchers.shouldBe
import io.mockaws.engine.AwsFault
import io.mockaws.kit.pattern.EventPattern
import kotlinx.serialization.json.JsonObject
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.CsvSource
import software.amazon.event.ruler.Ruler

/**
 * The language of patterns, and AWS's words for what is none of it, as LocalStack's test_events_patterns has recorded them.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
class EventPatternTest {
    private val text =
        """{"source":"shop","detail":{"state":"paid","sum":12.5,"ip":"10.0.3.7","file":"a/b/c.PNG","none":null,""" +
            """"items":[{"sku":"A","n":1},{"sku":"B","n":2}],"tags":["new","big"]}}"""

    private val event = json(text) as JsonObject

    @ParameterizedTest(name = "{0}")
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '\'',
        value = [
            """{"source":["shop"]} | true""",
            """{"source":["Shop"]} | false""",
            """{"source":["x","shop"],"detail":{"state":["paid"]}} | true""",
            """{"detail":{"state":[{"prefix":"pa"}]}} | true""",
            """{"detail":{"state":[{"prefix":{"equals-ignore-case":"PA"}}]}} | true""",
            """{"detail":{"file":[{"suffix":".png"}]}} | false""",
            """{"detail":{"file":[{"suffix":{"equals-ignore-case":".png"}}]}} | true""",
            """{"detail":{"state":[{"anything-but":["open","closed"]}]}} | true""",
            """{"detail":{"state":[{"anything-but":{"prefix":"pa"}}]}} | false""",
            """{"detail":{"sum":[{"numeric":[">",10,"<=",12.5]}]}} | true""",
            """{"detail":{"sum":[{"numeric":["=",12.50]}]}} | true""",
            """{"detail":{"ip":[{"cidr":"10.0.0.0/16"}]}} | true""",
            """{"detail":{"ip":[{"cidr":"10.1.0.0/16"}]}} | false""",
            """{"detail":{"state":[{"exists":true}],"other":[{"exists":false}]}} | true""",
            """{"detail":{"none":[null]}} | true""",
            """{"detail":{"file":[{"wildcard":"a/*/*.PNG"}]}} | true""",
            """{"detail":{"state":[{"equals-ignore-case":"PAID"}]}} | true""",
            """{"detail":{"tags":["big"]}} | true""",
            """{"detail":{"items":{"sku":["A"],"n":[1]}}} | true""",
            """{"detail":{"items":{"sku":["A"],"n":[2]}}} | false""",
            """{"detail.state":["paid"]} | true""",
            """{"detail":{"${'$'}or":[{"state":["open"]},{"sum":[{"numeric":[">",10]}]}]}} | true""",
        ],
    )
    fun `patterns match as AWS's own library does`(
        pattern: String,
        isMatch: Boolean,
    ) {
        EventPattern.matches(pattern, event) shouldBe isMatch
        Ruler.matchesRule(text, pattern) shouldBe isMatch
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '\'',
        value = [
            """{"a": "b"} | "a" must be an object or an array""",
            """{"a": []} | Empty arrays are not allowed""",
            """["a"] | Filter is not an object""",
            """{"a": [{"EXISTS": true}]} | Unrecognized match type EXISTS""",
            """{"a": [{"numeric": 10}]} | Value of numeric must be an array.""",
            """{"a": [{"numeric": [">", 0, ">", 0]}]} | Bad numeric range operator: >""",
            """{"a": [{"numeric": [">", 0, "<"]}]} | Value of < must be numeric""",
            """{"a": [{"prefix": 1}]} | prefix match pattern must be a string""",
            """{"a": [{"wildcard": "a**b"}]} | Consecutive wildcard characters at pos 2""",
            """{"a": [{"cidr": "xx.11.xx/8"}]} | Nonstandard IP address: xx.11.xx""",
            """{"a": [{"cidr": "10.0.0.0"}]} | Malformed CIDR, one '/' required""",
            """{"a": [{"anything-but": null}]} | Value of anything-but must be an array or single string/number value.""",
            """{"a": [{"wildcard": "*:*:*:*:*:event-bus/*"}]} | Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character""",
        ],
    )
    fun `what is no pattern is told in AWS's words`(
        pattern: String,
        reason: String,
    ) {
        told(pattern).substringBefore('\n') shouldBe "Event pattern is not valid. Reason: $reason"
    }

    @Test
    fun `the place of a mistake is told with the pattern`() {
        val pattern = """{"string": "my-value"}"""
        told(pattern) shouldBe
            "Event pattern is not valid. Reason: \"string\" must be an object or an array\n" +
            " at [Source: (String)\"$pattern\"; line: 1, column: 13]"
    }

    private fun told(pattern: String): String =
        try {
            EventPattern.check(pattern)
            "a pattern"
        } catch (refused: AwsFault) {
            refused.error.message.orEmpty()
        }
}
