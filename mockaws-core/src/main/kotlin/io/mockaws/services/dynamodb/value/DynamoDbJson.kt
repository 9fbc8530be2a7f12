package io.mockaws.services.dynamodb.value

import io.mockaws.wire.Blob
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import java.util.Base64

/** Items as people write them: each value under its type, `{"id": {"S": "42"}}`. */
internal object DynamoDbJson {
    fun text(attributes: Attributes): String = JsonObject(attributes.mapValues { typed(it.value) }).toString()

    /** [value] without its types, for a cell of a table. */
    fun plain(value: AttributeValue): String =
        when (value) {
            is AttributeValue.S -> value.value
            is AttributeValue.N -> value.value.text
            else -> untyped(value).toString()
        }

    /** The attributes of a key, whose values are strings, numbers and binaries; null when [json] is none. */
    fun keyOrNull(json: String): Attributes? =
        try {
            (Json.parseToJsonElement(json) as? JsonObject)?.mapValues { (_, value) -> scalar(value) ?: return null }
        } catch (_: IllegalArgumentException) {
            null
        } catch (_: InvalidNumber) {
            null
        }

    /**
     * The attributes of an item, which people write under their types or plainly: `{"id": {"S": "42"}}` or `{"id": "42"}`.
     *
     * @throws IllegalArgumentException when [json] is none
     */
    fun attributesOf(json: String): Attributes {
        val item = Json.parseToJsonElement(json) as? JsonObject
        requireNotNull(item) { "An item is a JSON object: {\"id\": \"42\"}" }
        return try {
            item.mapValues { (_, value) ->
                read(value)
                    ?: return PlainValues.toAttributes(item.mapValues { bare(it.value) })
            }
        } catch (wrong: InvalidNumber) {
            throw IllegalArgumentException(wrong.message, wrong)
        }
    }

    /** The value under its type; null when [value] is no such thing. */
    private fun read(value: JsonElement): AttributeValue? {
        val (type, content) = (value as? JsonObject)?.entries?.singleOrNull() ?: return null
        val texts = (content as? JsonArray)?.map { (it as? JsonPrimitive)?.content ?: return@map null }
        return when (type) {
            "M" -> AttributeValue.M((content as? JsonObject ?: return null).mapValues { read(it.value) ?: return null })
            "L" -> AttributeValue.L((content as? JsonArray ?: return null).map { read(it) ?: return null })
            "BOOL" -> AttributeValue.Bool((content as? JsonPrimitive)?.booleanOrNull ?: return null)
            "NULL" -> AttributeValue.Null
            "SS", "NS", "BS" -> setOf(type, texts?.filterNotNull()?.takeIf { it.size == texts.size } ?: return null)
            else -> scalar(value)
        }
    }

    private fun setOf(
        type: String,
        texts: List<String>,
    ): AttributeValue =
        when (type) {
            "SS" -> AttributeValue.SS(texts.toCollection(LinkedHashSet()))
            "NS" -> AttributeValue.NS(texts.mapTo(LinkedHashSet()) { DecimalNumber.of(it.toBigDecimal()) })
            else -> AttributeValue.BS(texts.mapTo(LinkedHashSet()) { Blob(Base64.getDecoder().decode(it)) })
        }

    private fun bare(value: JsonElement): Any? =
        when (value) {
            JsonNull -> null

            is JsonObject -> value.mapValues { bare(it.value) }

            is JsonArray -> value.map { bare(it) }

            is JsonPrimitive -> if (value.isString) {
                value.content
            } else {
                value.booleanOrNull
                    ?: value.content.toBigDecimal()
            }
        }

    private fun scalar(value: JsonElement): AttributeValue? {
        val (type, content) = (value as? JsonObject)?.entries?.singleOrNull() ?: return null
        val text = (content as? JsonPrimitive)?.takeIf { it.isString }?.content ?: return null
        return when (type) {
            "S" -> AttributeValue.S(text)
            "N" -> AttributeValue.N(DecimalNumber.of(text.toBigDecimal()))
            "B" -> AttributeValue.B(Blob(Base64.getDecoder().decode(text)))
            else -> null
        }
    }

    private fun typed(value: AttributeValue): JsonElement {
        val content =
            when (value) {
                is AttributeValue.M -> JsonObject(value.values.mapValues { typed(it.value) })
                is AttributeValue.L -> JsonArray(value.values.map { typed(it) })
                is AttributeValue.N -> JsonPrimitive(value.value.text)
                is AttributeValue.NS -> JsonArray(value.values.map { JsonPrimitive(it.text) })
                AttributeValue.Null -> JsonPrimitive(true)
                else -> untyped(value)
            }
        return JsonObject(mapOf(value.type.name to content))
    }

    private fun untyped(value: AttributeValue): JsonElement =
        when (value) {
            is AttributeValue.S -> JsonPrimitive(value.value)
            is AttributeValue.N -> JsonPrimitive(value.value.decimal)
            is AttributeValue.B -> base64(value.value)
            is AttributeValue.SS -> JsonArray(value.values.map { JsonPrimitive(it) })
            is AttributeValue.NS -> JsonArray(value.values.map { JsonPrimitive(it.decimal) })
            is AttributeValue.BS -> JsonArray(value.values.map { base64(it) })
            is AttributeValue.M -> JsonObject(value.values.mapValues { untyped(it.value) })
            is AttributeValue.L -> JsonArray(value.values.map { untyped(it) })
            AttributeValue.Null -> JsonNull
            is AttributeValue.Bool -> JsonPrimitive(value.value)
            is AttributeValue.Invalid -> error("A table holds no invalid value: $value")
        }

    private fun base64(bytes: Blob) = JsonPrimitive(Base64.getEncoder().encodeToString(bytes.bytes))
}
