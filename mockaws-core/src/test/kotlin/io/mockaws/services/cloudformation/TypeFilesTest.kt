package io.mockaws.services.cloudformation

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.mockaws.model.ListModel
import io.mockaws.model.MapModel
import io.mockaws.model.Models
import io.mockaws.model.ShapeModel
import io.mockaws.model.StructureModel
import io.mockaws.services.cloudformation.resource.CallPlan
import io.mockaws.services.cloudformation.resource.ResourceType
import io.mockaws.services.cloudformation.resource.ResourceTypes
import io.mockaws.services.cloudformation.resource.TypeFile
import org.junit.jupiter.api.Test
import kotlin.io.path.Path
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.io.path.readText

/** The declarations of resource types: every operation, member and property that they name is AWS's. */
class TypeFilesTest {
    private val files = Path("src/main/resources/io/mockaws/models/cloudformation").listDirectoryEntries("*.types")

    @Test
    fun `every declared call is one of AWS's, with members that it has`() {
        val wrong = files.flatMap { file ->
            TypeFile(file.readText()).types.flatMap { (name, type) -> problems(name, type.value).map { "${file.name}: $it" } }
        }
        withClue(wrong.joinToString("\n")) { wrong.size shouldBe 0 }
    }

    private fun problems(name: String, type: ResourceType): List<String> {
        val plans = type.creates + type.updates + type.deletes + type.reads
        val settings = type.settings + listOfNotNull(type.tagging)
        val calls =
            plans.flatMap { problems(it) } +
                settings.flatMap { s -> problems(s.put, s.remove) + s.remove?.let { problems(it, s.put) }.orEmpty() }
        val properties = type.settings.map { it.property }.filter { it !in type.spec.properties }.map { "no property $it" }
        val attributes = type.spec.attributes.isEmpty() || type.attributes.keys.all { it.substringBefore('.') in type.spec.attributes }
        return (
            calls + properties +
                if (attributes) emptyList() else listOf("attributes ${type.attributes.keys} of ${type.spec.attributes}")
            ).map { "$name: $it" }
    }

    private fun problems(plan: CallPlan, other: CallPlan? = null): List<String> {
        val operation = Models.service(plan.service).operation(plan.operation) ?: return listOf("no operation ${plan.operation}")
        val beside = other?.let { Models.service(it.service).operation(it.operation)?.input }
        return plan.members.map { it.first }
            .filter { path -> !has(operation.input, path.split('.')) && (beside == null || !has(beside, path.split('.'))) }
            .map { "no member $it of ${plan.operation}" }
    }

    private fun has(shape: ShapeModel, path: List<String>): Boolean =
        when {
            path.isEmpty() -> true
            shape is StructureModel -> shape.member(path[0])?.let { has(it.target, path.drop(1)) } ?: false
            shape is ListModel -> has(shape.item, path)
            shape is MapModel -> true
            else -> false
        }

    @Test
    fun `most types of AWS's can be made`() {
        val all = Models.index.flatMap { service ->
            Models.textOrNull("${service.name}.resources").orEmpty().lines().filter { it.isNotEmpty() }
        }.map { it.substringBefore('\t') }
        val made = all.filter { ResourceTypes.named(it) != null }
        println("of ${all.size} types ${made.size} can be made")
        withClue("of ${all.size} types") { (made.size > all.size / 2) shouldBe true }
    }
}
