@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.kit

import com.fasterxml.jackson.core.JsonFactory
import com.fasterxml.jackson.core.JsonParser
import com.fasterxml.jackson.core.JsonProcessingException
import com.fasterxml.jackson.core.JsonToken
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.JsonUnquotedLiteral

/** JSON of callers, which has to be JSON to the letter: kotlinx lets words without quotes through. Numbers keep their digits. */
internal object StrictJson {
    private val factory = JsonFactory()

    /** What [text] is; null where it is no JSON, or more than one value. */
    fun parse(text: String): JsonElement? =
        try {
            factory.createParser(text).use { parser ->
                if (parser.nextToken() == null) return null
                val value = value(parser)
                value.takeIf { parser.nextToken() == null }
            }
        } catch (_: JsonProcessingException) {
            null
        }

    private fun value(parser: JsonParser): JsonElement =
        when (parser.currentToken()) {
            JsonToken.START_OBJECT -> {
                val members = LinkedHashMap<String, JsonElement>()
                while (true) {
                    val name = parser.nextFieldName() ?: break
                    parser.nextToken()
                    members[name] = value(parser)
                }
                JsonObject(members)
            }

            JsonToken.START_ARRAY -> {
                val items = ArrayList<JsonElement>()
                while (parser.nextToken() != JsonToken.END_ARRAY) items += value(parser)
                JsonArray(items)
            }

            JsonToken.VALUE_STRING -> JsonPrimitive(parser.text)

            JsonToken.VALUE_NULL -> JsonNull

            JsonToken.VALUE_TRUE -> JsonPrimitive(true)

            JsonToken.VALUE_FALSE -> JsonPrimitive(false)

            else -> JsonUnquotedLiteral(parser.text)
        }
}
