@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.wire.codec

import io.mockaws.wire.BlobSerializer
import io.mockaws.wire.DateText
import io.mockaws.wire.DateTextSerializer
import io.mockaws.wire.Document
import io.mockaws.wire.DocumentSerializer
import io.mockaws.wire.MemberNames
import io.mockaws.wire.StreamingBlobSerializer
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.builtins.serializer
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.SerialKind
import kotlinx.serialization.descriptors.StructureKind
import kotlinx.serialization.descriptors.nonNullOriginal
import kotlinx.serialization.encoding.CompositeDecoder
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder

/**
 * A structure as a map of its members by AWS's names, in the form that [Documents] and [MemberForm] give them, as if a
 * class of the shape [descriptor] had been there. Only what is set is written, and nothing has a default. Equal where the
 * shape is the same, so bindings of one are found again.
 */
internal class MembersSerializer(
    override val descriptor: SerialDescriptor,
    private val names: MemberNames,
) : KSerializer<Map<String, Any?>> {
    private val members by lazy(LazyThreadSafetyMode.PUBLICATION) {
        List(descriptor.elementsCount) { index ->
            Member(
                names.of(descriptor.getElementName(index)),
                valueSerializer(descriptor.getElementDescriptor(index), names)
            )
        }
    }

    private class Member(
        val name: String,
        val serializer: KSerializer<Any>,
    )

    override fun serialize(
        encoder: Encoder,
        value: Map<String, Any?>,
    ) {
        val out = encoder.beginStructure(descriptor)
        members.forEachIndexed { index, member ->
            value[member.name]?.let { out.encodeSerializableElement(descriptor, index, member.serializer, it) }
        }
        out.endStructure(descriptor)
    }

    override fun deserialize(decoder: Decoder): Map<String, Any?> {
        val values = LinkedHashMap<String, Any?>()
        val from = decoder.beginStructure(descriptor)
        while (true) {
            val index = from.decodeElementIndex(descriptor)
            if (index == CompositeDecoder.DECODE_DONE) break
            val member = members[index]
            values[member.name] = from.decodeSerializableElement(descriptor, index, member.serializer)
        }
        from.endStructure(descriptor)
        return values
    }

    override fun equals(other: Any?): Boolean =
        other is MembersSerializer && descriptor === other.descriptor && names == other.names

    override fun hashCode(): Int = System.identityHashCode(descriptor)
}

/** A serializer that goes by a descriptor alone, and is the codecs' own where they look out for one. */
@Suppress("UNCHECKED_CAST")
internal fun valueSerializer(
    nullable: SerialDescriptor,
    names: MemberNames,
): KSerializer<Any> {
    val descriptor = nullable.nonNullOriginal
    return when (descriptor) {
        BlobSerializer.descriptor -> BlobSerializer
        InstantSerializer.descriptor -> InstantSerializer
        StreamingBlobSerializer.descriptor -> StreamingBlobSerializer
        DocumentSerializer.descriptor -> PlainDocument
        DateTextSerializer.descriptor -> PlainDate
        else -> ofKind(descriptor, names)
    } as KSerializer<Any>
}

private fun ofKind(
    descriptor: SerialDescriptor,
    names: MemberNames,
): KSerializer<*> =
    when (descriptor.kind) {
        PrimitiveKind.BOOLEAN -> Boolean.serializer()
        PrimitiveKind.BYTE -> Byte.serializer()
        PrimitiveKind.SHORT -> Short.serializer()
        PrimitiveKind.INT -> Int.serializer()
        PrimitiveKind.LONG -> Long.serializer()
        PrimitiveKind.FLOAT -> Float.serializer()
        PrimitiveKind.DOUBLE -> Double.serializer()
        PrimitiveKind.STRING, PrimitiveKind.CHAR, SerialKind.ENUM -> String.serializer()
        StructureKind.LIST -> ItemsSerializer(descriptor, names)
        StructureKind.MAP -> EntriesSerializer(descriptor, names)
        else -> MembersSerializer(descriptor, names)
    }

private class ItemsSerializer(
    override val descriptor: SerialDescriptor,
    names: MemberNames,
) : KSerializer<List<Any>> {
    private val item by lazy(LazyThreadSafetyMode.PUBLICATION) {
        valueSerializer(descriptor.getElementDescriptor(0), names)
    }

    override fun serialize(
        encoder: Encoder,
        value: List<Any>,
    ) {
        val out = encoder.beginCollection(descriptor, value.size)
        value.forEachIndexed { index, it -> out.encodeSerializableElement(descriptor, index, item, it) }
        out.endStructure(descriptor)
    }

    override fun deserialize(decoder: Decoder): List<Any> {
        val items = ArrayList<Any>()
        val from = decoder.beginStructure(descriptor)
        while (true) {
            val index = from.decodeElementIndex(descriptor)
            if (index == CompositeDecoder.DECODE_DONE) break
            items += from.decodeSerializableElement(descriptor, index, item)
        }
        from.endStructure(descriptor)
        return items
    }
}

private class EntriesSerializer(
    override val descriptor: SerialDescriptor,
    names: MemberNames,
) : KSerializer<Map<String, Any>> {
    private val item by lazy(LazyThreadSafetyMode.PUBLICATION) {
        valueSerializer(descriptor.getElementDescriptor(1), names)
    }

    override fun serialize(
        encoder: Encoder,
        value: Map<String, Any>,
    ) {
        val out = encoder.beginCollection(descriptor, value.size)
        var index = 0
        for ((key, entry) in value) {
            out.encodeSerializableElement(descriptor, index++, String.serializer(), key)
            out.encodeSerializableElement(descriptor, index++, item, entry)
        }
        out.endStructure(descriptor)
    }

    override fun deserialize(decoder: Decoder): Map<String, Any> {
        val entries = LinkedHashMap<String, Any>()
        val from = decoder.beginStructure(descriptor)
        while (true) {
            val index = from.decodeElementIndex(descriptor)
            if (index == CompositeDecoder.DECODE_DONE) break
            val key = from.decodeSerializableElement(descriptor, index, String.serializer())
            val place = from.decodeElementIndex(descriptor)
            entries[key] = from.decodeSerializableElement(descriptor, place, item)
        }
        from.endStructure(descriptor)
        return entries
    }
}

/** A date as [DateText.asValue] has it. */
private object PlainDate : KSerializer<Any> {
    override val descriptor: SerialDescriptor get() = DateTextSerializer.descriptor

    override fun serialize(
        encoder: Encoder,
        value: Any,
    ) = DateTextSerializer.serialize(encoder, DateText.of(value))

    override fun deserialize(decoder: Decoder): Any = DateTextSerializer.deserialize(decoder).asValue()
}

/** A document as the plain value that it holds. */
private object PlainDocument : KSerializer<Any> {
    override val descriptor: SerialDescriptor get() = DocumentSerializer.descriptor

    override fun serialize(
        encoder: Encoder,
        value: Any,
    ) = DocumentSerializer.serialize(encoder, Document(value))

    override fun deserialize(decoder: Decoder): Any =
        DocumentSerializer.deserialize(decoder).value ?: emptyMap<String, Any>()
}
