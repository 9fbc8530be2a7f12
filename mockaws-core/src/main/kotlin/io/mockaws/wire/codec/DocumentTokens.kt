package io.mockaws.wire.codec

import com.fasterxml.jackson.core.JsonGenerator
import com.fasterxml.jackson.core.JsonParser
import com.fasterxml.jackson.core.JsonToken
import io.mockaws.wire.MalformedRequest
import java.math.BigDecimal
import java.math.BigInteger

/** The JSON-like value of a document, as [io.mockaws.wire.Document] describes it. */
internal fun writeDocument(
    generator: JsonGenerator,
    value: Any?,
) {
    when (value) {
        null -> generator.writeNull()

        is String -> generator.writeString(value)

        is Boolean -> generator.writeBoolean(value)

        is Int -> generator.writeNumber(value)

        is Long -> generator.writeNumber(value)

        is Double -> generator.writeNumber(value)

        is BigInteger -> generator.writeNumber(value)

        is BigDecimal -> generator.writeNumber(value)

        is List<*> -> {
            generator.writeStartArray()
            value.forEach { writeDocument(generator, it) }
            generator.writeEndArray()
        }

        is Map<*, *> -> {
            generator.writeStartObject()
            for ((key, item) in value) {
                generator.writeFieldName(key as String)
                writeDocument(generator, item)
            }
            generator.writeEndObject()
        }

        else -> throw IllegalArgumentException("A document cannot hold a ${value::class.qualifiedName}")
    }
}

/** From the first token of the value to its last. */
internal fun readDocument(parser: JsonParser): Any? =
    when (parser.currentToken()) {
        JsonToken.VALUE_NULL -> null

        JsonToken.VALUE_TRUE -> true

        JsonToken.VALUE_FALSE -> false

        JsonToken.VALUE_STRING -> wellFormed(parser.text)

        JsonToken.VALUE_NUMBER_INT, JsonToken.VALUE_NUMBER_FLOAT -> parser.numberValue

        JsonToken.START_ARRAY ->
            buildList {
                while (parser.nextToken() != JsonToken.END_ARRAY) add(readDocument(parser))
            }

        JsonToken.START_OBJECT ->
            buildMap {
                while (true) {
                    val name = parser.nextFieldName() ?: break
                    parser.nextToken()
                    put(wellFormed(name), readDocument(parser))
                }
            }

        else -> throw MalformedRequest("Unexpected token received from parser")
    }
