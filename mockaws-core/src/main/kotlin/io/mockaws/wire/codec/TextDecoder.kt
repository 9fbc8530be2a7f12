@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.wire.codec

import io.mockaws.wire.Blob
import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.Timestamps
import io.mockaws.wire.WireDecoder
import kotlinx.serialization.DeserializationStrategy
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.CompositeDecoder
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.modules.EmptySerializersModule
import kotlinx.serialization.modules.SerializersModule
import java.util.Base64
import kotlin.time.Instant

/** A value that lies in the message as text: in XML, forms, headers, labels and query strings. */
internal abstract class TextDecoder : WireDecoder {
    /** The text as it is. */
    protected abstract val text: String

    protected abstract val timestamps: Timestamps

    override val serializersModule: SerializersModule get() = EmptySerializersModule()

    override fun beginStructure(descriptor: SerialDescriptor): CompositeDecoder = refuse("a structure")

    override fun decodeString(): String = text

    override fun decodeChar(): Char = text.singleOrNull() ?: refuse("a character")

    override fun decodeBoolean(): Boolean =
        when (text.trim()) {
            "true" -> true
            "false" -> false
            else -> refuse("a boolean")
        }

    override fun decodeByte(): Byte = text.trim().toByteOrNull() ?: refuse("an integer or within integer range")

    override fun decodeShort(): Short = text.trim().toShortOrNull() ?: refuse("an integer or within integer range")

    override fun decodeInt(): Int = text.trim().toIntOrNull() ?: refuse("an integer or within integer range")

    override fun decodeLong(): Long = text.trim().toLongOrNull() ?: refuse("an integer or within integer range")

    override fun decodeFloat(): Float {
        val value = number().toFloat()
        return if (value.isInfinite() && 'I' !in text) refuse("a number") else value
    }

    override fun decodeDouble(): Double = number()

    private fun number(): Double {
        val trimmed = text.trim()
        when (trimmed) {
            "NaN" -> return Double.NaN
            "Infinity" -> return Double.POSITIVE_INFINITY
            "-Infinity" -> return Double.NEGATIVE_INFINITY
        }
        // Java also reads hexadecimal numbers and the suffixes of its own literals.
        if (trimmed.any { it !in "0123456789+-.eE" }) refuse("a number")
        return trimmed.toDoubleOrNull()?.takeIf { it.isFinite() } ?: refuse("a number")
    }

    override fun decodeEnum(enumDescriptor: SerialDescriptor): Int =
        enumDescriptor.getElementIndex(text.trim()).also {
            if (it == CompositeDecoder.UNKNOWN_NAME) refuse("one of the values allowed")
        }

    override fun decodeBlob(): Blob =
        try {
            val encoded = text.filterNot { it.isWhitespace() }
            // Java does not miss the padding, AWS does.
            if (encoded.length % 4 != 0) refuse("base64")
            Blob(Base64.getDecoder().decode(encoded))
        } catch (e: IllegalArgumentException) {
            refuse("base64", e)
        }

    override fun decodeInstant(): Instant = TimestampText.parse(text.trim(), timestamps)

    override fun decodeInline(descriptor: SerialDescriptor): Decoder = this

    override fun decodeNotNullMark(): Boolean = true

    override fun decodeNull(): Nothing? = null

    override fun <T> decodeSerializableValue(deserializer: DeserializationStrategy<T>): T =
        if (deserializer === InstantSerializer) {
            @Suppress("UNCHECKED_CAST")
            decodeInstant() as T
        } else {
            deserializer.deserialize(this)
        }

    /** What the value is called in messages. */
    protected abstract val subject: String

    private fun refuse(
        expected: String,
        cause: Exception? = null,
    ): Nothing = throw MalformedRequest("Provided $subject not $expected", cause)
}

/** A lone [text], of what is called [subject]. */
internal class PlainTextDecoder(
    override val subject: String,
    override val text: String,
    override val timestamps: Timestamps,
) : TextDecoder()
