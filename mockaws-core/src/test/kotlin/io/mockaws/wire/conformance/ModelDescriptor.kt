@file:OptIn(ExperimentalSerializationApi::class, SealedSerializationApi::class)

package io.mockaws.wire.conformance

import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.SealedSerializationApi
import kotlinx.serialization.builtins.nullable
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.SerialKind
import kotlinx.serialization.encoding.CompositeDecoder
import kotlinx.serialization.encoding.CompositeEncoder
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder

/** A descriptor that is made at run time. Those of its elements are made when asked for: shapes recur. */
internal class ModelDescriptor(
    override val serialName: String,
    override val kind: SerialKind,
    override val annotations: List<Annotation>,
    private val elements: List<Element>,
) : SerialDescriptor {
    class Element(
        val name: String,
        val annotations: List<Annotation>,
        descriptor: () -> SerialDescriptor,
    ) {
        val descriptor by lazy(descriptor)
    }

    override val elementsCount: Int get() = elements.size

    override fun getElementName(index: Int): String = elements[index].name

    override fun getElementIndex(name: String): Int =
        elements.indexOfFirst { it.name == name }.let { if (it < 0) CompositeDecoder.UNKNOWN_NAME else it }

    override fun getElementAnnotations(index: Int): List<Annotation> = elements[index].annotations

    override fun getElementDescriptor(index: Int): SerialDescriptor = elements[index].descriptor

    override fun isElementOptional(index: Int): Boolean = true

    override fun toString(): String = serialName
}

/** A structure or union as a map of its members that are set. */
internal class StructureSerializer(
    override val descriptor: ModelDescriptor,
    private val members: List<Member>,
) : KSerializer<Any> {
    class Member(
        val name: String,
        serializer: () -> KSerializer<Any>,
        /** What a server fills in. */
        val default: () -> Any?,
    ) {
        val serializer by lazy(serializer)
    }

    override fun serialize(
        encoder: Encoder,
        value: Any,
    ) {
        val composite = encoder.beginStructure(descriptor)
        members.forEachIndexed { i, member ->
            composite.encodeNullableSerializableElement(descriptor, i, member.serializer, (value as Map<*, *>)[member.name])
        }
        composite.endStructure(descriptor)
    }

    override fun deserialize(decoder: Decoder): Any {
        val values = LinkedHashMap<String, Any?>()
        val composite = decoder.beginStructure(descriptor)
        while (true) {
            val i = composite.decodeElementIndex(descriptor)
            if (i == CompositeDecoder.DECODE_DONE) break
            val member = members[i]
            val value = composite.decodeNullableSerializableElement(descriptor, i, member.serializer.nullable, values[member.name])
            if (value != null) values[member.name] = value
        }
        composite.endStructure(descriptor)
        for (member in members) if (member.name !in values) member.default()?.let { values[member.name] = it }
        return values
    }
}

/** Works on lists; [item] is nullable for sparse ones. */
internal class ItemsSerializer(
    override val descriptor: ModelDescriptor,
    item: () -> KSerializer<Any?>,
) : KSerializer<Any> {
    private val item by lazy(item)

    override fun serialize(
        encoder: Encoder,
        value: Any,
    ) {
        val items = value as List<*>
        val composite = encoder.beginCollection(descriptor, items.size)
        items.forEachIndexed { i, it -> composite.encodeSerializableElement(descriptor, i, item, it) }
        composite.endStructure(descriptor)
    }

    override fun deserialize(decoder: Decoder): Any {
        val items = ArrayList<Any?>()
        val composite = decoder.beginStructure(descriptor)
        while (true) {
            val i = composite.decodeElementIndex(descriptor)
            if (i == CompositeDecoder.DECODE_DONE) break
            items += composite.decodeSerializableElement(descriptor, i, item)
        }
        composite.endStructure(descriptor)
        return items
    }
}

/** Works on maps; [value] is nullable for sparse ones. */
internal class EntriesSerializer(
    override val descriptor: ModelDescriptor,
    key: () -> KSerializer<Any>,
    value: () -> KSerializer<Any?>,
) : KSerializer<Any> {
    private val key by lazy(key)
    private val value by lazy(value)

    override fun serialize(
        encoder: Encoder,
        value: Any,
    ) {
        val entries = value as Map<*, *>
        val composite: CompositeEncoder = encoder.beginCollection(descriptor, entries.size)
        var i = 0
        for ((k, v) in entries) {
            composite.encodeSerializableElement(descriptor, i++, key, k!!)
            composite.encodeSerializableElement(descriptor, i++, this.value, v)
        }
        composite.endStructure(descriptor)
    }

    override fun deserialize(decoder: Decoder): Any {
        val entries = LinkedHashMap<Any, Any?>()
        val composite = decoder.beginStructure(descriptor)
        while (true) {
            val i = composite.decodeElementIndex(descriptor)
            if (i == CompositeDecoder.DECODE_DONE) break
            val k = composite.decodeSerializableElement(descriptor, i, key)
            val j = composite.decodeElementIndex(descriptor)
            entries[k] = composite.decodeSerializableElement(descriptor, j, value)
        }
        composite.endStructure(descriptor)
        return entries
    }
}

/** An enum as its name on the wire. */
internal class EnumNameSerializer(
    override val descriptor: ModelDescriptor,
) : KSerializer<Any> {
    override fun serialize(
        encoder: Encoder,
        value: Any,
    ) = encoder.encodeEnum(descriptor, descriptor.getElementIndex(value as String))

    override fun deserialize(decoder: Decoder): Any = descriptor.getElementName(decoder.decodeEnum(descriptor))
}
