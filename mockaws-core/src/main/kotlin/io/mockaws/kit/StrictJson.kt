package io.mockaws.kit

import com.fasterxml.jackson.core.JsonFactory
import com.fasterxml.jackson.core.JsonProcessingException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement

/** JSON of callers, which has to be JSON to the letter: kotlinx lets words without quotes through. */
internal object StrictJson {
    private val factory = JsonFactory()

    /** What [text] is; null where it is no JSON, or more than one value. */
    fun parse(text: String): JsonElement? = if (isJson(text)) Json.parseToJsonElement(text) else null

    private fun isJson(text: String): Boolean =
        try {
            factory.createParser(text).use { parser ->
                if (parser.nextToken() == null) return false
                parser.skipChildren()
                parser.nextToken() == null
            }
        } catch (_: JsonProcessingException) {
            false
        }
}
