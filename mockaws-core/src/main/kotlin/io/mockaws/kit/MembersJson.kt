package io.mockaws.kit

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.intOrNull

/** Members by AWS's names as JSON, in which they are kept; they are texts, whole numbers, truth values, lists and structures. */
internal fun jsonOf(value: Any?): JsonElement =
    when (value) {
        null -> JsonNull
        is Map<*, *> -> JsonObject(value.entries.associate { (name, item) -> name.toString() to jsonOf(item) })
        is List<*> -> JsonArray(value.map(::jsonOf))
        is Boolean -> JsonPrimitive(value)
        is Number -> JsonPrimitive(value)
        else -> JsonPrimitive(value.toString())
    }

/** The way back of [jsonOf]. */
internal fun membersOf(json: JsonObject): Map<String, Any?> = json.mapValues { (_, value) -> valueOf(value) }

private fun valueOf(json: JsonElement): Any? =
    when (json) {
        is JsonObject -> membersOf(json)
        is JsonArray -> json.map(::valueOf)
        is JsonNull -> null
        is JsonPrimitive -> if (json.isString) json.content else json.booleanOrNull ?: json.intOrNull
    }

/** The text at [name]; null where nothing was said. */
internal fun JsonObject.text(name: String): String? = (this[name] as? JsonPrimitive)?.contentOrNull

/** The whole number at [name]; null where nothing was said. */
internal fun JsonObject.number(name: String): Int? = (this[name] as? JsonPrimitive)?.intOrNull

/** The structure at [name]; null where nothing was said. */
internal fun JsonObject.part(name: String): JsonObject? = this[name] as? JsonObject
