package io.mockaws.derive

import io.mockaws.engine.CallContext

/** Makes things that facts speak of, as if a call had made them. */
internal class Seed(
    private val rules: ServiceRules,
    private val call: CallContext<DerivedState>,
    private val records: Records,
) {
    /** A thing of [kind] with [fields], whose texts may have places as `{account}`. */
    fun put(
        kind: Kind,
        fields: Map<String, String>,
        parents: Map<String, Record> = emptyMap(),
        value: (String) -> String? = { null },
    ): Record? {
        val operation = (kind.creators + kind.readers + kind.listers).firstOrNull() ?: return null
        val texts = fields.mapValues { FactValue.of(rules.identifiers.fill(it.value, "", value, call)) }
        val input =
            operation.input.members.mapNotNull { member ->
                texts[member.name]?.let { Coercion.to(member.target, it) }?.let { member.name to it }
            }.toMap()
        val extra = (texts - input.keys).mapKeys { it.key.lowercase() }
        val born = Birth(Question(rules, operation, input, call, records), kind).record(parents, null, extra)
        return records.put(born)
    }

    /** What AWS has in every account from the start: a primary workgroup, a default user. Once in the life of a state. */
    fun start() {
        val things = rules.facts.start
        if (things.isEmpty() || records.of(MARK).isNotEmpty()) return
        records.put(Record(MARK, 0, emptyMap()))
        for ((noun, fields) in things) rules.kinds.named(noun)?.let { put(it, fields) }
    }

    /** [made], and what comes with it: the root resource of a REST API. */
    fun withCompany(
        kind: Kind,
        made: Record,
    ): Record {
        var whole = made
        for (companion in rules.facts.companions(kind.noun)) {
            val other = rules.kinds.named(companion.noun) ?: continue
            val its = put(other, companion.fields, mapOf(kind.noun to made)) { made[it]?.toString() } ?: continue
            val id = its.values.entries.firstOrNull { other.identity(it.key) == Identity.ID }?.value ?: continue
            companion.member?.let { whole = records.put(whole.with(mapOf(it.lowercase() to id))) }
        }
        return whole
    }

    private companion object {
        /** No noun is called so. */
        const val MARK = "*"
    }
}
