package io.mockaws.kit.pattern

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import java.math.BigDecimal

/** An event as its values by their paths, `detail.order.id`. */
internal class FlatEvent private constructor() {
    private val leaves = HashMap<String, MutableList<Leaf>>()
    private var arrays = 0

    /** Values that stand at [path]: several where there are arrays; null for none. */
    operator fun get(path: String): List<Leaf>? = leaves[path]

    class Leaf(
        val value: EventValue,
        /** The arrays that it is in, by a number, and its item in each. */
        val places: Map<Int, Int>,
    ) {
        /** Whether it is in the same items as those that were chosen. */
        fun agreesWith(chosen: Map<Int, Int>): Boolean =
            places.isEmpty() || chosen.isEmpty() ||
                places.all { (array, item) -> chosen[array]?.let { it == item } ?: true }
    }

    private fun add(
        path: String,
        element: JsonElement,
        places: Map<Int, Int>,
    ) {
        when (element) {
            is JsonObject ->
                for ((name, value) in element) add(if (path.isEmpty()) name else "$path.$name", value, places)

            is JsonArray -> {
                val array = arrays++
                element.forEachIndexed { index, item -> add(path, item, places + (array to index)) }
            }

            is JsonPrimitive -> leaves.getOrPut(path) { ArrayList(1) } += Leaf(valueOf(element), places)
        }
    }

    private fun valueOf(primitive: JsonPrimitive): EventValue {
        val text = primitive.content
        if (primitive.isString) return EventValue(text, isString = true)
        val isNumber = text[0] == '-' || text[0].isDigit()
        return EventValue(text, isString = false, if (isNumber) BigDecimal(text) else null)
    }

    companion object {
        fun of(event: JsonObject): FlatEvent = FlatEvent().apply { add("", event, emptyMap()) }
    }
}
