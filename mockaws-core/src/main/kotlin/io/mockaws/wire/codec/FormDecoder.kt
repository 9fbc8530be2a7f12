@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.wire.codec

import io.mockaws.wire.Ec2QueryName
import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.MemberNames
import io.mockaws.wire.Timestamps
import io.mockaws.wire.UnknownMembers
import kotlinx.serialization.DeserializationStrategy
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.StructureKind
import kotlinx.serialization.encoding.CompositeDecoder
import kotlinx.serialization.encoding.Decoder

/**
 * Forms to shapes, https://smithy.io/2.0/aws/protocols/aws-query-protocol.html: `Name.member.1`, `Name.entry.1.key`,
 * without the word in the middle where a list or map is flattened, as it always is in EC2's dialect.
 */
internal class FormCodec(
    names: MemberNames,
    private val isEc2: Boolean = false,
) {
    private val plans = if (isEc2) Ec2Names(names) else XmlPlans(names)

    /**
     * Parameters that the shape does not have are told to [unknown], but for the two that every request has.
     *
     * @throws MalformedRequest for a [form] without the shape
     */
    fun <T> decode(
        deserializer: DeserializationStrategy<T>,
        form: String,
        unknown: UnknownMembers,
    ): T {
        val root = FormTree.parse(form)
        root.children.remove("Action")
        root.children.remove("Version")
        return refusing {
            FormDecoder(
                root,
                plans.root(deserializer.descriptor),
                "",
                isEc2,
                unknown
            ).decodeSerializableValue(deserializer)
        }
    }
}

/** EC2 begins every name with a capital: https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html */
private class Ec2Names(
    names: MemberNames,
) : XmlPlans(names) {
    override fun nameOf(
        name: String,
        traits: List<Annotation>,
    ): String =
        traits.firstNotNullOfOrNull { (it as? Ec2QueryName)?.name }
            ?: super.nameOf(name, traits).replaceFirstChar { it.uppercaseChar() }
}

private class FormDecoder(
    private val node: FormNode,
    private val slot: XmlSlot,
    private val path: String,
    private val isEc2: Boolean,
    private val unknown: UnknownMembers,
) : TextDecoder() {
    override val text: String get() = node.value ?: throw MalformedRequest("$subject is not a single value")
    override val timestamps: Timestamps get() = slot.timestamps ?: Timestamps.DATE_TIME
    override val subject: String get() = path.ifEmpty { slot.name }

    override fun beginStructure(descriptor: SerialDescriptor): CompositeDecoder =
        when (descriptor.kind) {
            StructureKind.LIST -> Items(within(slot.item.name)?.items.orEmpty())
            StructureKind.MAP -> Entries(within(slot.entry)?.items.orEmpty())
            else -> Members(slot.plan(descriptor))
        }

    /** The node whose children are numbered. `Name=` alone is an empty list. */
    private fun within(step: String): FormNode? {
        if (isEc2 || slot.isFlattened) return node
        for (other in node.children.values) if (other.name != step) unknown.report(behind(other.name))
        return node.children[step]
    }

    private fun behind(step: String): String = if (path.isEmpty()) step else "$path.$step"

    private fun decoder(
        node: FormNode,
        slot: XmlSlot,
        path: String,
    ) = FormDecoder(node, slot, path, isEc2, unknown)

    private inner class Items(
        private val items: List<FormNode>,
    ) : SequenceDecoder(items.size) {
        override fun decodeCollectionSize(descriptor: SerialDescriptor): Int = items.size

        override fun member(index: Int): Decoder = decoder(items[index], slot.item, behind(items[index].name))
    }

    private inner class Entries(
        private val entries: List<FormNode>,
    ) : SequenceDecoder(entries.size * 2) {
        override fun decodeCollectionSize(descriptor: SerialDescriptor): Int = entries.size

        override fun member(index: Int): Decoder {
            val entry = entries[index / 2]
            val part = if (index % 2 == 0) slot.key else slot.value
            val node = entry.children[part.name] ?: throw MalformedRequest("${behind(entry.name)} has no ${part.name}")
            return decoder(node, part, behind(entry.name))
        }
    }

    private inner class Members(
        private val plan: XmlPlan,
    ) : MemberDecoder() {
        private val found =
            node.children.values.mapNotNull { child ->
                val index = plan.element(child.name)
                if (index >= 0) return@mapNotNull index to child
                unknown.report(behind(child.name))
                null
            }
        private var next = 0

        init {
            if (plan.isUnion && found.size > 1) throw MalformedRequest("$subject must have exactly one member set")
        }

        override fun decodeElementIndex(descriptor: SerialDescriptor): Int =
            if (next == found.size) CompositeDecoder.DECODE_DONE else found[next++].first

        override fun member(index: Int): Decoder = found[next - 1].second.let {
            decoder(it, plan.members[index], behind(it.name))
        }
    }
}
