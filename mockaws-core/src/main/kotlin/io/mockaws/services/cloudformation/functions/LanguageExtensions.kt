package io.mockaws.services.cloudformation.functions

import io.mockaws.engine.AwsFault
import io.mockaws.services.cloudformation.template.TemplateFaults
import io.mockaws.services.cloudformation.template.scalar
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * `AWS::LanguageExtensions`: unrolls `Fn::ForEach`. What else it adds, the functions themselves know.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
internal class LanguageExtensions(
    private val evaluator: Evaluator,
) {
    /** [json] without loops. */
    fun unrolled(
        json: JsonElement,
        path: String = "",
    ): JsonElement =
        when (json) {
            is JsonObject -> members(json, path)
            is JsonArray -> JsonArray(json.mapIndexed { i, item -> unrolled(item, "$path/$i") })
            else -> json
        }

    private fun members(
        json: JsonObject,
        path: String,
    ): JsonObject {
        val made = LinkedHashMap<String, JsonElement>()
        for ((name, item) in json) {
            if (!name.startsWith(LOOP)) {
                made[name] = unrolled(item, "$path/$name")
                continue
            }
            for ((key, value) in loop(item, "$path/$name")) {
                if (made.put(key, value) !=
                    null
                ) {
                    throw TemplateFaults.error("Fn::ForEach makes $key more than once", "$path/$name")
                }
            }
        }
        return JsonObject(made)
    }

    private fun loop(
        json: JsonElement,
        path: String,
    ): JsonObject {
        val parts = json as? JsonArray
        val identifier = parts?.getOrNull(0)?.scalar
        val body = parts?.getOrNull(2) as? JsonObject
        if (parts?.size != PARTS || identifier == null || body == null) throw malformed(path)
        val items = evaluator.value(parts[1], "$path/1") as? JsonArray ?: throw malformed(path)
        val flat = items.flatMap { if (it is JsonArray) it else listOf(it) }.map { it.scalar ?: throw malformed(path) }
        val made = LinkedHashMap<String, JsonElement>()
        for (item in flat) {
            val copy = replaced(body, identifier, item) as JsonObject
            for ((key, value) in members(copy, path)) {
                if (made.put(key, value) !=
                    null
                ) {
                    throw TemplateFaults.error("Fn::ForEach makes $key more than once", path)
                }
            }
        }
        return JsonObject(made)
    }

    private fun replaced(
        json: JsonElement,
        identifier: String,
        item: String,
    ): JsonElement =
        when (json) {
            is JsonObject ->
                if (json.size == 1 && json["Ref"]?.scalar == identifier) {
                    JsonPrimitive(item)
                } else {
                    JsonObject(
                        json.entries.associate { (name, value) ->
                            text(name, identifier, item) to
                                replaced(value, identifier, item)
                        }
                    )
                }

            is JsonArray -> JsonArray(json.map { replaced(it, identifier, item) })

            is JsonPrimitive -> if (json.isString) JsonPrimitive(text(json.content, identifier, item)) else json
        }

    private fun text(
        text: String,
        identifier: String,
        item: String,
    ): String = text.replace("\${$identifier}", item).replace("&{$identifier}", item.filter { it.isLetterOrDigit() })

    private fun malformed(path: String): AwsFault = TemplateFaults.error("Fn::ForEach layout is incorrect", path)

    companion object {
        private const val LOOP = "Fn::ForEach::"
        private const val PARTS = 3
        const val NAME: String = "AWS::LanguageExtensions"
    }
}
