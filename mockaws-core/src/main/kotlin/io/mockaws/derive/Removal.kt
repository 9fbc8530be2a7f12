package io.mockaws.derive

/** Takes things away, with all that belongs to them. */
internal class Removal(
    private val question: Question,
) {
    private fun isForced() = question.input.any { (name, value) -> "force" in name.lowercase() && value == true }

    fun remove(
        kind: Kind,
        record: Record,
    ) {
        val children = question.records.everything().filter { it.parents[kind.noun] == record.number }.toList()
        if (children.isNotEmpty() && !isForced() && question.rules.errors.refusesFull(question.operation)) {
            question.refusals.conflict("${record.handles.firstOrNull().orEmpty()} still has ${children.first().noun}s.")
                ?.let { throw it }
        }
        question.records.remove(record)
        children.forEach { child -> question.kinds.named(child.noun)?.let { remove(it, child) } ?: question.records.remove(child) }
    }
}
