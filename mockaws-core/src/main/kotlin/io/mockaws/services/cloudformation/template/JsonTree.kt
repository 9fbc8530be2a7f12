@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.services.cloudformation.template

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

/** A template in JSON. Keeps in [positions] where its parts stand. */
internal class JsonTree(
    private val positions: MutableMap<String, Position>,
) {
    fun read(text: String): JsonElement =
        try {
            JsonFactory().createParser(text).use { parser ->
                parser.nextToken()
                value(parser, "").also { if (parser.nextToken() != null) throw notWellFormed(parser) }
            }
        } catch (malformed: JsonProcessingException) {
            val at = malformed.location
            throw TemplateFaults.notWellFormed("JSON", at?.let { Position(it.lineNr, it.columnNr) })
        }

    private fun notWellFormed(parser: JsonParser) =
        TemplateFaults.notWellFormed(
            "JSON",
            parser.currentTokenLocation().let { Position(it.lineNr, it.columnNr) },
        )

    private fun value(
        parser: JsonParser,
        path: String,
    ): JsonElement {
        positions[path] = parser.currentTokenLocation().let { Position(it.lineNr, it.columnNr) }
        return when (parser.currentToken()) {
            JsonToken.START_OBJECT -> structure(parser, path)
            JsonToken.START_ARRAY -> list(parser, path)
            JsonToken.VALUE_STRING -> JsonPrimitive(parser.text)
            JsonToken.VALUE_NULL -> JsonNull
            JsonToken.VALUE_TRUE -> JsonPrimitive(true)
            JsonToken.VALUE_FALSE -> JsonPrimitive(false)
            else -> JsonUnquotedLiteral(parser.text)
        }
    }

    private fun structure(
        parser: JsonParser,
        path: String,
    ): JsonObject {
        val members = LinkedHashMap<String, JsonElement>()
        while (true) {
            val name = parser.nextFieldName() ?: break
            parser.nextToken()
            members[name] = value(parser, "$path/$name")
        }
        return JsonObject(members)
    }

    private fun list(
        parser: JsonParser,
        path: String,
    ): JsonArray {
        val items = ArrayList<JsonElement>()
        while (parser.nextToken() != JsonToken.END_ARRAY) items += value(parser, "$path/${items.size}")
        return JsonArray(items)
    }
}
