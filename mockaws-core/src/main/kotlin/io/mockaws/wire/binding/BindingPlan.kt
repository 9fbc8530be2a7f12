@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.wire.binding

import io.mockaws.wire.HttpHeader
import io.mockaws.wire.HttpLabel
import io.mockaws.wire.HttpPayload
import io.mockaws.wire.HttpPrefixHeaders
import io.mockaws.wire.HttpQuery
import io.mockaws.wire.HttpQueryParams
import io.mockaws.wire.HttpResponseCode
import io.mockaws.wire.MediaType
import io.mockaws.wire.MemberNames
import io.mockaws.wire.TimestampFormat
import io.mockaws.wire.Timestamps
import io.mockaws.wire.codec.isUnit
import io.mockaws.wire.codec.of
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.SealedSerializationApi
import kotlinx.serialization.descriptors.SerialDescriptor

/** Where in an HTTP message a member lies. */
internal enum class Place { LABEL, QUERY, QUERY_PARAMS, HEADER, PREFIX_HEADERS, STATUS, PAYLOAD, DOCUMENT }

/** One member and its place. [name] is that of the label, parameter or header, or the prefix of headers. */
internal class BoundMember(
    val index: Int,
    val place: Place,
    val name: String,
    val descriptor: SerialDescriptor,
    val traits: List<Annotation>,
) {
    val mediaType: String? = traits.firstNotNullOfOrNull { (it as? MediaType)?.type }

    /** https://smithy.io/2.0/spec/http-bindings.html: HTTP dates in headers, RFC 3339 elsewhere. */
    val timestamps: Timestamps =
        traits.firstNotNullOfOrNull { (it as? TimestampFormat)?.format }
            ?: if (place == Place.HEADER ||
                place == Place.PREFIX_HEADERS
            ) {
                Timestamps.HTTP_DATE
            } else {
                Timestamps.DATE_TIME
            }
}

/** How the members of an input or output are spread over a message; found out once from the descriptor. */
internal class BindingPlan(
    descriptor: SerialDescriptor,
    isInput: Boolean,
    names: MemberNames,
) {
    val members: List<BoundMember> =
        List(descriptor.elementsCount) { i ->
            val traits = descriptor.getElementAnnotations(i)
            val own = names.of(descriptor.getElementName(i))
            val (place, name) = place(traits, own, isInput)
            BoundMember(i, place, name, descriptor.getElementDescriptor(i), traits)
        }

    /** Whether there is no structure at all, as against one without members. */
    val isUnit: Boolean = descriptor.isUnit

    /** Those that are not the document's, in order. */
    val bound: List<BoundMember> = members.filter { it.place != Place.DOCUMENT }
    val payload: BoundMember? = members.firstOrNull { it.place == Place.PAYLOAD }

    fun ofPlace(place: Place): List<BoundMember> = bound.filter { it.place == place }

    private val inDocument = members.filter { it.place == Place.DOCUMENT }.map { it.index }.toIntArray()
    val hasDocument: Boolean get() = inDocument.isNotEmpty() && payload == null

    /** The document as a shape of its own: the codecs need not know that there is more. */
    val document: SerialDescriptor = if (bound.isEmpty()) descriptor else DocumentPart(descriptor, inDocument)

    private val documentIndices = IntArray(members.size) { inDocument.indexOf(it) }

    /** The index in [document] of a member of the whole, or -1. */
    fun toDocument(index: Int): Int = documentIndices[index]

    /** And back. */
    fun fromDocument(index: Int): Int = inDocument[index]

    private fun place(
        traits: List<Annotation>,
        own: String,
        isInput: Boolean,
    ): Pair<Place, String> {
        for (trait in traits) {
            when (trait) {
                is HttpHeader -> return Place.HEADER to trait.name
                is HttpPrefixHeaders -> return Place.PREFIX_HEADERS to trait.prefix
                is HttpPayload -> return Place.PAYLOAD to own
                is HttpLabel -> if (isInput) return Place.LABEL to trait.name.ifEmpty { own }
                is HttpQuery -> if (isInput) return Place.QUERY to trait.name
                is HttpQueryParams -> if (isInput) return Place.QUERY_PARAMS to own
                is HttpResponseCode -> if (!isInput) return Place.STATUS to own
            }
        }
        return Place.DOCUMENT to own
    }
}

/** The members of [whole] at [indices]. */
@OptIn(SealedSerializationApi::class)
private class DocumentPart(
    private val whole: SerialDescriptor,
    private val indices: IntArray,
) : SerialDescriptor by whole {
    override val elementsCount: Int get() = indices.size

    override fun getElementName(index: Int): String = whole.getElementName(indices[index])

    override fun getElementIndex(name: String): Int = indices.indexOf(whole.getElementIndex(name))

    override fun getElementAnnotations(index: Int): List<Annotation> = whole.getElementAnnotations(indices[index])

    override fun getElementDescriptor(index: Int): SerialDescriptor = whole.getElementDescriptor(indices[index])

    override fun isElementOptional(index: Int): Boolean = whole.isElementOptional(indices[index])
}
