package io.mockaws.derive

import io.mockaws.engine.CallContext

/** Puts in place what AWS has in every account from the start: a primary workgroup, a default user. */
internal class Start(
    private val rules: ServiceRules,
    private val call: CallContext<DerivedState>,
    private val records: Records,
) {
    /** Does so once in the life of a state. */
    fun ensure() {
        val things = rules.facts.start
        if (things.isEmpty() || records.of(MARK).isNotEmpty()) return
        records.put(Record(MARK, 0, emptyMap()))
        for ((noun, fields) in things) rules.kinds.named(noun)?.let { put(it, fields) }
    }

    private fun put(
        kind: Kind,
        fields: Map<String, String>,
    ) {
        val operation = kind.creators.first()
        val texts = fields.mapValues { rules.identifiers.fill(it.value, "", { null }, call) }
        val input =
            operation.input.members.mapNotNull { member ->
                texts[member.name]?.let { Coercion.to(member.target, it) }?.let { member.name to it }
            }.toMap()
        val question = Question(rules, operation, input, call, records)
        val extra = (texts - input.keys).mapKeys { it.key.lowercase() }
        val born = Birth(question, kind).record(emptyMap(), null, extra)
        records.put(born)
    }

    private companion object {
        /** No noun is called so. */
        const val MARK = "*"
    }
}
