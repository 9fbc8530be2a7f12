package io.mockaws.services.cloudformation

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.services.cloudformation.resource.ResourceSpec
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.TestFactory

/** The types that templates use most, as `types.txt` has them: made, asked for what `Ref` and each `GetAtt` give, changed and removed. */
class ResourceTypesTest {
    private class Case(val type: String, val lines: List<String>) {
        fun all(word: String) = lines.filter { it.startsWith("$word ") }.map { it.substringAfter(' ') }

        val properties = all("is").single()
        val changed = all("then").singleOrNull()
        val values = lines.filter { it.substringBefore(' ') !in WORDS }.associate { it.substringBefore(' ') to it.substringAfter(' ') }

        fun template(properties: String): String {
            val others = all("with").joinToString("") { "  $it\n" }
            val attributes = ResourceSpec.of(type)?.attributes.orEmpty().filter { it in values }
            val outputs =
                "  Ref: { Value: !Ref Thing }\n" +
                    attributes.joinToString("") { "  ${it.filter(Char::isLetterOrDigit)}: { Value: !GetAtt Thing.$it }\n" }
            return "Resources:\n$others  Thing:\n    Type: $type\n    Properties: $properties\nOutputs:\n$outputs"
        }
    }

    @TestFactory
    fun `a type is made, told of, changed and removed`(): List<DynamicTest> =
        cases().map { case -> DynamicTest.dynamicTest("${case.type} ${case.properties.take(40)}") { live(case) } }

    private fun live(case: Case) {
        MockAws.start().use { aws ->
            val stack = aws.cloudFormation.deployText("test", case.template(case.properties))
            for ((name, pattern) in case.values) {
                val value = stack.outputs[name]
                withClue("$name is $value, not $pattern") { Regex(expanded(pattern)).matches(value.orEmpty()) shouldBe true }
            }
            val before = stack.resources["Thing"]
            case.changed?.let { aws.cloudFormation.deployText("test", case.template(it.removePrefix("~ "))) }
            withClue("replaced") { (stack.resources["Thing"] == before) shouldBe (case.changed?.startsWith("~") != true) }
            val id = stack.id
            stack.delete()
            aws.stacks.use { client ->
                withClue(client.events(id).joinToString("\n")) {
                    client.stack(id).stackStatusAsString() shouldBe
                        "DELETE_COMPLETE"
                }
            }
        }
    }

    private fun expanded(pattern: String) = pattern.replace(Regex("^A:"), "arn:aws:").replace(":P:", ":us-east-1:123456789012:")

    private fun cases(): List<Case> =
        ResourceTypesTest::class.java.getResource("types.txt")!!.readText().split("\n\n")
            .map { block -> block.lines().filter { it.isNotBlank() && !it.startsWith('#') } }.filter { it.isNotEmpty() }
            .map { Case(it[0].trim(), it.drop(1)) }

    private companion object {
        val WORDS = setOf("with", "is", "then")
    }
}
