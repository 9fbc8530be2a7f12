@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.wire.codec

import io.mockaws.wire.BlobSerializer
import io.mockaws.wire.Document
import io.mockaws.wire.DocumentSerializer
import io.mockaws.wire.MemberNames
import io.mockaws.wire.StreamingBlobSerializer
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.SerializationStrategy
import kotlinx.serialization.builtins.serializer
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.SerialKind
import kotlinx.serialization.descriptors.StructureKind
import kotlinx.serialization.descriptors.nonNullOriginal
import kotlinx.serialization.encoding.CompositeEncoder
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder

/**
 * Writes a structure from its members by AWS's names, in the form that [MemberForm] gives them, as if a class of the
 * shape [descriptor] had been there: only what is set is written, and nothing has a default.
 */
internal class MembersSerializer(
    override val descriptor: SerialDescriptor,
    private val names: MemberNames,
) : KSerializer<Map<String, Any?>> {
    private val values = ValueSerializers(names)

    override fun serialize(
        encoder: Encoder,
        value: Map<String, Any?>,
    ) = values.structure(descriptor).serialize(encoder, value)

    override fun deserialize(decoder: Decoder): Nothing = error("What a test stubs is only written")
}

/** Serializers that go by descriptors alone, and are the codecs' own where they look out for one. */
private class ValueSerializers(
    private val names: MemberNames,
) {
    @Suppress("UNCHECKED_CAST")
    fun of(nullable: SerialDescriptor): SerializationStrategy<Any> {
        val descriptor = nullable.nonNullOriginal
        return when (descriptor) {
            BlobSerializer.descriptor -> BlobSerializer
            InstantSerializer.descriptor -> InstantSerializer
            StreamingBlobSerializer.descriptor -> StreamingBlobSerializer
            DocumentSerializer.descriptor -> PlainDocument
            else -> ofKind(descriptor)
        } as SerializationStrategy<Any>
    }

    private fun ofKind(descriptor: SerialDescriptor): SerializationStrategy<*> =
        when (descriptor.kind) {
            PrimitiveKind.BOOLEAN -> Boolean.serializer()
            PrimitiveKind.BYTE -> Byte.serializer()
            PrimitiveKind.SHORT -> Short.serializer()
            PrimitiveKind.INT -> Int.serializer()
            PrimitiveKind.LONG -> Long.serializer()
            PrimitiveKind.FLOAT -> Float.serializer()
            PrimitiveKind.DOUBLE -> Double.serializer()
            PrimitiveKind.STRING, PrimitiveKind.CHAR, SerialKind.ENUM -> String.serializer()
            StructureKind.LIST -> list(descriptor)
            StructureKind.MAP -> map(descriptor)
            else -> structure(descriptor)
        }

    fun structure(descriptor: SerialDescriptor) =
        strategy<Map<String, Any?>>(descriptor) { members ->
            for (index in 0 until descriptor.elementsCount) {
                val value = members[names.of(descriptor.getElementName(index))] ?: continue
                encodeSerializableElement(descriptor, index, of(descriptor.getElementDescriptor(index)), value)
            }
        }

    private fun list(descriptor: SerialDescriptor) =
        strategy<List<Any>>(descriptor) { items ->
            val item = of(descriptor.getElementDescriptor(0))
            items.forEachIndexed { index, value -> encodeSerializableElement(descriptor, index, item, value) }
        }

    private fun map(descriptor: SerialDescriptor) =
        strategy<Map<String, Any>>(descriptor) { entries ->
            val value = of(descriptor.getElementDescriptor(1))
            var index = 0
            for ((key, entry) in entries) {
                encodeSerializableElement(descriptor, index++, String.serializer(), key)
                encodeSerializableElement(descriptor, index++, value, entry)
            }
        }

    private fun <T> strategy(
        descriptor: SerialDescriptor,
        content: CompositeEncoder.(T) -> Unit,
    ) = object : SerializationStrategy<T> {
        override val descriptor: SerialDescriptor get() = descriptor

        override fun serialize(
            encoder: Encoder,
            value: T,
        ) {
            val out =
                when (descriptor.kind) {
                    StructureKind.LIST, StructureKind.MAP -> encoder.beginCollection(descriptor, sizeOf(value as Any))
                    else -> encoder.beginStructure(descriptor)
                }
            out.content(value)
            out.endStructure(descriptor)
        }
    }

    private fun sizeOf(value: Any) = if (value is Map<*, *>) value.size else (value as List<*>).size

    private object PlainDocument : SerializationStrategy<Any> {
        override val descriptor: SerialDescriptor get() = DocumentSerializer.descriptor

        override fun serialize(
            encoder: Encoder,
            value: Any,
        ) = DocumentSerializer.serialize(encoder, Document(value))
    }
}
