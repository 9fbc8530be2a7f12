@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.wire.codec

import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.Timestamps
import io.mockaws.wire.UnknownMembers
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.StructureKind
import kotlinx.serialization.encoding.CompositeDecoder
import kotlinx.serialization.encoding.Decoder

/** Where a value stands, for what is reported as unknown. */
internal class XmlPath(
    private val parent: XmlPath?,
    private val name: String,
) {
    fun of(member: String): String {
        val path = ArrayDeque(listOf(member))
        var at: XmlPath? = this
        while (at?.parent != null) {
            path.addFirst(at.name)
            at = at.parent
        }
        return path.joinToString(".")
    }
}

/** The value of [elements]: of one element, or of all of a flattened list or map. An item has the path of its list. */
internal class XmlDecoder(
    private val elements: List<XmlElement>,
    private val slot: XmlSlot,
    private val parent: XmlPath?,
    private val unknown: UnknownMembers,
    private val isItem: Boolean = false,
) : TextDecoder() {
    override val text: String get() = elements.first().text
    override val timestamps: Timestamps get() = slot.timestamps ?: Timestamps.DATE_TIME
    override val subject: String get() = slot.name

    override fun beginStructure(descriptor: SerialDescriptor): CompositeDecoder {
        val path = if (isItem && parent != null) parent else XmlPath(parent, slot.name)
        return when (descriptor.kind) {
            StructureKind.LIST -> XmlListDecoder(children(slot.item.name, path), slot.item, path, unknown)
            StructureKind.MAP -> XmlMapDecoder(children(slot.entry, path), slot, path, unknown)
            else -> XmlStructureDecoder(elements.first(), slot.plan(descriptor), path, unknown)
        }
    }

    private fun children(
        name: String,
        path: XmlPath,
    ): List<XmlElement> {
        if (slot.isFlattened) return elements
        val all = elements.first().children
        if (all.all { it.name == name }) return all
        return all.filter { child -> (child.name == name).also { if (!it) unknown.report(path.of(child.name)) } }
    }
}

private class XmlListDecoder(
    private val items: List<XmlElement>,
    private val slot: XmlSlot,
    private val path: XmlPath,
    private val unknown: UnknownMembers,
) : SequenceDecoder(items.size) {
    override fun decodeCollectionSize(descriptor: SerialDescriptor): Int = items.size

    override fun member(index: Int): Decoder = XmlDecoder(listOf(items[index]), slot, path, unknown, isItem = true)
}

private class XmlMapDecoder(
    private val entries: List<XmlElement>,
    private val slot: XmlSlot,
    private val path: XmlPath,
    private val unknown: UnknownMembers,
) : SequenceDecoder(entries.size * 2) {
    override fun decodeCollectionSize(descriptor: SerialDescriptor): Int = entries.size

    override fun member(index: Int): Decoder {
        val part = if (index % 2 == 0) slot.key else slot.value
        val elements = entries[index / 2].children.filter { it.name == part.name }
        if (elements.isEmpty()) throw MalformedRequest("An entry of ${slot.name} has no ${part.name}")
        return XmlDecoder(elements, part, path, unknown, isItem = true)
    }
}

private class XmlStructureDecoder(
    private val element: XmlElement,
    private val plan: XmlPlan,
    private val path: XmlPath,
    private val unknown: UnknownMembers,
) : MemberDecoder() {
    private val found = arrayOfNulls<MutableList<XmlElement>>(plan.members.size)
    private var next = 0

    init {
        var known = 0
        for (child in element.children) {
            val index = plan.element(child.name)
            if (index < 0) {
                unknown.report(path.of(child.name))
            } else {
                val all = found[index] ?: ArrayList<XmlElement>(1).also { found[index] = it }
                if (all.isEmpty()) known++
                all.add(child)
            }
        }
        for (i in element.attributes.indices step 2) {
            val index = plan.attribute(element.attributes[i])
            // An attribute is read like an element that holds nothing else.
            if (index >= 0) found[index] = mutableListOf(XmlElement("").apply { append(element.attributes[i + 1]) })
        }
        if (plan.isUnion && known > 1) throw MalformedRequest("${element.name} must have exactly one member")
    }

    override fun decodeElementIndex(descriptor: SerialDescriptor): Int {
        while (next < found.size) if (found[next++] != null) return next - 1
        return CompositeDecoder.DECODE_DONE
    }

    override fun member(index: Int): Decoder = XmlDecoder(found[index]!!, plan.members[index], path, unknown)
}
