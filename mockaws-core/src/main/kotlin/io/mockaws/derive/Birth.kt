package io.mockaws.derive

import io.mockaws.model.MemberModel
import io.mockaws.model.ScalarModel
import io.mockaws.model.StructureModel

/** What AWS adds to a thing when it is made: ids, ARN, owner, times, where it stands. */
internal class Birth(
    private val question: Question,
    private val kind: Kind,
) {
    private val call get() = question.call
    private val identifiers get() = question.rules.identifiers
    private val facts get() = question.rules.facts

    /** A record of what the input gives, and of what follows from it. */
    fun record(
        parents: Map<String, Record>,
        token: Record.Token?,
        known: Map<String, Any?> = emptyMap(),
    ): Record {
        val given = Given.values(question.members, question.input, kind)
        given += known
        facts.aliases(kind.noun).forEach { (name, other) -> given[name]?.let { given.putIfAbsent(other, it) } }
        val defaults = facts.defaults(kind.noun)
        defaults.filterValues { '{' !in it }.forEach { (name, value) -> given.putIfAbsent(name, value) }
        val values = LinkedHashMap(given)
        val attributes = Attributes(question, kind)
        number(values)
        val unset = members().filter { !isKnown(it, values, parents) }
        unset.filter { attributes.isVersion(it.name) && it.target is ScalarModel && kind.identity(it) == null }
            .forEach { member -> attributes.of(member)?.let { values.putIfAbsent(member.name.lowercase(), it) } }
        unset.filter { kind.identity(it) == Identity.ID }.forEach { if (!isKnown(it, values, parents)) values[it.name.lowercase()] = identifiers.id(kind, it, call.ids) { place -> if (place == "region") call.region else values[place.lowercase()]?.toString() } }
        nameIfNeeded(values)
        unset.filter { kind.identity(it) == Identity.ARN }.forEach { if (!isKnown(it, values, parents)) values[it.name.lowercase()] = arn(it, values, parents) }
        val named = values.entries.associate { kind.canonical(it.key) to it.value }
        defaults.filterKeys { it !in values }.forEach { (name, text) ->
            values[name] = identifiers.fill(text, "", { place -> (values[place.lowercase()] ?: named[place.lowercase()])?.toString() }, call)
        }
        unset.filter { kind.identity(it) == null || it.target !is ScalarModel }.forEach { member ->
            if (!isKnown(member, values, parents)) attributes.of(member)?.let { values[member.name.lowercase()] = it }
        }
        unset.filter(attributes::isMetadata).forEach { member ->
            val own = (member.target as StructureModel).members.filter { it.isText && kind.identity(it) == Identity.ARN }
            val made = own.associate { inner -> inner.name to (values["arn"] ?: arn(inner, values, parents)) }
            values[member.name.lowercase()] = (values[member.name.lowercase()] as? Map<*, *>).orEmpty() + made
            made.values.firstOrNull()?.let { values.putIfAbsent("arn", it) }
        }
        val tags = Given.tags(question.members, question.input)
        return Record(
            kind.noun,
            call.ids.nextNumber(),
            values,
            handles(kind, values),
            tags,
            parents.mapValues { it.value.number },
            token,
        )
    }

    /** All that is ever shown of such a thing. */
    private fun members(): List<MemberModel> {
        val output = question.operation.output
        val structures = output.members.mapNotNull { it.target as? StructureModel }.filter { it in kind.documents }
        val shown = (structures + output + kind.documents).distinct().flatMap { it.members }
        return shown.filterNot { question.operation.paging?.outputTokens?.contains(it.name) == true }
    }

    private fun isKnown(
        member: MemberModel,
        values: Map<String, Any?>,
        parents: Map<String, Record>,
    ): Boolean {
        val canonical = kind.canonical(member.name)
        return values.keys.any { it == member.name.lowercase() || (canonical.isNotEmpty() && kind.canonical(it) == canonical) } ||
            question.kinds.referredTo(member.name, kind)?.let { it.noun in parents } == true
    }

    /** The next number of those that are alike: `revision` of a family. */
    private fun number(values: MutableMap<String, Any?>) {
        val (number, alike) = facts.counter(kind.noun) ?: return
        val others = question.records.of(kind.noun).filter { it.values[alike] == values[alike] }
        values[number] = (others.mapNotNull { (it.values[number] as? Number)?.toInt() }.maxOrNull() ?: 0) + 1
    }

    /** Where calls go by a name that nobody gave, AWS makes one up. */
    private fun nameIfNeeded(values: MutableMap<String, Any?>) {
        if (handles(kind, values).isNotEmpty()) return
        val keys = (kind.readers + kind.deleters).flatMap { it.input.members }
        val member = keys.firstOrNull { it.isRequired && kind.identity(it).let { id -> id == Identity.ID || id == Identity.NAME || id == Identity.SELF } } ?: return
        values[member.name.lowercase()] = identifiers.id(kind, member, call.ids)
    }

    private fun arn(
        member: MemberModel,
        values: Map<String, Any?>,
        parents: Map<String, Record>,
    ): String {
        val named = values.entries.associate { kind.canonical(it.key) to it.value }
        val isById = (kind.readers + kind.deleters).flatMap { it.input.members }.none { it.isRequired && kind.identity(it).let { id -> id == Identity.NAME || id == Identity.SELF } }
        val order = if (isById) listOf("id", "identifier", "name", "") else listOf("name", "id", "identifier", "")
        val name = order.firstNotNullOfOrNull { named[it] as? String } ?: call.ids.hex(ID)
        val value = { place: String ->
            (values[place.lowercase()] ?: named[kind.canonical(place)])?.toString()
                ?: question.kinds.referredTo(place, kind)?.let { parents[it.noun]?.handles?.firstOrNull { handle -> !handle.startsWith("arn:") } }
        }
        return identifiers.arn(kind, member, name, value, call)
    }

    companion object {
        private const val ID = 17

        /** By what a thing with [values] may be named. */
        fun handles(
            kind: Kind,
            values: Map<String, Any?>,
        ): Set<String> = values.entries.mapNotNullTo(LinkedHashSet()) { (name, value) -> (value as? String)?.takeIf { kind.identity(name) != null } }
    }
}
