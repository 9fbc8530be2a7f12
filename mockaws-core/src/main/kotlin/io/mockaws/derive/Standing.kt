package io.mockaws.derive

import io.mockaws.model.MemberModel
import io.mockaws.model.ScalarKind
import io.mockaws.model.ScalarModel
import io.mockaws.model.StructureModel

/** Where things stand, and where verbs move them: `STOPPED` after `stop`. */
internal object Standing {
    private val STATUS = setOf("status", "state", "lifecycle")
    private val SWITCHES = setOf("enabled", "isenabled")

    /** The likeliest first. */
    private val AFTER =
        mapOf(
            "stop" to "stopped stopping",
            "start" to "running started active available starting enabled",
            "enable" to "enabled active",
            "disable" to "disabled inactive",
            "cancel" to "cancelled canceled cancelling canceling",
            "activate" to "active activated enabled",
            "deactivate" to "inactive deactivated disabled",
            "suspend" to "suspended inactive",
            "resume" to "active running available",
            "pause" to "paused",
            "accept" to "accepted active available associated",
            "reject" to "rejected",
            "archive" to "archived",
            "abort" to "aborted",
            "deprecate" to "deprecated",
            "deleted" to "deleting deleted delete_in_progress terminating terminated inactive deregistered",
        ).mapValues { it.value.split(' ') }

    /** The member that says where things of [kind] stand. */
    fun status(kind: Kind): MemberModel? =
        members(kind).firstOrNull { it.isText && kind.canonical(it.name) in STATUS }

    /** What [verb] makes of a thing of [kind]: a member and its value; null where the model does not tell. */
    fun after(
        kind: Kind,
        verb: String,
    ): Pair<MemberModel, Any>? {
        val status = status(kind)
        value(status, verb)?.let { return status!! to it }
        val around = members(kind).firstOrNull { it.target is StructureModel && kind.canonical(it.name) in STATUS }
        val within = (around?.target as? StructureModel)?.members?.firstOrNull { value(it, verb) != null }
        if (around != null && within != null) return around to mapOf(within.name to value(within, verb))
        return if (verb == "enable" || verb == "disable") switch(kind)?.let { it to (verb == "enable") } else null
    }

    /** Whether [record], a thing of [kind], is there only to be named after its deletion. */
    fun isGone(
        facts: DerivedFacts,
        kind: Kind,
        record: Record,
    ): Boolean {
        val gone = facts.stays(kind.noun) ?: return false
        val members = facts.staysIn(kind.noun).ifEmpty { listOfNotNull(status(kind)?.name) }
        return members.any { name ->
            val canonical = kind.canonical(name)
            val its = record[name] ?: record.values.entries.firstOrNull { kind.canonical(it.key) == canonical }?.value
            its == gone
        }
    }

    private fun value(
        member: MemberModel?,
        verb: String,
    ): String? {
        val values = (member?.target as? ScalarModel)?.values.orEmpty()
        return AFTER[verb].orEmpty().firstNotNullOfOrNull { word ->
            values.firstOrNull { it.equals(word, ignoreCase = true) }
        }
    }

    private fun switch(kind: Kind) =
        members(kind).firstOrNull { member ->
            (member.target as? ScalarModel)?.kind == ScalarKind.BOOLEAN && kind.canonical(member.name) in SWITCHES
        }

    private fun members(kind: Kind) = kind.documents.flatMap { it.members }
}
