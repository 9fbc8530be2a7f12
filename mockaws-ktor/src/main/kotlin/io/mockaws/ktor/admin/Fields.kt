package io.mockaws.ktor.admin

import io.mockaws.wire.http.HttpRequest
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.doubleOrNull
import kotlinx.serialization.json.intOrNull
import kotlinx.serialization.json.longOrNull
import kotlin.time.Duration
import kotlin.time.Instant

/** The values of a JSON object by their types; null for one that is left out. What has another type is refused. */
internal class Fields(
    val content: JsonObject,
) {
    val names: Set<String> get() = content.keys

    fun text(name: String): String? = value(name, "a text") {
        (it as? JsonPrimitive)?.takeIf { p -> p.isString }?.content
    }

    /** A text that cannot be left out. */
    fun required(name: String): String = requireNotNull(text(name)) { "\"$name\" is missing" }

    fun int(name: String): Int? = value(name, "an integer") { number(it)?.intOrNull }

    fun long(name: String): Long? = value(name, "an integer") { number(it)?.longOrNull }

    fun double(name: String): Double? = value(name, "a number") { number(it)?.doubleOrNull }

    fun boolean(name: String): Boolean? = value(name, "true or false") { number(it)?.booleanOrNull }

    fun members(name: String): JsonObject? = value(name, "an object") { it as? JsonObject }

    fun duration(name: String): Duration? =
        text(name)?.let { text ->
            requireNotNull(Duration.parseOrNull(text)) {
                "\"$name\" is no duration such as \"PT1M30S\" or \"90s\": $text"
            }
        }

    fun instant(name: String): Instant? =
        text(name)?.let { text ->
            requireNotNull(Instant.parseOrNull(text)) {
                "\"$name\" is no instant such as \"2027-01-01T00:00:00Z\": $text"
            }
        }

    /** What stands without quotes. */
    private fun number(value: JsonElement) = (value as? JsonPrimitive)?.takeIf { !it.isString }

    private inline fun <T> value(
        name: String,
        wanted: String,
        read: (JsonElement) -> T?,
    ): T? {
        val value = content[name] ?: return null
        if (value is JsonNull) return null
        return requireNotNull(read(value)) { "\"$name\" is $wanted, not $value" }
    }
}

/**
 * A number of the query; null where it is left out.
 *
 * @throws IllegalArgumentException for what is none of [range]
 */
internal fun HttpRequest.number(
    name: String,
    range: IntRange = 0..Int.MAX_VALUE,
): Int? =
    parameters[name]?.let { text ->
        val number = text.toIntOrNull()
        require(number != null && number in range) {
            val upTo = if (range.last == Int.MAX_VALUE) "${range.first} or more" else "${range.first} to ${range.last}"
            "\"$name\" is a number, $upTo, not \"$text\""
        }
        number
    }

/** A field of the query that cannot be left out. */
internal fun HttpRequest.required(name: String): String =
    requireNotNull(parameters[name]?.takeIf { it.isNotEmpty() }) { "Which $name? It is missing in the query" }
