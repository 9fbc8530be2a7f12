package io.mockaws.services.sns

import io.kotest.assertions.withClue
import io.kotest.common.ExperimentalKotest
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.PropTestConfig
import io.kotest.property.arbitrary.arbitrary
import io.kotest.property.arbitrary.filter
import io.kotest.property.checkAll
import io.mockaws.services.sns.filter.BadPolicy
import io.mockaws.services.sns.filter.Fields
import io.mockaws.services.sns.filter.FilterPolicy
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import software.amazon.event.ruler.Ruler
import kotlin.random.Random

/** Filter policies on bodies against AWS's own matcher, of whose language theirs is a part. */
@OptIn(ExperimentalKotest::class)
class FilterPolicyRulerTest {
    @Test
    fun `a body is wanted where AWS's matcher finds it`() {
        runBlocking {
            checkAll(PropTestConfig(seed = 20261121, iterations = 20_000), Arb.cases()) { (policy, body) ->
                withClue("$policy\n$body") {
                    FilterPolicy.parse(policy, isOfBody = true).admits(Fields.ofBody(body)!!) shouldBe Ruler.matchesRule(body, policy)
                }
            }
        }
    }

    private fun Arb.Companion.cases(): Arb<Pair<String, String>> =
        arbitrary { source -> Maker(source.random).run { policy(2) to body(3) } }.filter { (policy, _) -> isSimple(policy) }

    /** Whether SNS takes [policy]: of more than 150 combinations it takes none, where AWS's matcher knows no such limit. */
    private fun isSimple(policy: String): Boolean =
        try {
            FilterPolicy.parse(policy, isOfBody = true)
            true
        } catch (bad: BadPolicy) {
            if (bad.message != "Filter policy is too complex") throw bad
            false
        }

    /** Small policies and bodies of few names and values, so that many match. */
    private class Maker(
        private val random: Random,
    ) {
        private val names = listOf("a", "b", "c")

        private fun <T> one(vararg of: T): T = of[random.nextInt(of.size)]

        /**
         * Names each key once, in all alternatives of `$or` and beside it: else AWS's matcher lets the last one count alone, or
         * loses an alternative that shares a condition with another. Nobody has recorded what SNS does then.
         */
        fun policy(
            depth: Int,
            from: List<String> = names.shuffled(random),
        ): String {
            val keys = from.take(1 + random.nextInt(2))
            val others = from - keys.drop(1).toSet()
            return keys.joinToString(",", "{", "}") { key ->
                when {
                    depth > 0 && random.nextInt(3) == 0 -> "\"$key\":${policy(depth - 1)}"
                    key == keys.first() && others.size > 1 && random.nextInt(4) == 0 -> either(others)
                    else -> "\"$key\":[${(0..random.nextInt(2)).joinToString(",") { condition() }}]"
                }
            }
        }

        private fun either(from: List<String>): String = "\"\$or\":[${policy(0, from.take(1))},${policy(0, from.drop(1))}]"

        private fun condition(): String =
            when (random.nextInt(11)) {
                0, 1, 2 -> value()
                3 -> """{"prefix":"${one("x", "xy")}"}"""
                4 -> """{"suffix":"${one("x", "y")}"}"""
                5 -> """{"anything-but":${one("\"x\"", "[\"x\",\"y\"]", "5", "{\"prefix\":\"x\"}")}}"""
                6 -> """{"numeric":${one("[\">\",1]", "[\"=\",5]", "[\">=\",1,\"<\",5]", "[\"<=\",7]")}}"""
                7, 8 -> """{"exists":${one("true", "false")}}"""
                9 -> """{"equals-ignore-case":"XY"}"""
                else -> """{"cidr":"10.0.0.0/24"}"""
            }

        private fun value(): String = one("\"x\"", "\"y\"", "\"xy\"", "5", "1", "7", "true", "false", "null", "\"10.0.0.7\"")

        fun body(depth: Int): String =
            names.shuffled(random).take(random.nextInt(4)).joinToString(",", "{", "}") { "\"$it\":${node(depth)}" }

        private fun node(depth: Int): String =
            when {
                depth > 0 && random.nextInt(3) == 0 -> body(depth - 1)
                depth > 0 && random.nextInt(4) == 0 -> (0 until random.nextInt(3)).joinToString(",", "[", "]") { node(depth - 1) }
                else -> value()
            }
    }
}
