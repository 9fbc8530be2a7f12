package io.mockaws.derive

import io.mockaws.model.MemberModel
import io.mockaws.model.StructureModel

/** What an input says of a thing. */
internal object Given {
    /** By member names in small letters; what stands in a structure for the thing itself stands beside it, too. */
    fun values(
        members: List<MemberModel>,
        input: Map<String, Any?>,
        kind: Kind,
    ): MutableMap<String, Any?> {
        val values = LinkedHashMap<String, Any?>()
        for (member in members) {
            val value = input[member.name] ?: continue
            if (TagShapes.isTags(member) || member.isIdempotencyToken) continue
            values[member.name.lowercase()] = value
        }
        for (member in members) {
            val nested = input[member.name] as? Map<*, *> ?: continue
            if (member.target !is StructureModel || kind.canonical(member.name) !in WHOLE) continue
            nested.forEach { (name, value) -> values.putIfAbsent(name.toString().lowercase(), value) }
        }
        return values
    }

    /** The tags among [members], wherever they stand. */
    fun tags(
        members: List<MemberModel>,
        input: Map<*, *>,
    ): Map<String, String> =
        members.fold(emptyMap()) { all, member ->
            val value = input[member.name]
            val shape = member.target
            when {
                value == null -> all

                TagShapes.isTags(member) -> all + TagShapes.read(value)

                shape is StructureModel && value is Map<*, *> && member.name.endsWith("WithTags") ->
                    all +
                        tags(shape.members, value)

                else -> all
            }
        }

    private val WHOLE = setOf("", "input", "update", "data", "request", "details", "configwithtags")
}
