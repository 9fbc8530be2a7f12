package io.mockaws.sam

import io.mockaws.engine.AwsFault
import io.mockaws.services.cloudformation.sam.SamError
import io.mockaws.services.cloudformation.sam.SamTransform
import io.mockaws.services.cloudformation.template.Template
import io.mockaws.services.cloudformation.template.TemplateReader
import io.mockaws.services.cloudformation.template.scalar
import io.mockaws.services.cloudformation.template.section
import io.mockaws.services.cloudformation.template.textAt
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import java.nio.file.Path
import kotlin.io.path.div
import kotlin.io.path.readText

/**
 * A project of AWS SAM as it lies in its folder at a time.
 *
 * @property options what is given beside the template
 */
internal class SamFiles(
    private val file: Path,
    private val options: SamOptions,
    upload: (name: String, template: String) -> String,
) {
    private val folder = file.toAbsolutePath().parent
    private val config = SamConfig.read(folder / "samconfig.toml")
    private val text = file.readText()
    private val references = LocalReferences(folder, upload)

    /** All that decides what is deployed; a project whose stamp is another is deployed anew. */
    val watched: List<Path> get() = listOf(file, folder / "samconfig.toml") + references.watched

    val stackName: String =
        options.stackName ?: config.stackName ?: "${folder.fileName}".replace(Regex("[^A-Za-z0-9-]"), "-")

    private val read: Template =
        try {
            TemplateReader.read(text)
        } catch (malformed: AwsFault) {
            throw IllegalArgumentException("${file.fileName}: ${malformed.error.message}", malformed)
        }

    /** The template with what it names on this machine. */
    val template: JsonObject = references.resolved(withVariables(read.json))

    /** The values that [template] has a parameter for. */
    val parameters: Map<String, String> =
        read.json.section("Parameters").keys.let { known ->
            val unknown = options.parameters.keys - known
            require(unknown.isEmpty()) {
                "${file.fileName} has no parameter ${unknown.first()}: see its section " +
                    "Parameters"
            }
            (config.parameters + options.parameters).filterKeys { it in known }
        }

    /**
     * What SAM makes of it: a template without resources of SAM's.
     *
     * @throws IllegalArgumentException with a line for each thing that is wrong, and where it is
     */
    fun transformed(
        region: String,
        accountId: String,
    ): JsonObject {
        val named = read.json["Transform"].let {
            if (it is JsonArray) it else listOfNotNull(it)
        }.any {
            (it as JsonElement).scalar == SamTransform.NAME
        }
        if (!named) return template
        try {
            return SamTransform.transform(template, parameters, region, accountId)
        } catch (wrong: SamError) {
            throw IllegalArgumentException(wrong.messages.joinToString("\n") { placed(it) }, wrong)
        }
    }

    /** [message] with the file, the line and the column of the resource that it is about. */
    private fun placed(message: String): String {
        val id = Regex("""\[(\w+)]""").findAll(message).map {
            it.groupValues[1]
        }.firstOrNull {
            it in read.json.section("Resources")
        }
        val position = id?.let { read.positionOf("/Resources/$it") } ?: return "${file.fileName}: $message"
        return "${file.fileName}:$position $message"
    }

    /**
     * The variables that are given by the names of functions, and those for all, in the place of those that the
     * template has.
     */
    private fun withVariables(json: JsonObject): JsonObject {
        if (options.variables.isEmpty()) return json
        val shared = options.variables["Parameters"].orEmpty()
        val ofAll = json.section("Globals").section("Function").section("Environment").section("Variables")
        val resources =
            json.section("Resources").mapValues { (id, resource) ->
                if (resource !is JsonObject || !resource.textAt("Type").orEmpty().endsWith("::Function")) {
                    return@mapValues resource
                }
                val properties = resource.section("Properties")
                val environment = properties.section("Environment")
                val own = environment.section("Variables")
                val given = (shared + options.variables[id].orEmpty()).filterKeys { it in own || it in ofAll }
                if (given.isEmpty()) return@mapValues resource
                val all = JsonObject(own + given.mapValues { JsonPrimitive(it.value) })
                val changed = JsonObject(environment + ("Variables" to all))
                JsonObject(resource + ("Properties" to JsonObject(properties + ("Environment" to changed))))
            }
        return JsonObject(json + ("Resources" to JsonObject(resources)))
    }
}
