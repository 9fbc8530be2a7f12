package io.mockaws.services.cloudformation.template

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Where something stands in a template's text; both count from 1. */
internal class Position(
    val line: Int,
    val column: Int,
) {
    override fun toString(): String = "$line:$column"
}

/** A template as it was read: short forms of YAML are whole functions. */
internal class Template(
    val json: JsonObject,
    /** Where each part stands, by its path: `/Resources/Queue/Properties`. */
    private val positions: Map<String, Position>,
) {
    /** Where [path] stands, or the next part around it that has a place. */
    fun positionOf(path: String): Position? {
        var at = path
        while (at.isNotEmpty()) {
            positions[at]?.let { return it }
            at = at.substringBeforeLast('/')
        }
        return positions[""]
    }
}

/** The section [name] of a template; empty where there is none. */
internal fun JsonObject.section(name: String): JsonObject = this[name] as? JsonObject ?: NOTHING

/** The text at [name], also of numbers and truth values; null where there is none. */
internal fun JsonObject.textAt(name: String): String? = this[name]?.scalar

/** The text of a scalar; null for lists, structures and `null`. */
internal val JsonElement.scalar: String?
    get() = (this as? JsonPrimitive)?.takeIf { it !is kotlinx.serialization.json.JsonNull }?.content

internal val NOTHING: JsonObject = JsonObject(emptyMap())
