package io.mockaws.derive

import io.mockaws.model.MapModel
import io.mockaws.model.MemberModel
import io.mockaws.model.ScalarModel

/** Leaves behind what tells of a call: the operation that `CreateService` of Cloud Map answers, the update of EKS. */
internal class Traces(
    private val question: Question,
) {
    /** [output], which the call on [record] of [kind] answers, with the ids of what it leaves behind. */
    fun within(
        output: Map<String, Any?>,
        kind: Kind,
        record: Record,
    ): Map<String, Any?> =
        question.rules.facts.traces.mapNotNull(question.kinds::named).fold(output) { all, trace ->
            val member = question.operation.output.members.firstOrNull { isOf(it, trace) }
            if (trace === kind || member == null) return@fold all
            val left = question.records.put(made(trace, kind, record))
            val shown = Filling(question).item(member.target, trace, left, member.name)
            all + (member.name to shown)
        }

    private fun isOf(
        member: MemberModel,
        trace: Kind,
    ) = trace.identity(member) != null || member.target in trace.documents

    private fun made(
        trace: Kind,
        kind: Kind,
        record: Record,
    ): Record {
        val known = HashMap<String, Any?>()
        for (member in trace.documents.flatMap { it.members }) {
            val value = type(member) ?: targets(member, kind, record)
            value?.let { known[member.name.lowercase()] = it }
        }
        val reader = (trace.readers + trace.listers).first()
        val its = Question(question.rules, reader, emptyMap(), question.call, question.records)
        return Birth(its, trace).record(emptyMap(), null, known)
    }

    /** `CREATE_NAMESPACE` for `CreateHttpNamespace`. */
    private fun type(member: MemberModel): String? {
        if (!member.name.equals("type", ignoreCase = true)) return null
        return Words.saidIn(question.operation.name, (member.target as? ScalarModel)?.values.orEmpty())
    }

    /** `{NAMESPACE: ns-1}`: what the call was for. */
    private fun targets(
        member: MemberModel,
        kind: Kind,
        record: Record,
    ): Map<String, String>? {
        if (member.target !is MapModel || !member.name.equals("targets", ignoreCase = true)) return null
        val name = record.handles.firstOrNull { !it.startsWith("arn:") } ?: return null
        return mapOf(kind.noun.uppercase() to (record.values["id"] as? String ?: name))
    }
}
