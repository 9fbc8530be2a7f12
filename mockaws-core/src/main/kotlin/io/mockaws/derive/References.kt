package io.mockaws.derive

/** Puts ARNs in place of the names by which calls mean other things, where facts say that AWS shows them so. */
internal object References {
    fun resolve(
        question: Question,
        kind: Kind,
        values: MutableMap<String, Any?>,
    ) {
        for ((member, noun) in question.rules.facts.references(kind.noun)) {
            val name = values[member] as? String ?: continue
            val named = question.records.of(noun).lastOrNull { it.isCalled(name) } ?: continue
            named.handles.firstOrNull { it.startsWith("arn:") }?.let { values[member] = it }
        }
    }
}
