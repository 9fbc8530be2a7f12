@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.wire.codec

import kotlinx.serialization.DeserializationStrategy
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.CompositeDecoder
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.modules.EmptySerializersModule
import kotlinx.serialization.modules.SerializersModule

/** A structure, list or map each of whose values has a [Decoder] of its own. */
internal abstract class MemberDecoder : CompositeDecoder {
    override val serializersModule: SerializersModule get() = EmptySerializersModule()

    /** The value at [index]. */
    protected abstract fun member(index: Int): Decoder

    override fun endStructure(descriptor: SerialDescriptor) = Unit

    override fun decodeBooleanElement(
        descriptor: SerialDescriptor,
        index: Int,
    ): Boolean = member(index).decodeBoolean()

    override fun decodeByteElement(
        descriptor: SerialDescriptor,
        index: Int,
    ): Byte = member(index).decodeByte()

    override fun decodeCharElement(
        descriptor: SerialDescriptor,
        index: Int,
    ): Char = member(index).decodeChar()

    override fun decodeDoubleElement(
        descriptor: SerialDescriptor,
        index: Int,
    ): Double = member(index).decodeDouble()

    override fun decodeFloatElement(
        descriptor: SerialDescriptor,
        index: Int,
    ): Float = member(index).decodeFloat()

    override fun decodeIntElement(
        descriptor: SerialDescriptor,
        index: Int,
    ): Int = member(index).decodeInt()

    override fun decodeLongElement(
        descriptor: SerialDescriptor,
        index: Int,
    ): Long = member(index).decodeLong()

    override fun decodeShortElement(
        descriptor: SerialDescriptor,
        index: Int,
    ): Short = member(index).decodeShort()

    override fun decodeStringElement(
        descriptor: SerialDescriptor,
        index: Int,
    ): String = member(index).decodeString()

    override fun decodeInlineElement(
        descriptor: SerialDescriptor,
        index: Int,
    ): Decoder = member(index)

    override fun <T> decodeSerializableElement(
        descriptor: SerialDescriptor,
        index: Int,
        deserializer: DeserializationStrategy<T>,
        previousValue: T?,
    ): T = member(index).decodeSerializableValue(deserializer)

    override fun <T : Any> decodeNullableSerializableElement(
        descriptor: SerialDescriptor,
        index: Int,
        deserializer: DeserializationStrategy<T?>,
        previousValue: T?,
    ): T? = member(index).decodeSerializableValue(deserializer)
}

/** Values one after the other, as lists have them; in a map, even ones are keys. */
internal abstract class SequenceDecoder(
    private val size: Int,
) : MemberDecoder() {
    private var next = 0

    override fun decodeElementIndex(descriptor: SerialDescriptor): Int =
        if (next == size) CompositeDecoder.DECODE_DONE else next++
}
