@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.wire.codec

import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.MemberNames
import io.mockaws.wire.UnknownMembers
import kotlinx.serialization.DeserializationStrategy
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.SerializationStrategy
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.CompositeEncoder

/** Bytes of XML to a shape and back. [refusal] puts what is wrong with a document in the service's own words. */
internal class XmlCodec(
    names: MemberNames,
    private val style: XmlStyle,
    private val declaration: Boolean = true,
    private val refusal: (MalformedRequest) -> MalformedRequest = { it },
) : DocumentCodec {
    private val plans = XmlPlans(names)

    override val contentType: String get() = CONTENT_TYPE

    override fun <T> decode(
        deserializer: DeserializationStrategy<T>,
        bytes: ByteArray,
        unknown: UnknownMembers,
    ): T =
        try {
            val root = XmlReader.read(bytes)
            val slot = plans.root(deserializer.descriptor)
            refusing { XmlDecoder(listOf(root), slot, null, unknown).decodeSerializableValue(deserializer) }
        } catch (malformed: MalformedRequest) {
            throw refusal(malformed)
        }

    override fun <T> encode(
        serializer: SerializationStrategy<T>,
        value: T,
        traits: List<Annotation>,
    ): ByteArray {
        val out = XmlWriter()
        if (declaration) out.declaration()
        val slot = plans.root(serializer.descriptor, traits).under(style.namespace)
        XmlEncoder(out, slot, style).encodeSerializableValue(serializer, value)
        return out.toBytes()
    }

    /** Writes the members of [value] into the element that [out] is in. */
    fun <T> encodeMembers(
        out: XmlWriter,
        serializer: SerializationStrategy<T>,
        value: T,
    ) {
        val root = plans.root(serializer.descriptor)
        val encoder =
            object : XmlEncoder(out, root, style) {
                override fun beginStructure(descriptor: SerialDescriptor): CompositeEncoder =
                    XmlStructureEncoder(out, root.plan(descriptor), style, end = null)
            }
        encoder.encodeSerializableValue(serializer, value)
    }

    companion object {
        const val CONTENT_TYPE: String = "application/xml"
    }
}
