package io.mockaws.derive

/** Takes things away, with all that belongs to them. */
internal class Removal(
    private val question: Question,
) {
    private val records get() = question.records

    /** @throws io.mockaws.engine.AwsFault for a thing that is protected, or has others in it and may not then */
    fun remove(
        kind: Kind,
        record: Record,
    ) {
        if (isProtected(record)) refuse("Cannot delete ${name(record)}: disable deletion protection and try again.")
        val child = children(kind, record).firstOrNull { !isCompany(kind, it) }
        val full = question.rules.facts.full(kind.noun)
        if (child != null && !isForced() && (full != null || question.rules.errors.refusesFull(question.operation))) {
            full?.let { throw question.refusals.of(it, name(record)) }
            refuse("Cannot delete ${name(record)}: ${name(child)} belongs to it.")
        }
        removeAll(kind, record)
    }

    private fun removeAll(
        kind: Kind,
        record: Record,
    ) {
        val children = children(kind, record)
        records.remove(record)
        for (child in children) question.kinds.named(child.noun)?.let { removeAll(it, child) }
    }

    private fun children(
        kind: Kind,
        record: Record,
    ) = records.everything().filter { it.parents[kind.noun] == record.number }.toList()

    /** Whether [child] came along with the thing itself, as the NS records of a hosted zone. */
    private fun isCompany(
        kind: Kind,
        child: Record,
    ) = question.rules.facts.companions(kind.noun).any { companion ->
        companion.noun == child.noun &&
            companion.fields.all { (name, text) -> '{' in text || child[name]?.toString() == text }
    }

    private fun isForced() = question.input.any { (name, value) -> "force" in name.lowercase() && value == true }

    private fun isProtected(record: Record) =
        record.values.any { (name, value) ->
            PROTECTIONS.any { name.startsWith(it) } && value.toString().lowercase() in ON
        }

    private fun refuse(text: String) {
        question.refusals.conflict(text)?.let { throw it }
    }

    private fun name(record: Record) = record.handles.firstOrNull() ?: "it"

    private companion object {
        val PROTECTIONS = listOf("deletionprotection", "deleteprotection")
        val ON = setOf("true", "active", "enabled", "on")
    }
}
