@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.wire.binding

import kotlinx.serialization.DeserializationStrategy
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.SerializationStrategy
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.AbstractDecoder
import kotlinx.serialization.encoding.AbstractEncoder
import kotlinx.serialization.encoding.CompositeDecoder
import kotlinx.serialization.encoding.CompositeEncoder
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder
import kotlinx.serialization.modules.EmptySerializersModule
import kotlinx.serialization.modules.SerializersModule

/** The member at [index] of a document, to whose codec everything is handed on. */
internal class DocumentMemberDecoder(
    private val document: CompositeDecoder,
    private val descriptor: SerialDescriptor,
    private val index: Int,
) : AbstractDecoder() {
    override val serializersModule: SerializersModule get() = EmptySerializersModule()

    override fun decodeElementIndex(descriptor: SerialDescriptor): Int = CompositeDecoder.DECODE_DONE

    override fun decodeBoolean(): Boolean = document.decodeBooleanElement(descriptor, index)

    override fun decodeByte(): Byte = document.decodeByteElement(descriptor, index)

    override fun decodeShort(): Short = document.decodeShortElement(descriptor, index)

    override fun decodeInt(): Int = document.decodeIntElement(descriptor, index)

    override fun decodeLong(): Long = document.decodeLongElement(descriptor, index)

    override fun decodeFloat(): Float = document.decodeFloatElement(descriptor, index)

    override fun decodeDouble(): Double = document.decodeDoubleElement(descriptor, index)

    override fun decodeChar(): Char = document.decodeCharElement(descriptor, index)

    override fun decodeString(): String = document.decodeStringElement(descriptor, index)

    override fun decodeInline(descriptor: SerialDescriptor): Decoder =
        document.decodeInlineElement(this.descriptor, index)

    override fun <T> decodeSerializableValue(deserializer: DeserializationStrategy<T>): T =
        document.decodeSerializableElement(descriptor, index, deserializer)
}

/** The way back of [DocumentMemberDecoder]. */
internal class DocumentMemberEncoder(
    private val document: CompositeEncoder,
    private val descriptor: SerialDescriptor,
    private val index: Int,
) : AbstractEncoder() {
    override val serializersModule: SerializersModule get() = EmptySerializersModule()

    override fun encodeBoolean(value: Boolean) = document.encodeBooleanElement(descriptor, index, value)

    override fun encodeByte(value: Byte) = document.encodeByteElement(descriptor, index, value)

    override fun encodeShort(value: Short) = document.encodeShortElement(descriptor, index, value)

    override fun encodeInt(value: Int) = document.encodeIntElement(descriptor, index, value)

    override fun encodeLong(value: Long) = document.encodeLongElement(descriptor, index, value)

    override fun encodeFloat(value: Float) = document.encodeFloatElement(descriptor, index, value)

    override fun encodeDouble(value: Double) = document.encodeDoubleElement(descriptor, index, value)

    override fun encodeChar(value: Char) = document.encodeCharElement(descriptor, index, value)

    override fun encodeString(value: String) = document.encodeStringElement(descriptor, index, value)

    override fun encodeInline(descriptor: SerialDescriptor): Encoder =
        document.encodeInlineElement(this.descriptor, index)

    override fun <T> encodeSerializableValue(
        serializer: SerializationStrategy<T>,
        value: T,
    ) = document.encodeSerializableElement(descriptor, index, serializer, value)
}
