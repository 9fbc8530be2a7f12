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
        val child = children(kind, record).firstOrNull()
        if (child != null && !isForced() && question.rules.errors.refusesFull(question.operation)) {
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
