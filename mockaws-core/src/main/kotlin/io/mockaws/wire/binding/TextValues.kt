@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.wire.binding

import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.Timestamps
import io.mockaws.wire.codec.PlainTextDecoder
import io.mockaws.wire.codec.SequenceDecoder
import io.mockaws.wire.codec.TextDecoder
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.StructureKind
import kotlinx.serialization.encoding.CompositeDecoder
import kotlinx.serialization.encoding.Decoder
import java.util.Base64

/** A member that is one or several [texts]: of a header, a label or a query parameter. */
internal class TextValuesDecoder(
    private val member: BoundMember,
    private val texts: List<String>,
) : TextDecoder() {
    override val text: String get() = texts.first()
    override val timestamps: Timestamps get() = member.timestamps
    override val subject: String get() = member.name

    /** A string with a media type may hold what a header cannot, and so comes in base64. */
    override fun decodeString(): String =
        if (member.mediaType != null && member.place == Place.HEADER) decodeBlob().bytes.decodeToString() else text

    override fun beginStructure(descriptor: SerialDescriptor): CompositeDecoder {
        if (descriptor.kind != StructureKind.LIST) return super.beginStructure(descriptor)
        val items = if (member.place == Place.HEADER) inHeader(descriptor) else texts
        return TextListDecoder(member, items)
    }

    private fun inHeader(list: SerialDescriptor): List<String> {
        val item = list.getElementDescriptor(0).serialName
        val dates = item == "kotlin.time.Instant" && timestamps == Timestamps.HTTP_DATE
        return texts.flatMap { if (dates) HeaderLists.splitDates(it) else HeaderLists.split(it) }
    }
}

private class TextListDecoder(
    private val member: BoundMember,
    private val items: List<String>,
) : SequenceDecoder(items.size) {
    override fun decodeCollectionSize(descriptor: SerialDescriptor): Int = items.size

    override fun member(index: Int): Decoder = PlainTextDecoder(member.name, items[index], member.timestamps)
}

/** Prefix headers, or all query parameters; a key with several values has a list where the shape has one. */
internal class TextMapDecoder(
    private val member: BoundMember,
    entries: Map<String, List<String>>,
) : TextDecoder() {
    private val entries = entries.entries.toList()
    override val text: String get() = throw MalformedRequest("${member.name} is not a single value")
    override val timestamps: Timestamps get() = member.timestamps
    override val subject: String get() = member.name

    override fun beginStructure(descriptor: SerialDescriptor): CompositeDecoder =
        object : SequenceDecoder(entries.size * 2) {
            override fun decodeCollectionSize(descriptor: SerialDescriptor): Int = entries.size

            override fun member(index: Int): Decoder {
                val (key, values) = entries[index / 2]
                return TextValuesDecoder(member, if (index % 2 == 0) listOf(key) else values)
            }
        }
}

/** The media type of [text] does not matter: it is passed on as base64. */
internal fun base64(text: String): String = Base64.getEncoder().encodeToString(text.encodeToByteArray())
