package io.mockaws.derive

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Values as facts write them: texts, and JSON for what has members or items. */
internal object FactValue {
    fun of(text: String): Any? = if (isJson(text)) valueOf(Json.parseToJsonElement(text)) else text

    private fun isJson(text: String) = text.startsWith("{\"") || text.startsWith("[") || text == "{}"

    /** Numbers and booleans stay texts, which a shape takes as what it needs. */
    private fun valueOf(element: JsonElement): Any? =
        when (element) {
            is JsonObject -> element.mapValues { valueOf(it.value) }
            is JsonArray -> element.map(::valueOf)
            is JsonNull -> null
            is JsonPrimitive -> element.content
        }
}
