@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.wire.codec

import com.fasterxml.jackson.core.io.SerializedString
import io.mockaws.wire.JsonName
import io.mockaws.wire.MemberNames
import io.mockaws.wire.TimestampFormat
import io.mockaws.wire.Timestamps
import io.mockaws.wire.Union
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.StructureKind
import java.util.concurrent.ConcurrentHashMap

/** The plans of all shapes under one way of naming; shared by all threads and filled as shapes are met. */
internal class ShapePlans private constructor(
    private val names: MemberNames,
    private val jsonNames: Boolean,
) {
    private val plans = ConcurrentHashMap<SerialDescriptor, ShapePlan>()

    fun of(descriptor: SerialDescriptor): ShapePlan =
        plans[descriptor] ?: plans.computeIfAbsent(descriptor) { ShapePlan(it, names, jsonNames) }

    /** The plan of what stands at [index] of [parent], which remembers it: no look-up on the second time. */
    fun child(
        parent: ShapePlan,
        index: Int,
        descriptor: SerialDescriptor,
    ): ShapePlan {
        val known = parent.children[index]
        if (known != null && known.descriptor === descriptor) return known.plan
        val whole = WedShape.at(parent.descriptor.getElementDescriptor(index), descriptor)
        return of(whole).also { parent.children[index] = ShapePlan.Child(descriptor, it) }
    }

    companion object {
        private val plain = MemberNames.entries.map { ShapePlans(it, jsonNames = false) }
        private val json = MemberNames.entries.map { ShapePlans(it, jsonNames = true) }

        /** [jsonNames] is for restJson1, the one protocol that heeds [JsonName]. */
        fun of(
            names: MemberNames,
            jsonNames: Boolean = false,
        ): ShapePlans = (if (jsonNames) json else plain)[names.ordinal]
    }
}

/** What a tree-like codec must know of a structure, list or map, found out once from its descriptor. */
internal class ShapePlan(
    val descriptor: SerialDescriptor,
    memberNames: MemberNames,
    jsonNames: Boolean,
) {
    val isList: Boolean = descriptor.kind == StructureKind.LIST
    val isMap: Boolean = descriptor.kind == StructureKind.MAP
    val isUnion: Boolean = descriptor.annotations.any { it is Union }

    /** Names on the wire, by member. */
    val names: Array<String> = Array(descriptor.elementsCount) { nameOf(it, memberNames, jsonNames) }

    /** The same as Jackson writes them fastest. */
    val fields: Array<SerializedString> = Array(names.size) { SerializedString(names[it]) }

    /** The format that the member itself asks for, else null. */
    val timestamps: Array<Timestamps?> =
        Array(names.size) { i ->
            descriptor.getElementAnnotations(i).firstNotNullOfOrNull { (it as? TimestampFormat)?.format }
        }

    /** Whether an element may be null: the `sparse` of lists and maps. */
    val nullable: BooleanArray = BooleanArray(names.size) { descriptor.getElementDescriptor(it).isNullable }

    /** Filled by [ShapePlans.child]; a race writes the same twice. */
    val children: Array<Child?> = arrayOfNulls(names.size)

    private val indices = names.withIndex().associateTo(HashMap(names.size * 2)) { (i, name) -> name to i }

    /** The member called [name] on the wire, or -1. */
    fun index(name: String): Int = indices[name] ?: -1

    /**
     * The plan that was found for [descriptor]: an equal one's, maybe, so [plan] cannot tell by itself. To compare
     * or hash descriptors costs more than to write a member.
     */
    class Child(
        val descriptor: SerialDescriptor,
        val plan: ShapePlan,
    )

    private fun nameOf(
        index: Int,
        memberNames: MemberNames,
        jsonNames: Boolean,
    ): String {
        if (jsonNames) {
            descriptor.getElementAnnotations(index).forEach { if (it is JsonName) return it.name }
        }
        return memberNames.of(descriptor.getElementName(index))
    }
}

/** AWS's name of the member that a descriptor calls [name]. */
internal fun MemberNames.of(name: String): String =
    when {
        this == MemberNames.AS_IS -> name
        name.startsWith('=') -> name.substring(1)
        else -> name.replaceFirstChar { it.uppercaseChar() }
    }
