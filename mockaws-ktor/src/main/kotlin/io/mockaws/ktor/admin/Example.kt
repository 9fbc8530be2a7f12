package io.mockaws.ktor.admin

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonArray
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.doubleOrNull
import kotlinx.serialization.json.longOrNull
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/**
 * An answer as it may be, which also tells what all of them are like. A name in braces stands for any name; one that
 * ends in a question mark is of a member that may be null; a value that is null, or one of several types in a list,
 * may be anything.
 */
internal class Example(
    text: String,
) {
    private val written = Json.parseToJsonElement(text)

    /** Without the marks. */
    val shown: JsonElement = shown(written)

    val schema: JsonObject = schemaOf(written)

    private fun shown(of: JsonElement): JsonElement =
        when (of) {
            is JsonObject -> JsonObject(
                of.entries.associate { (name, value) ->
                    name.trim('{', '}', '?') to shown(value)
                }
            )

            is JsonArray -> JsonArray(of.map { shown(it) })

            is JsonPrimitive -> of
        }

    private fun schemaOf(
        of: JsonElement,
        mayBeNull: Boolean = false,
    ): JsonObject =
        buildJsonObject {
            val type = typeOf(of) ?: return@buildJsonObject
            if (mayBeNull) {
                put("type", buildJsonArray { listOf(type, "null").forEach { add(JsonPrimitive(it)) } })
            } else {
                put("type", type)
            }
            if (of is JsonArray) schemasOf(of).singleOrNull()?.let { put("items", it) }
            if (of !is JsonObject) return@buildJsonObject
            val (any, named) = of.entries.partition { it.key.startsWith('{') }
            any.forEach { put("additionalProperties", schemaOf(it.value)) }
            putJsonObject("properties") {
                named.forEach { (name, value) -> put(name.removeSuffix("?"), schemaOf(value, name.endsWith('?'))) }
            }
        }

    private fun schemasOf(items: JsonArray) = items.map { schemaOf(it) }.distinct()

    private fun typeOf(value: JsonElement): String? =
        when (value) {
            is JsonNull -> null
            is JsonObject -> "object"
            is JsonArray -> "array"
            is JsonPrimitive -> typeOf(value)
        }

    private fun typeOf(value: JsonPrimitive) =
        when {
            value.isString -> "string"
            value.longOrNull != null -> "integer"
            value.doubleOrNull != null -> "number"
            else -> "boolean"
        }
}
