@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.wire.codec

import com.fasterxml.jackson.core.JsonParser
import com.fasterxml.jackson.core.JsonToken
import io.mockaws.wire.Blob
import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.UnknownMembers
import kotlinx.serialization.DeserializationStrategy
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.CompositeDecoder
import kotlin.time.Instant

/**
 * Reads a shape from Jackson's tokens of JSON or CBOR. The parser always stands on the first token of the value
 * that is asked for and is left on its last. The words of its refusals are those of AWS's own parser.
 */
internal class TokenDecoder(
    private val parser: JsonParser,
    private val format: TokenFormat,
    plans: ShapePlans,
    private val unknown: UnknownMembers,
) : ShapeDecoder(plans) {
    override fun beginStructure(descriptor: SerialDescriptor): CompositeDecoder {
        val plan = enter(descriptor)
        val token = parser.currentToken()
        if (plan.isList) {
            if (token == JsonToken.START_OBJECT) throw MalformedRequest(STRUCTURE)
            if (token != JsonToken.START_ARRAY) throw MalformedRequest("Unexpected field type")
        } else if (token != JsonToken.START_OBJECT) {
            if (token == JsonToken.START_ARRAY) throw MalformedRequest("Unrecognized collection type")
            throw MalformedRequest("Unexpected field type")
        }
        return this
    }

    override fun endStructure(descriptor: SerialDescriptor) {
        val plan = frame.plan!!
        if (!frame.done) skipRest()
        if (plan.isUnion) frame.checkUnion()
        leave()
    }

    private fun skipRest() {
        while (true) {
            val token = parser.nextToken()
            if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) return
            parser.skipChildren()
        }
    }

    override fun decodeElementIndex(descriptor: SerialDescriptor): Int {
        val frame = frame
        val plan = frame.plan!!
        return when {
            plan.isList -> nextItem(frame, plan)
            plan.isMap -> nextKeyOrValue(frame, plan)
            else -> nextMember(frame, plan)
        }
    }

    private fun nextMember(
        frame: Frame,
        plan: ShapePlan,
    ): Int {
        while (true) {
            val name = parser.nextFieldName() ?: return done(frame)
            val index = plan.index(name)
            val token = parser.nextToken()
            if (index >= 0) {
                if (token == JsonToken.VALUE_NULL) continue
                frame.known++
                return at(index)
            }
            if (token != JsonToken.VALUE_NULL && name != TYPE) {
                frame.unknown++
                unknown.report(path(name))
            }
            parser.skipChildren()
        }
    }

    private fun nextItem(
        frame: Frame,
        plan: ShapePlan,
    ): Int {
        val token = parser.nextToken()
        if (token == JsonToken.END_ARRAY) return done(frame)
        if (token == JsonToken.VALUE_NULL && !plan.nullable[0]) throw MalformedRequest("Lists may not contain null")
        at(0)
        return frame.position++
    }

    private fun nextKeyOrValue(
        frame: Frame,
        plan: ShapePlan,
    ): Int {
        if (frame.position and 1 == 0) {
            frame.key = parser.nextFieldName() ?: return done(frame)
            at(0)
        } else {
            if (parser.nextToken() == JsonToken.VALUE_NULL && !plan.nullable[1]) {
                throw MalformedRequest("Maps may not contain null")
            }
            at(1)
        }
        return frame.position++
    }

    private fun done(frame: Frame): Int {
        frame.done = true
        return CompositeDecoder.DECODE_DONE
    }

    override fun decodeNotNullMark(): Boolean = parser.currentToken() != JsonToken.VALUE_NULL

    override fun decodeNull(): Nothing? = null

    override fun decodeString(): String =
        when (parser.currentToken()) {
            JsonToken.VALUE_STRING, JsonToken.FIELD_NAME -> wellFormed(parser.text)
            else -> refuse("String")
        }

    override fun decodeBoolean(): Boolean =
        when (parser.currentToken()) {
            JsonToken.VALUE_TRUE -> true
            JsonToken.VALUE_FALSE -> false
            JsonToken.VALUE_STRING -> throw MalformedRequest("Unexpected token received from parser")
            else -> refuse("Boolean")
        }

    override fun decodeByte(): Byte = integer("Byte", Byte.MIN_VALUE.toLong(), Byte.MAX_VALUE.toLong()).toByte()

    override fun decodeShort(): Short = integer("Short", Short.MIN_VALUE.toLong(), Short.MAX_VALUE.toLong()).toShort()

    override fun decodeInt(): Int = integer("Integer", Int.MIN_VALUE.toLong(), Int.MAX_VALUE.toLong()).toInt()

    override fun decodeLong(): Long = integer("Long", Long.MIN_VALUE, Long.MAX_VALUE)

    private fun integer(
        type: String,
        least: Long,
        most: Long,
    ): Long {
        val value =
            when (parser.currentToken()) {
                JsonToken.VALUE_NUMBER_INT -> parser.longValue
                JsonToken.FIELD_NAME -> parser.currentName().toLongOrNull() ?: refuse(type)
                else -> refuse(type)
            }
        if (value !in least..most) throw MalformedRequest("Number $value is out of range of $type")
        return value
    }

    override fun decodeFloat(): Float = format.readDouble(parser, FLOAT_LIMIT) { refuse("Float") }.toFloat()

    override fun decodeDouble(): Double = format.readDouble(parser, Double.MAX_VALUE) { refuse("Double") }

    override fun decodeBlob(): Blob = format.readBlob(parser) { refuse("ByteBuffer") }

    override fun decodeInstant(): Instant = format.readInstant(parser, timestamps) { refuse("Date") }

    override fun decodeDocument(): Any? = readDocument(parser)

    override fun <T> decodeOther(deserializer: DeserializationStrategy<T>): T = deserializer.deserialize(this)

    private fun refuse(type: String): Nothing =
        throw MalformedRequest(
            when (parser.currentToken()) {
                JsonToken.START_OBJECT -> STRUCTURE
                JsonToken.START_ARRAY -> "Unrecognized collection type class java.lang.$type"
                JsonToken.VALUE_TRUE -> "TRUE_VALUE cannot be converted to $type"
                JsonToken.VALUE_FALSE -> "FALSE_VALUE cannot be converted to $type"
                JsonToken.VALUE_NUMBER_INT -> "NUMBER_VALUE cannot be converted to $type"
                JsonToken.VALUE_NUMBER_FLOAT -> "DECIMAL_VALUE cannot be converted to $type"
                JsonToken.VALUE_STRING -> "STRING_VALUE cannot be converted to $type"
                else -> "Unexpected token received from parser"
            },
        )

    private companion object {
        const val STRUCTURE = "Start of structure or map found where not expected"

        /** Some clients name the shape of a structure; it is a member of none. */
        const val TYPE = "__type"
        const val FLOAT_LIMIT = 3.4028235677973366e38
    }
}

/** [text] itself; half a surrogate pair, which JSON can escape and UTF-8 cannot say, is refused. */
internal fun wellFormed(text: String): String {
    var i = 0
    while (i < text.length) {
        val c = text[i++]
        if (!c.isSurrogate()) continue
        if (c.isLowSurrogate() || i == text.length || !text[i++].isLowSurrogate()) {
            throw MalformedRequest("Invalid UTF-16 surrogate in a string")
        }
    }
    return text
}
