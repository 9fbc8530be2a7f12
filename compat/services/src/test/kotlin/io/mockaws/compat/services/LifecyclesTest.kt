package io.mockaws.compat.services

import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.ints.shouldBeGreaterThanOrEqual
import io.kotest.matchers.maps.shouldNotBeEmpty
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import kotlinx.serialization.json.JsonObject
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.MethodSource
import software.amazon.awssdk.awscore.exception.AwsServiceException
import software.amazon.awssdk.core.SdkClient

/** Services that nobody has written: things are made, shown, listed, changed, tagged and removed, and then they are gone. */
class LifecyclesTest {
    @ParameterizedTest
    @MethodSource("lifecycles")
    fun `a thing lives as its service says`(lifecycle: Any) {
        val its = lifecycle as Lifecycle
        MockAws.start(MockAwsOptions.builder().build()).use {
            clientOf(its).use { client -> Life(its, JavaCalls(client)).live() }
        }
    }

    @Test
    fun `there are things of many services`() {
        lifecycles().map { it.service }.distinct().size shouldBeGreaterThanOrEqual 60
    }

    private fun clientOf(its: Lifecycle): SdkClient =
        Class.forName("software.amazon.awssdk.services.${its.client}").getMethod("create").invoke(null) as SdkClient

    private class Life(
        private val its: Lifecycle,
        private val calls: JavaCalls,
    ) {
        private val seen = HashMap<String, String>()

        fun live() {
            val given = call("create")!!.first.leaves()
            val described = call("describe")!!.second
            seesWhatWasGiven(given, described)
            call("list")?.let { (_, list) -> withClue("list: $list") { list.leaves().any { it.second in names() } shouldBe true } }
            if (call("update") != null) {
                withClue("describe after update") { call("describe")!!.second.leaves().map { it.second } shouldContain "changed" }
            }
            if (call("tag") != null) {
                withClue("tags") { call("tags")!!.second.leaves().map { it.second } shouldContain "blue" }
            }
            call("delete")
            gone()
        }

        /** The values that tell the thing from others, of those that were seen. */
        private fun names() = seen.values.toSet()

        private fun call(name: String): Pair<JsonObject, JsonObject>? {
            val step = its.step(name) ?: return null
            val input = step.input(seen)
            val answer = withClue("${step.name}: ${step.operation} $input") { calls.call(step.operation, input) }
            if (name == "create") seen += input.leaves()
            if (name == "create" || name == "describe") answer.leaves().forEach { (member, value) -> seen.putIfAbsent(member, value) }
            return input to answer
        }

        private fun seesWhatWasGiven(
            given: List<Pair<String, String>>,
            described: JsonObject,
        ) {
            val shown = described.leaves().groupBy({ it.first.lowercase() }, { it.second })
            shown.shouldNotBeEmpty()
            for ((name, value) in given) shown[name.lowercase()]?.let { withClue("$name of $described") { it shouldContain value } }
        }

        private fun gone() {
            val describe = its.step("describe")!!
            val code = its.step("gone")!!.operation
            val failure =
                try {
                    error("Still there: " + calls.call(describe.operation, describe.input(seen)))
                } catch (expected: AwsServiceException) {
                    expected
                }
            failure.awsErrorDetails().errorCode() shouldBe code
        }
    }

    private companion object {
        @JvmStatic
        fun lifecycles(): List<Lifecycle> = Lifecycle.all()
    }
}
