package io.mockaws.services.apigateway.template

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.doubleOrNull
import kotlinx.serialization.json.longOrNull

/** JSON as templates work on it, and back. */
internal object TemplateValues {
    /** Objects write themselves as Java does, lists as JSON: so does API Gateway. */
    class JsonList(
        items: Collection<Any?>,
    ) : ArrayList<Any?>(items) {
        override fun toString(): String = toJson(this).toString()
    }

    fun of(json: JsonElement?): Any? =
        when (json) {
            null, JsonNull -> null
            is JsonObject -> json.mapValuesTo(LinkedHashMap<String, Any?>()) { of(it.value) }
            is JsonArray -> JsonList(json.map(::of))
            is JsonPrimitive -> scalar(json)
        }

    private fun scalar(json: JsonPrimitive): Any? {
        if (json.isString) return json.content
        json.booleanOrNull?.let { return it }
        val number = json.longOrNull ?: return json.doubleOrNull
        return if (number in Int.MIN_VALUE..Int.MAX_VALUE) number.toInt() else number
    }

    fun toJson(value: Any?): JsonElement =
        when (value) {
            null -> JsonNull
            is Map<*, *> -> JsonObject(value.entries.associate { "${it.key}" to toJson(it.value) })
            is Collection<*> -> JsonArray(value.map(::toJson))
            is Boolean -> JsonPrimitive(value)
            is Number -> JsonPrimitive(value)
            else -> JsonPrimitive("$value")
        }
}
