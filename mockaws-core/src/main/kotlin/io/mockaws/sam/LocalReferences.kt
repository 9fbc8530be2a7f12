package io.mockaws.sam

import io.mockaws.services.cloudformation.template.TemplateReader
import io.mockaws.services.cloudformation.template.section
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import java.nio.file.Path
import kotlin.io.path.div
import kotlin.io.path.exists
import kotlin.io.path.isDirectory
import kotlin.io.path.isRegularFile
import kotlin.io.path.name
import kotlin.io.path.readText

/**
 * What a template names by paths of this machine: code of functions stays where it is, definitions come into the
 * template, and
 * templates of applications are put where [upload] says.
 *
 * @property folder where the template lies
 */
internal class LocalReferences(
    private val folder: Path,
    private val upload: (name: String, template: String) -> String,
) {
    /**
     * The files and folders beside the template that it depends on, but for code of functions, which is read when it
     * runs.
     */
    val watched: MutableSet<Path> = LinkedHashSet()

    fun resolved(template: JsonObject): JsonObject {
        val made = LinkedHashMap(template)
        val ofFunctions = template.section("Globals").section("Function")
        if ("CodeUri" in ofFunctions) {
            val globals = LinkedHashMap(template.section("Globals"))
            globals["Function"] = JsonObject(ofFunctions + ("CodeUri" to code(ofFunctions["CodeUri"])))
            made["Globals"] = JsonObject(globals)
        }
        made["Resources"] =
            JsonObject(
                template.section("Resources").mapValues { (_, resource) ->
                    if (resource is JsonObject) resource(resource, "CodeUri" in ofFunctions) else resource
                },
            )
        return included(JsonObject(made)) as JsonObject
    }

    private fun resource(
        resource: JsonObject,
        hasGlobalCode: Boolean,
    ): JsonObject {
        val properties = resource.section("Properties")
        val changed: Map<String, JsonElement> =
            when ((resource["Type"] as? JsonPrimitive)?.content) {
                "AWS::Serverless::Function" -> function(properties, hasGlobalCode)

                "AWS::Lambda::Function" -> ofPath(properties, "Code", ::codeOfLambda)

                "AWS::Serverless::LayerVersion" -> ofPath(properties, "ContentUri", ::layer)

                "AWS::Serverless::Api", "AWS::Serverless::HttpApi" ->
                    return definition(resource, properties, "DefinitionBody")

                "AWS::Serverless::StateMachine" -> return definition(resource, properties, "Definition")

                "AWS::Serverless::Application" -> application(properties)

                else -> return resource
            }
        return JsonObject(resource + ("Properties" to JsonObject(properties + changed)))
    }

    private fun ofPath(
        properties: JsonObject,
        name: String,
        made: (JsonElement?) -> JsonElement,
    ): Map<String, JsonElement> = if (isPath(properties[name])) mapOf(name to made(properties[name])) else emptyMap()

    private fun function(
        properties: JsonObject,
        hasGlobalCode: Boolean,
    ): Map<String, JsonElement> {
        val isImage = properties["PackageType"] == JsonPrimitive("Image")
        if ("InlineCode" in properties || "ImageUri" in properties || isImage) {
            return emptyMap()
        }
        val given = properties["CodeUri"]
        if (given == null && hasGlobalCode) return emptyMap()
        return mapOf("CodeUri" to code(given ?: JsonPrimitive(".")))
    }

    private fun code(given: JsonElement?): JsonElement = if (isPath(given)) located(place(given)) else given!!

    private fun codeOfLambda(given: JsonElement?): JsonElement =
        buildJsonObject {
            put("S3Bucket", BUCKET)
            put("S3Key", "${place(given)}")
        }

    /** A layer is read when it is published, so that another content makes another version. */
    private fun layer(given: JsonElement?): JsonElement {
        val place = path(given)
        watched.add(place)
        return located(place, "${FileStamp.of(listOf(place)).hashCode()}")
    }

    private fun located(
        place: Path,
        version: String? = null,
    ) = buildJsonObject {
        put("Bucket", BUCKET)
        put("Key", "$place")
        version?.let { put("Version", it) }
    }

    /** The folder or the jar of [given]; of what Maven or Gradle has made the project, whose classes are newer. */
    private fun place(given: JsonElement?): Path {
        val path = path(given)
        val built = generateSequence(path) { it.parent }.firstOrNull { it.name == "target" || it.name == "build" }
        return built?.parent?.takeIf { !path.isDirectory() && it.exists() } ?: path
    }

    private fun path(given: JsonElement?): Path =
        (folder / (given as JsonPrimitive).content).toAbsolutePath().normalize()

    /** Whether [given] is a path of this machine, and not an address or what is only known in the stack. */
    private fun isPath(given: JsonElement?): Boolean =
        given is JsonPrimitive && given.isString && !ADDRESS.containsMatchIn(given.content)

    private fun definition(
        resource: JsonObject,
        properties: JsonObject,
        name: String,
    ): JsonObject {
        val uri = properties["DefinitionUri"]
        if (!isPath(uri)) return resource
        val content = content(path(uri))
        return JsonObject(resource + ("Properties" to JsonObject(properties - "DefinitionUri" + (name to content))))
    }

    private fun content(file: Path): JsonElement {
        require(file.isRegularFile()) { "There is no file $file, which the template names" }
        watched.add(file)
        return TemplateReader.readFragment(file.readText())
    }

    private fun application(properties: JsonObject): Map<String, JsonElement> {
        val location = properties["Location"]
        if (!isPath(location)) return emptyMap()
        val file = path(location)
        require(file.isRegularFile()) { "There is no file $file, which the template names" }
        val inner = LocalReferences(file.parent, upload)
        val template = inner.resolved(TemplateReader.read(file.readText()).json)
        watched.add(file)
        watched.addAll(inner.watched)
        return mapOf("Location" to JsonPrimitive(upload("${file.parent.name}-${file.name}", "$template")))
    }

    /** [value] with the contents of the files that `AWS::Include` names by their paths. */
    private fun included(value: JsonElement): JsonElement =
        when (value) {
            is JsonArray -> JsonArray(value.map(::included))

            is JsonObject -> {
                val include = value.section("Fn::Transform").takeIf { it["Name"] == JsonPrimitive("AWS::Include") }
                val location = include?.section("Parameters")?.get("Location")
                if (isPath(location)) {
                    included(content(path(location)))
                } else {
                    JsonObject(value.mapValues { included(it.value) })
                }
            }

            else -> value
        }

    private companion object {
        /** The bucket that stands for this machine, see `docs/lambda.md`. */
        const val BUCKET = "hot-reload"
        val ADDRESS = Regex("^[a-z0-9+]+://|\\{\\{resolve:")
    }
}
