@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.wire.codec

import io.mockaws.wire.Timestamps
import io.mockaws.wire.XmlNamespace
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.StructureKind
import kotlinx.serialization.encoding.CompositeEncoder
import kotlinx.serialization.encoding.Encoder
import kotlin.time.Instant

/** What differs between the XML of services. */
internal class XmlStyle(
    /** Of every root, unless the shape has one of its own. */
    val namespace: XmlNamespace? = null,
    /** Whether whole seconds are written as `.000Z`, as S3 and EC2 do. */
    val alwaysMilliseconds: Boolean = false,
)

/** Writes one value where [slot] says. */
internal open class XmlEncoder(
    private val out: XmlWriter,
    private val slot: XmlSlot,
    private val style: XmlStyle,
) : TextEncoder() {
    override val timestamps: Timestamps get() = slot.timestamps ?: Timestamps.DATE_TIME

    override fun text(value: String) {
        out.start(slot.name, slot.namespace)
        out.text(value)
        out.end(slot.name)
    }

    override fun encodeNull() = text("")

    override fun encodeInstant(value: Instant) {
        if (style.alwaysMilliseconds && timestamps == Timestamps.DATE_TIME &&
            value.toEpochMilliseconds() % MILLIS == 0L
        ) {
            text(TimestampText.format(Instant.fromEpochSeconds(value.epochSeconds), timestamps).dropLast(1) + ".000Z")
        } else {
            super.encodeInstant(value)
        }
    }

    override fun beginStructure(descriptor: SerialDescriptor): CompositeEncoder =
        when (descriptor.kind) {
            StructureKind.LIST -> XmlListEncoder(out, slot, style)

            StructureKind.MAP -> XmlMapEncoder(out, slot, style)

            else -> {
                val plan = slot.plan(descriptor)
                out.start(slot.name, slot.namespace)
                if (plan.isUnwrapped) {
                    XmlUnwrappedEncoder(out, slot, plan)
                } else {
                    XmlStructureEncoder(out, plan, style, slot.name)
                }
            }
        }

    private companion object {
        const val MILLIS = 1000
    }
}

/** The members of a structure whose element somebody else has begun; it is ended here if [end] names it. */
internal class XmlStructureEncoder(
    private val out: XmlWriter,
    private val plan: XmlPlan,
    private val style: XmlStyle,
    private val end: String?,
) : MemberEncoder() {
    private val attributes = out.position

    override fun member(index: Int): Encoder {
        val slot = plan.members[index]
        return if (slot.isAttribute) XmlAttributeEncoder(out, slot, attributes) else XmlEncoder(out, slot, style)
    }

    override fun endStructure(descriptor: SerialDescriptor) {
        if (end != null) out.end(end)
    }
}

/** The text of the one member is that of the structure. */
private class XmlUnwrappedEncoder(
    private val out: XmlWriter,
    private val slot: XmlSlot,
    private val plan: XmlPlan,
) : MemberEncoder() {
    override fun member(index: Int): Encoder =
        object : TextEncoder() {
            override val timestamps: Timestamps get() = plan.members[index].timestamps ?: Timestamps.DATE_TIME

            override fun text(value: String) = out.text(value)
        }

    override fun endStructure(descriptor: SerialDescriptor) = out.end(slot.name)
}

private class XmlAttributeEncoder(
    private val out: XmlWriter,
    private val slot: XmlSlot,
    private val position: Int,
) : TextEncoder() {
    override val timestamps: Timestamps get() = slot.timestamps ?: Timestamps.DATE_TIME

    override fun text(value: String) = out.attribute(position, slot.name, value)
}

private class XmlListEncoder(
    private val out: XmlWriter,
    private val slot: XmlSlot,
    private val style: XmlStyle,
) : MemberEncoder() {
    init {
        if (!slot.isFlattened) out.start(slot.name, slot.namespace)
    }

    override fun member(index: Int): Encoder = XmlEncoder(out, slot.item, style)

    override fun endStructure(descriptor: SerialDescriptor) {
        if (!slot.isFlattened) out.end(slot.name)
    }
}

private class XmlMapEncoder(
    private val out: XmlWriter,
    private val slot: XmlSlot,
    private val style: XmlStyle,
) : MemberEncoder() {
    private var inEntry = false

    init {
        if (!slot.isFlattened) out.start(slot.name, slot.namespace)
    }

    override fun member(index: Int): Encoder {
        if (index % 2 != 0) return XmlEncoder(out, slot.value, style)
        endEntry()
        out.start(slot.entry, slot.namespace.takeIf { slot.isFlattened })
        inEntry = true
        return XmlEncoder(out, slot.key, style)
    }

    override fun endStructure(descriptor: SerialDescriptor) {
        endEntry()
        if (!slot.isFlattened) out.end(slot.name)
    }

    private fun endEntry() {
        if (inEntry) out.end(slot.entry)
        inEntry = false
    }
}
