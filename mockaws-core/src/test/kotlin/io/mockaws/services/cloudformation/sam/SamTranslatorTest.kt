package io.mockaws.services.cloudformation.sam

import io.kotest.assertions.withClue
import io.kotest.matchers.doubles.shouldBeGreaterThanOrEqual
import io.mockaws.services.cloudformation.template.TemplateReader
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.condition.EnabledIfSystemProperty
import java.nio.file.Path
import kotlin.io.path.Path
import kotlin.io.path.div
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.nameWithoutExtension
import kotlin.io.path.readText

/**
 * The transform against the tests of SAM's own translator: `-Dsam.translator=FOLDER`, where the folder is `tests/translator` of
 * https://github.com/aws/serverless-application-model. Prints what differs, and counts by kind. Lists count as sets, as they do there.
 */
@EnabledIfSystemProperty(named = "sam.translator", matches = ".+")
class SamTranslatorTest {
    private val folder: Path get() = Path(System.getProperty("sam.translator"))

    @Test
    fun `what it takes becomes the same, and what it refuses is refused`() {
        // Times and switches of its own service decide what these become.
        val cases = names().filterNot { it.startsWith("translate_") || it.startsWith("feature_") }
        val (wrong, right) = cases.partition { it.startsWith("error_") }
        val accepted = right.groupBy { it.substringBefore('_') }.mapValues { (_, all) -> all.count(::isSame) to all.size }
        accepted.forEach { (kind, counts) -> if (counts.first < counts.second) println("$kind: ${counts.first} of ${counts.second}") }
        val equal = accepted.values.sumOf { it.first }
        val refused = wrong.count { message(it) != null }
        val sameWords = wrong.count { message(it) == expected(it).getValue("errorMessage").jsonPrimitive.content.sorted() }
        println("equal: $equal of ${right.size}; refused: $refused of ${wrong.size}, in the same words: $sameWords")
        withClue("equal") { equal.toDouble() / right.size shouldBeGreaterThanOrEqual LEAST }
        withClue("refused") { refused.toDouble() / wrong.size shouldBeGreaterThanOrEqual LEAST }
    }

    private fun names() = (folder / "input").listDirectoryEntries("*.yaml").map { it.nameWithoutExtension }.sorted()

    private fun isSame(name: String): Boolean =
        try {
            (normal(transformed(name)) == normal(expected(name))).also { if (!it) println("differs: $name") }
        } catch (wrong: SamError) {
            println("refused: $name ${wrong.messages.take(1)}")
            false
        }

    /** What is said, whatever the order in which several things are; null where nothing is. */
    private fun message(name: String): String? =
        try {
            transformed(name)
            null
        } catch (wrong: SamError) {
            wrong.message!!.sorted()
        }

    private fun String.sorted() = split(Regex("(?=Resource with id \\[)")).map { it.trim() }.sorted().joinToString(" ")

    private fun transformed(name: String) =
        SamTransform.transform(
            TemplateReader.read((folder / "input" / "$name.yaml").readText()).json,
            mapOf("param1" to "value1", "param2" to "value2"),
            "ap-southeast-1",
            "123456789012",
        )

    private fun expected(name: String) = Json.parseToJsonElement((folder / "output" / "$name.json").readText()) as JsonObject

    private fun normal(value: JsonElement): JsonElement =
        when (value) {
            is JsonObject -> JsonObject(value.mapValues { normal(it.value) })
            is JsonArray -> JsonArray(value.map(::normal).sortedBy(::text))
            is JsonPrimitive -> value.content.toDoubleOrNull()?.takeIf { !value.isString }?.let { JsonPrimitive(it) } ?: value
        }

    private fun text(value: JsonElement): String =
        when (value) {
            is JsonObject -> value.entries.sortedBy { it.key }.joinToString(",", "{", "}") { "${it.key}:${text(it.value)}" }
            is JsonArray -> value.joinToString(",", "[", "]", transform = ::text)
            is JsonPrimitive -> "$value"
        }

    private companion object {
        const val LEAST = 0.9
    }
}
