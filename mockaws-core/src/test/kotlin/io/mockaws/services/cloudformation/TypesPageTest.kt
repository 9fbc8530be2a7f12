package io.mockaws.services.cloudformation

import io.kotest.assertions.withClue
import io.kotest.matchers.comparables.shouldBeGreaterThanOrEqualTo
import io.kotest.matchers.shouldBe
import io.mockaws.model.Models
import io.mockaws.services.cloudformation.resource.CallPlan
import io.mockaws.services.cloudformation.resource.ResourceCalls
import io.mockaws.services.cloudformation.resource.ResourceType
import io.mockaws.services.cloudformation.resource.ResourceTypes
import org.junit.jupiter.api.Test
import kotlin.io.path.Path
import kotlin.io.path.readText
import kotlin.io.path.writeText

/**
 * `docs/cloudformation-types.md` has each property of the types that templates use most, and which calls take it. Written with
 * `-Dmockaws.write=true`, compared otherwise.
 */
class TypesPageTest {
    private val page = Path("../docs/cloudformation-types.md")

    private val types: List<ResourceType> =
        TypesPageTest::class.java.getResource("types.txt")!!.readText().split("\n\n")
            .mapNotNull { block -> block.lines().firstOrNull { it.startsWith("AWS::") }?.trim() }.distinct().sorted()
            .mapNotNull { ResourceTypes.named(it) }

    /** Whether [plan] takes [property] of [type] along. */
    private fun takes(type: ResourceType, plan: CallPlan, property: String): Boolean {
        val named = plan.members.filter { (_, value) -> property in Regex("[A-Za-z0-9]+").findAll("$value").map { it.value } }
        if (named.isNotEmpty()) return true
        val input = Models.service(plan.service).operation(plan.operation)!!.input
        if (!plan.takesRest) return false
        if (property == type.spec.tags) return ResourceCalls.tagMember(input) != null
        val isLeft = property !in plan.except && property !in type.taken
        return isLeft && type.memberFor(property, input) != null
    }

    private fun made(type: ResourceType, property: String): List<String> =
        type.creates.filter { takes(type, it, property) }.map { it.operation } +
            type.settings.filter { it.isMadeToo && (it.property == property || property in it.reads) }.map { it.put.operation }

    private fun changed(type: ResourceType, property: String): List<String> {
        if (type.isFixed(property)) return listOf("another resource")
        val tags = type.tagging?.takeIf { property == type.spec.tags }
        return type.updates.filter { takes(type, it, property) }.map { it.operation } +
            type.settings.filter { it.property == property || property in it.reads }.map { it.put.operation } +
            listOfNotNull(tags).flatMap { listOfNotNull(it.put.operation, it.remove?.operation) }
    }

    private fun section(type: ResourceType): String {
        val fates = type.spec.properties.sorted().groupBy { made(type, it).distinct() to changed(type, it).distinct() }
        val lost = "**no call takes it**"
        val rows =
            fates.entries.map { (fate, properties) ->
                val (made, changed) = fate
                val shown = if (made.isEmpty() && changed.all { it == "another resource" }) lost else made.joinToString()
                "| ${properties.joinToString()} | $shown | ${if (shown == lost) "" else changed.joinToString()} |"
            }
        return "## ${type.spec.type}\n\n| properties | made by | changed by |\n|---|---|---|\n" + rows.sorted().joinToString("\n")
    }

    @Test
    fun `the page of resource types has the fate of each property`() {
        types.size shouldBeGreaterThanOrEqualTo 80
        val intro = page.readText().substringBefore(MARK) + MARK + "\n\n"
        val text = intro + types.joinToString("\n\n") { section(it) } + "\n"
        if (System.getProperty("mockaws.write") == "true") page.writeText(text)
        withClue("$page is not up to date; write it with -Dtest=TypesPageTest -Dmockaws.write=true") { page.readText() shouldBe text }
    }

    private companion object {
        const val MARK = "<!-- written by TypesPageTest -->"
    }
}
