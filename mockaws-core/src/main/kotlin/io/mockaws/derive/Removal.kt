package io.mockaws.derive

/** Takes things away, with all that belongs to them. */
internal class Removal(
    private val question: Question,
) {
    fun remove(
        kind: Kind,
        record: Record,
    ) {
        val children = question.records.everything().filter { it.parents[kind.noun] == record.number }.toList()
        if (children.isNotEmpty() && question.refusals.refusesFull(question.operation)) {
            question.refusals.conflict(question.operation, "${record.handles.firstOrNull().orEmpty()} still has ${children.first().noun}s.")
                ?.let { throw it }
        }
        question.records.remove(record)
        children.forEach { child -> question.kinds.named(child.noun)?.let { remove(it, child) } ?: question.records.remove(child) }
    }
}
