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

    private val WHOLE = setOf("", "input", "update", "data", "request", "details")
}
