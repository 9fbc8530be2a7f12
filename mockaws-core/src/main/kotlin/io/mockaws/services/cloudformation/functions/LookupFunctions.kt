package io.mockaws.services.cloudformation.functions

import io.mockaws.services.cloudformation.template.TemplateFaults
import io.mockaws.services.cloudformation.template.scalar
import io.mockaws.services.cloudformation.template.section
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Functions that find a value: of a parameter, a resource, a mapping, another stack. */
internal class LookupFunctions(
    private val evaluator: Evaluator,
) {
    private val scope get() = evaluator.scope

    /** Null for `AWS::NoValue`. */
    fun ref(
        argument: JsonElement,
        path: String,
    ): JsonElement? {
        val name =
            argument.scalar
                ?: throw TemplateFaults.format("[$path] Every Ref object must have a single String value.", path)
        if (name == NO_VALUE) return null
        return scope.parameter(name) ?: scope.physicalId(name) ?: throw unresolved(name, path)
    }

    fun attribute(
        argument: JsonElement,
        path: String,
    ): JsonElement {
        val parts = if (argument is JsonArray) {
            argument
        } else {
            JsonArray(
                argument.scalar.orEmpty().split('.', limit = 2).map(::JsonPrimitive)
            )
        }
        val resource = parts.getOrNull(0)?.scalar
        val attribute = parts.getOrNull(1)?.let { evaluator.text(it, path) }
        if (resource.isNullOrEmpty() || attribute.isNullOrEmpty() || parts.size != 2) {
            throw TemplateFaults.error(
                "every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute",
                path
            )
        }
        return scope.attribute(resource, attribute, path)
    }

    fun mapping(
        argument: JsonElement,
        path: String,
    ): JsonElement? {
        val parts = argument as? JsonArray
        if (parts == null || parts.size !in KEYS..KEYS + 1) {
            throw TemplateFaults.error(
                "every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value",
                path
            )
        }
        val (map, top, second) = parts.take(KEYS).mapIndexed { i, part -> evaluator.text(part, "$path/$i").orEmpty() }
        val otherwise = (parts.getOrNull(KEYS) as? JsonObject)?.get("DefaultValue")
        val mappings = scope.template.section("Mappings")
        if (map !in mappings && otherwise == null) {
            throw TemplateFaults.invalid(
                "Template error: Mapping named '$map' is not present in the 'Mappings' section of template.",
                path
            )
        }
        val found = ((mappings[map] as? JsonObject)?.get(top) as? JsonObject)?.get(second)
        if (found == null &&
            otherwise == null
        ) {
            throw TemplateFaults.error("Unable to get mapping for $map::$top::$second", path)
        }
        return evaluator.value(found ?: otherwise!!, path)
    }

    fun import(
        argument: JsonElement,
        path: String,
    ): JsonElement {
        val name =
            evaluator.text(argument, path)
                ?: throw TemplateFaults.error(
                    "the attribute in Fn::ImportValue must be a string or a function that returns a string",
                    path
                )
        return scope.export(name)
    }

    fun zones(
        argument: JsonElement,
        path: String,
    ): JsonElement {
        val region = evaluator.text(argument, path).orEmpty().ifEmpty {
            scope.parameter("AWS::Region")?.scalar.orEmpty()
        }
        return JsonArray(listOf("a", "b", "c").map { JsonPrimitive(region + it) })
    }

    private fun unresolved(
        name: String,
        path: String,
    ) = TemplateFaults.format(
        "Unresolved resource dependencies [$name] in the ${path.split('/').getOrElse(1) {
            "Resources"
        }} block of the template",
        path
    )

    private companion object {
        const val NO_VALUE = "AWS::NoValue"
        const val KEYS = 3
    }
}
