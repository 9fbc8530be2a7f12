package io.mockaws.wire.codec

import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.MemberNames
import io.mockaws.wire.http.HttpBody
import kotlinx.serialization.KSerializer
import kotlinx.serialization.SerializationException
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.CompositeDecoder
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder

/**
 * What can be read of a structure that cannot be read as a whole, in the form that [Documents] gives it: of headers, labels
 * and parameters each that is well-formed, of a document what stands before its first mistake.
 */
internal class LegibleMembers(
    override val descriptor: SerialDescriptor,
    private val names: MemberNames,
) : KSerializer<Map<String, Any?>> {
    override fun deserialize(decoder: Decoder): Map<String, Any?> {
        val values = LinkedHashMap<String, Any?>()
        val from = attempt { decoder.beginStructure(descriptor) } ?: return values
        // A document may stay at its mistake, so that each further look finds it again.
        repeat(2 * descriptor.elementsCount) {
            val index = attempt { from.decodeElementIndex(descriptor) } ?: return values
            if (index == CompositeDecoder.DECODE_DONE) return values
            val member = valueSerializer(descriptor.getElementDescriptor(index), names)
            val value = attempt { from.decodeSerializableElement(descriptor, index, member) }
            if (value != null && value !is HttpBody) values[names.of(descriptor.getElementName(index))] = value
        }
        return values
    }

    private inline fun <T> attempt(read: () -> T): T? =
        try {
            read()
        } catch (_: MalformedRequest) {
            null
        } catch (_: SerializationException) {
            null
        }

    override fun serialize(
        encoder: Encoder,
        value: Map<String, Any?>,
    ): Nothing = error("Only the journal wants to know what can be read of a request")
}
