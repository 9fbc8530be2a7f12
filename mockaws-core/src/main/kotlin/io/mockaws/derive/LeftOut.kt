package io.mockaws.derive

import io.mockaws.model.ListModel
import io.mockaws.model.MemberModel
import io.mockaws.model.ScalarModel
import io.mockaws.model.ShapeModel
import io.mockaws.model.StructureModel
import io.mockaws.wire.ErrorShape

/** The lists in which outputs tell of what could not be done: `failures`, `unprocessedIds`, `buildsNotFound`. */
internal object LeftOut {
    private val WORDS =
        listOf("notfound", "failure", "unprocessed", "failed", "errors", "missing", "notprocessed", "invalid")

    fun member(output: StructureModel): MemberModel? =
        output.members.firstOrNull { member ->
            member.target is ListModel && member.name.lowercase().let { name -> WORDS.any { it in name } }
        }

    /** [entry], which [error] says something of, as [shape]. */
    fun failure(
        shape: ShapeModel,
        entry: Any?,
        error: ErrorShape,
        kind: Kind,
        arn: (String) -> String = { it },
    ): Any? {
        if (shape is ScalarModel) return entry?.toString()
        val given = (entry as? Map<*, *>)?.entries?.associate { it.key.toString().lowercase() to it.value }
        val members = LinkedHashMap<String, Any?>()
        for (member in (shape as StructureModel).members) {
            val name = member.name.lowercase()
            val value: Any? =
                when {
                    given != null && name in given -> given[name]
                    name == "reason" -> "MISSING"
                    name in setOf("message", "errormessage") -> error.message
                    name in setOf("code", "errorcode") -> error.code
                    member.target is StructureModel -> detail(member.target as StructureModel, error)
                    given == null && name == "arn" -> arn(entry.toString())
                    given == null && (name in NAMES || kind.identity(member) != null) -> entry.toString()
                    else -> null
                }
            value?.let { Coercion.to(member.target, it) }?.let { members[member.name] = it }
        }
        return members
    }

    private fun detail(
        shape: StructureModel,
        error: ErrorShape,
    ): Map<String, Any?> =
        shape.members.mapNotNull { member ->
            when (member.name.lowercase()) {
                "errorcode", "code" -> member.name to error.code
                "errormessage", "message" -> member.name to error.message
                else -> null
            }
        }.toMap()

    private val NAMES = setOf("id", "name", "resourcearn", "resourceid", "identifier")
}
