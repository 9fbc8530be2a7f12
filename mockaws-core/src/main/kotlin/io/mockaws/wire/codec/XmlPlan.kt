@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.wire.codec

import io.mockaws.wire.MemberNames
import io.mockaws.wire.S3UnwrappedXmlOutput
import io.mockaws.wire.TimestampFormat
import io.mockaws.wire.Timestamps
import io.mockaws.wire.Union
import io.mockaws.wire.XmlAttribute
import io.mockaws.wire.XmlFlattened
import io.mockaws.wire.XmlItem
import io.mockaws.wire.XmlKey
import io.mockaws.wire.XmlName
import io.mockaws.wire.XmlNamespace
import io.mockaws.wire.XmlValue
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.descriptors.SerialDescriptor
import java.util.concurrent.ConcurrentHashMap

/** The plans of the structures of one service, filled as they are met; shared by all threads. */
internal open class XmlPlans(
    private val names: MemberNames,
) {
    private val plans = ConcurrentHashMap<SerialDescriptor, XmlPlan>()

    fun of(descriptor: SerialDescriptor): XmlPlan =
        plans[descriptor] ?: plans.computeIfAbsent(descriptor) { XmlPlan(it, this) }

    /** The name on the wire of the member that its descriptor calls [name]. */
    open fun nameOf(
        name: String,
        traits: List<Annotation>,
    ): String = traits.xmlName() ?: names.of(name)

    /** Where a value stands that is no member: the root of a document, under [traits] of its own. */
    fun root(
        descriptor: SerialDescriptor,
        traits: List<Annotation> = emptyList(),
    ): XmlSlot {
        val name = traits.xmlName() ?: descriptor.annotations.xmlName() ?: shapeName(descriptor)
        val own = if (traits.none {
                it is XmlNamespace
            }
        ) {
            descriptor.annotations.filterIsInstance<XmlNamespace>()
        } else {
            emptyList()
        }
        return XmlSlot(name, descriptor, traits + own, emptyList(), this)
    }

    private fun shapeName(descriptor: SerialDescriptor): String {
        val full = descriptor.serialName.removeSuffix("?")
        return full.substring(full.lastIndexOfAny(charArrayOf('.', '#', '$')) + 1)
    }
}

/** How a structure lies in XML, found out once from its descriptor. */
internal class XmlPlan(
    val descriptor: SerialDescriptor,
    plans: XmlPlans,
) {
    val isUnwrapped: Boolean = descriptor.annotations.any { it is S3UnwrappedXmlOutput }
    val isUnion: Boolean = descriptor.annotations.any { it is Union }

    val members: Array<XmlSlot> =
        Array(descriptor.elementsCount) { i ->
            val traits = descriptor.getElementAnnotations(i)
            val name = plans.nameOf(descriptor.getElementName(i), traits)
            XmlSlot(name, descriptor.getElementDescriptor(i), traits, emptyList(), plans)
        }

    private val elements = HashMap<String, Int>()
    private val attributes = HashMap<String, Int>()

    init {
        members.forEachIndexed { i, member ->
            (if (member.isAttribute) attributes else elements)[member.name.substringAfter(':')] = i
        }
    }

    /** The member whose elements are called so, whatever their prefix, or -1. */
    fun element(localName: String): Int = elements[localName] ?: -1

    /** The member whose attribute is called so, or -1. */
    fun attribute(localName: String): Int = attributes[localName] ?: -1
}

/**
 * How the value of a member, item, key or root lies in XML. [traits] are its own; [outer] are those of the property
 * whose list or map it stands in, for a class written by hand has no list shapes to carry traits.
 */
internal class XmlSlot(
    val name: String,
    descriptor: SerialDescriptor,
    private val traits: List<Annotation>,
    private val outer: List<Annotation>,
    private val plans: XmlPlans,
) {
    private val descriptor = descriptor.unwrapped()

    val isAttribute: Boolean = traits.any { it is XmlAttribute }
    val isFlattened: Boolean = traits.any { it is XmlFlattened }
    val namespace: XmlNamespace? = traits.firstNotNullOfOrNull { it as? XmlNamespace }
    val timestamps: Timestamps? = traits.timestamps() ?: outer.timestamps()

    private val structure: XmlPlan by lazy(LazyThreadSafetyMode.PUBLICATION) { plans.of(this.descriptor) }

    /** Of the structure [descriptor] that stands here: found once, unless it is a part of the whole. */
    fun plan(descriptor: SerialDescriptor): XmlPlan =
        if (descriptor === this.descriptor) {
            structure
        } else {
            val whole = WedShape.at(this.descriptor, descriptor)
            if (whole === this.descriptor) structure else plans.of(whole)
        }

    /** The same in [namespace], unless it has one or its shape does. */
    fun under(namespace: XmlNamespace?): XmlSlot {
        if (namespace == null || this.namespace != null) return this
        if (descriptor.annotations.any { it is XmlNamespace }) return this
        return XmlSlot(name, descriptor, traits + namespace, outer, plans)
    }

    /** Of a list. */
    val item: XmlSlot by lazy(LazyThreadSafetyMode.PUBLICATION) {
        val own = this.descriptor.getElementAnnotations(0)
        val itemName = if (isFlattened) name else traits.name<XmlItem> { it.name } ?: own.xmlName() ?: "member"
        slot(itemName, 0, own)
    }

    /** The element around each key and value of a map. */
    val entry: String = if (isFlattened) name else traits.name<XmlItem> { it.name } ?: "entry"

    /** Of a map. */
    val key: XmlSlot by lazy(LazyThreadSafetyMode.PUBLICATION) {
        val own = this.descriptor.getElementAnnotations(0)
        slot(traits.name<XmlKey> { it.name } ?: own.xmlName() ?: "key", 0, own)
    }

    /** Of a map. */
    val value: XmlSlot by lazy(LazyThreadSafetyMode.PUBLICATION) {
        val own = this.descriptor.getElementAnnotations(1)
        slot(traits.name<XmlValue> { it.name } ?: own.xmlName() ?: "value", 1, own)
    }

    private fun slot(
        name: String,
        index: Int,
        own: List<Annotation>,
    ) = XmlSlot(name, descriptor.getElementDescriptor(index), own, traits + outer, plans)
}

internal fun List<Annotation>.xmlName(): String? = name<XmlName> { it.name }

private fun List<Annotation>.timestamps(): Timestamps? = firstNotNullOfOrNull { (it as? TimestampFormat)?.format }

private inline fun <reified A : Annotation> List<Annotation>.name(of: (A) -> String): String? =
    firstNotNullOfOrNull { (it as? A)?.let(of) }

/** What an inline class holds. */
internal fun SerialDescriptor.unwrapped(): SerialDescriptor =
    if (isInline) getElementDescriptor(0).unwrapped() else this
