package io.mockaws.services.lambda.invocation

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.doubleOrNull
import kotlinx.serialization.json.longOrNull

/** JSON as maps, lists, texts, numbers and booleans, which is what functions without types of their own work on. */
internal object PlainJson {
    fun read(element: JsonElement): Any? =
        when (element) {
            is JsonObject -> element.mapValuesTo(LinkedHashMap<String, Any?>()) { read(it.value) }
            is JsonArray -> element.mapTo(ArrayList<Any?>()) { read(it) }
            is JsonPrimitive -> scalar(element)
        }

    private fun scalar(value: JsonPrimitive): Any? =
        when {
            value === JsonNull -> null

            value.isString -> value.content

            value.booleanOrNull != null -> value.booleanOrNull

            value.longOrNull != null -> value.longOrNull!!.let {
                if (it in
                    Int.MIN_VALUE..Int.MAX_VALUE
                ) {
                    it.toInt()
                } else {
                    it
                }
            }

            else -> value.doubleOrNull
        }

    /**
     * What a function returned, as JSON.
     *
     * @throws IllegalArgumentException for what is none of these
     */
    fun write(value: Any?): JsonElement =
        when (value) {
            null, Unit -> JsonNull

            is JsonElement -> value

            is String -> JsonPrimitive(value)

            is CharSequence, is Char, is Enum<*> -> JsonPrimitive(value.toString())

            is Number -> JsonPrimitive(value)

            is Boolean -> JsonPrimitive(value)

            is Map<*, *> -> JsonObject(value.entries.associate { it.key.toString() to write(it.value) })

            is Iterable<*> -> JsonArray(value.map(::write))

            is Array<*> -> JsonArray(value.map(::write))

            else ->
                throw IllegalArgumentException(
                    "A function returned a ${value.javaClass.name}, which is neither JSON, text, number, map " +
                        "nor list. Name its types: function<Order, Receipt>(name) { }, or put " +
                        "com.amazonaws:aws-lambda-java-serialization on the class path",
                )
        }
}
