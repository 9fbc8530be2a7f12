package io.mockaws.services.events

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.mockaws.engine.AwsFault
import io.mockaws.kit.pattern.EventPattern
import kotlinx.serialization.json.JsonObject
import org.junit.jupiter.api.Test
import software.amazon.event.ruler.JsonRuleCompiler
import software.amazon.event.ruler.Ruler
import kotlin.random.Random

/** Our matcher beside AWS's own library, by patterns and events that chance makes. */
class EventRulerTest {
    private val random = Random(1)
    private val texts = listOf("a", "ab", "abc", "b", "B", "AB", "10.0.0.1", "10.1.2.3", "", "1")
    private val numbers = listOf("0", "1", "1.0", "2", "-3.5", "1e1", "10")
    private val names = listOf("a", "b", "c")

    private fun <T> List<T>.any(): T = this[random.nextInt(size)]

    private fun literal(): String =
        when (random.nextInt(10)) {
            0 -> "null"
            1 -> "true"
            2 -> "false"
            in 3..5 -> numbers.any()
            else -> "\"${texts.any()}\""
        }

    private fun value(depth: Int): String =
        when (random.nextInt(if (depth > 2) 2 else 6)) {
            0, 1 -> literal()
            2 -> List(random.nextInt(4)) { value(depth + 1) }.joinToString(",", "[", "]")
            else -> eventAt(depth + 1)
        }

    private fun eventAt(depth: Int): String =
        names.shuffled(random).take(random.nextInt(1, 4)).joinToString(",", "{", "}") { "\"$it\":${value(depth)}" }

    private fun test(): String =
        when (random.nextInt(14)) {
            0 -> """{"prefix":"${texts.any()}"}"""
            1 -> """{"suffix":"${texts.any()}"}"""
            2 -> """{"equals-ignore-case":"${texts.any()}"}"""
            3 -> """{"exists":${random.nextBoolean()}}"""
            4 -> """{"numeric":[">=",${numbers.any()}]}"""
            5 -> """{"numeric":["<",${numbers.any()}]}"""
            6 -> """{"anything-but":["${texts.any()}","${texts.any()}"]}"""
            7 -> """{"anything-but":${numbers.any()}}"""
            8 -> """{"anything-but":{"prefix":"ab"}}"""
            9 -> """{"wildcard":"${listOf("a*", "*b", "a*c", "*", "*.1").any()}"}"""
            10 -> """{"cidr":"10.0.0.0/${random.nextInt(8, 31)}"}"""
            else -> literal()
        }

    private fun patternAt(depth: Int): String =
        names.shuffled(random).take(random.nextInt(1, 3)).joinToString(",", "{", "}") { name ->
            if (depth < 2 && random.nextInt(3) == 0) {
                "\"$name\":${patternAt(depth + 1)}"
            } else {
                "\"$name\":${List(random.nextInt(1, 3)) { test() }.joinToString(",", "[", "]")}"
            }
        }

    @Test
    fun `both match alike`() {
        var matches = 0
        repeat(20_000) {
            val pattern = patternAt(0)
            val event = eventAt(0)
            val isMatch = Ruler.matchesRule(event, pattern)
            if (isMatch) matches++
            withClue("$pattern with $event") { EventPattern.matches(pattern, json(event) as JsonObject) shouldBe isMatch }
        }
        (matches > 1000) shouldBe true
    }

    @Test
    fun `both refuse in the same words`() {
        val bad =
            listOf(
                "{", "[]", "1", "{}", """{"a":{}}""", """{"a":[]}""", """{"a":[[1]]}""", """{"a":1}""", """{"a":[{}]}""",
                """{"a":[{"exactly":1}]}""", """{"a":[{"prefix":1}]}""", """{"a":[{"prefix":{"x":"y"}}]}""",
                """{"a":[{"suffix":{"equals-ignore-case":1}}]}""", """{"a":[{"exists":1}]}""", """{"a":[{"x":1}]}""",
                """{"a":[{"prefix":"x","suffix":"y"}]}""", """{"a":[{"numeric":[]}]}""", """{"a":[{"numeric":[1]}]}""",
                """{"a":[{"numeric":["!",1]}]}""", """{"a":[{"numeric":["=","x"]}]}""", """{"a":[{"numeric":["=",1,2]}]}""",
                """{"a":[{"numeric":[">",1,2]}]}""", """{"a":[{"numeric":[">",1,"<",2,3]}]}""",
                """{"a":[{"numeric":[">",3,"<",2]}]}""", """{"a":[{"anything-but":[]}]}""",
                """{"a":[{"anything-but":["x",1]}]}""", """{"a":[{"anything-but":[true]}]}""",
                """{"a":[{"anything-but":{"prefix":""}}]}""", """{"a":[{"anything-but":{"x":""}}]}""",
                """{"a":[{"cidr":"10.0.0.0/x"}]}""", """{"a":[{"cidr":"10.0.0.0/-1"}]}""", """{"a":[{"cidr":"10.0.0.0/32"}]}""",
                """{"a":[{"wildcard":"x\\y"}]}""", """{"a":[{"wildcard":1}]}""", """{"a":[{"equals-ignore-case":1}]}""",
            )
        for (pattern in bad) {
            withClue(pattern) { ours(pattern) shouldBe theirs(pattern) }
        }
    }

    private fun ours(pattern: String): String =
        try {
            EventPattern.check(pattern)
            "a pattern"
        } catch (refused: AwsFault) {
            refused.error.message.orEmpty().removePrefix("Event pattern is not valid. Reason: ").substringBefore('\n')
        }

    private fun theirs(pattern: String): String =
        try {
            JsonRuleCompiler.compile(pattern)
            "a pattern"
        } catch (refused: Exception) {
            refused.message.orEmpty().substringBefore('\n')
        }
}
