@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.wire.codec

import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.SerializationStrategy
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.StructureKind
import kotlinx.serialization.encoding.CompositeEncoder
import kotlinx.serialization.encoding.Encoder
import kotlinx.serialization.modules.EmptySerializersModule
import kotlinx.serialization.modules.SerializersModule

/** A structure, list or map each of whose values has an [Encoder] of its own. Null members are left out. */
internal abstract class MemberEncoder : CompositeEncoder {
    override val serializersModule: SerializersModule get() = EmptySerializersModule()

    /** Where the value at [index] goes. */
    protected abstract fun member(index: Int): Encoder

    override fun endStructure(descriptor: SerialDescriptor) = Unit

    override fun shouldEncodeElementDefault(
        descriptor: SerialDescriptor,
        index: Int,
    ): Boolean = true

    override fun encodeBooleanElement(
        descriptor: SerialDescriptor,
        index: Int,
        value: Boolean,
    ) = member(index).encodeBoolean(value)

    override fun encodeByteElement(
        descriptor: SerialDescriptor,
        index: Int,
        value: Byte,
    ) = member(index).encodeByte(value)

    override fun encodeCharElement(
        descriptor: SerialDescriptor,
        index: Int,
        value: Char,
    ) = member(index).encodeChar(value)

    override fun encodeDoubleElement(
        descriptor: SerialDescriptor,
        index: Int,
        value: Double,
    ) = member(index).encodeDouble(value)

    override fun encodeFloatElement(
        descriptor: SerialDescriptor,
        index: Int,
        value: Float,
    ) = member(index).encodeFloat(value)

    override fun encodeIntElement(
        descriptor: SerialDescriptor,
        index: Int,
        value: Int,
    ) = member(index).encodeInt(value)

    override fun encodeLongElement(
        descriptor: SerialDescriptor,
        index: Int,
        value: Long,
    ) = member(index).encodeLong(value)

    override fun encodeShortElement(
        descriptor: SerialDescriptor,
        index: Int,
        value: Short,
    ) = member(index).encodeShort(value)

    override fun encodeStringElement(
        descriptor: SerialDescriptor,
        index: Int,
        value: String,
    ) = member(index).encodeString(value)

    override fun encodeInlineElement(
        descriptor: SerialDescriptor,
        index: Int,
    ): Encoder = member(index)

    override fun <T> encodeSerializableElement(
        descriptor: SerialDescriptor,
        index: Int,
        serializer: SerializationStrategy<T>,
        value: T,
    ) = member(index).encodeSerializableValue(serializer, value)

    override fun <T : Any> encodeNullableSerializableElement(
        descriptor: SerialDescriptor,
        index: Int,
        serializer: SerializationStrategy<T>,
        value: T?,
    ) {
        if (value != null) {
            encodeSerializableElement(descriptor, index, serializer, value)
        } else if (descriptor.kind == StructureKind.LIST || descriptor.kind == StructureKind.MAP) {
            member(index).encodeNull()
        }
    }
}
