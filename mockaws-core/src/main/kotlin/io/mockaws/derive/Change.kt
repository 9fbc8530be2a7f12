package io.mockaws.derive

import io.mockaws.model.StructureModel

/** What a change makes of a thing. */
internal class Change(
    private val question: Question,
    private val kind: Kind,
) {
    fun of(
        record: Record,
        verb: String,
    ): Record {
        val patches = Patches.of(question.input)
        val values = LinkedHashMap<String, Any?>()
        given(patches?.first).forEach { (name, value) -> values[nameIn(record, name)] = value }
        val facts = question.rules.facts
        facts.aliases(kind.noun).forEach { (name, other) -> values[name]?.let { values[other] = it } }
        References.resolve(question, kind, values)
        Standing.after(kind, verb)?.let { (member, value) -> values[nameIn(record, member.name.lowercase())] = value }
        val attributes = Attributes(question, kind)
        for (member in kind.documents.flatMap { it.members }) {
            attributes.moved(member)?.let { values[nameIn(record, member.name.lowercase())] = it }
        }
        values += nextVersion(record, values)
        values += metadata(record, attributes)
        val all = Patches.apply(record.values + values, patches?.second.orEmpty())
        val isTagged = question.members.any { TagShapes.isTags(it) && question.input[it.name] != null }
        val tags = if (isTagged) Given.tags(question.members, question.input) else record.tags
        return record.copy(values = all, handles = Birth.handles(kind, all, question.rules.facts), tags = tags)
    }

    /** What the call gives, but for what names the thing; `NewName` is its new `Name`. */
    private fun given(patches: String?): Map<String, Any?> {
        val all = Given.values(question.members, question.input, kind)
        val keys = question.ownKeys(kind).mapTo(HashSet()) { it.name.lowercase() }
        val renamed = all.filterKeys { it.startsWith(NEW) && it != NEW }.mapKeys { it.key.removePrefix(NEW) }
        return all.filterKeys { it !in keys && it != patches?.lowercase() && it.removePrefix(NEW) !in renamed } +
            renamed
    }

    /** A version that is a number goes up with each change, unless the change says it. */
    private fun nextVersion(
        record: Record,
        given: Map<String, Any?>,
    ): Map<String, Any?> =
        record.values.filterKeys { it !in given }.mapNotNull { (name, value) -> next(name, value)?.let { name to it } }
            .toMap()

    /** Versions and times that stand in a structure of their own. */
    private fun metadata(
        record: Record,
        attributes: Attributes,
    ): Map<String, Any?> =
        kind.documents.flatMap { it.members }.filter(attributes::isMetadata).mapNotNull { member ->
            val name = nameIn(record, member.name.lowercase())
            val before = record.values[name] as? Map<*, *> ?: return@mapNotNull null
            val now =
                (member.target as StructureModel).members.mapNotNull { inner ->
                    val value = attributes.moved(inner) ?: next(inner.name.lowercase(), before[inner.name])
                    value?.let { inner.name to it }
                }
            name to before + now
        }.toMap()

    private fun next(
        name: String,
        value: Any?,
    ): Any? =
        when {
            kind.canonical(name) !in VERSIONS -> null
            value is Long -> value + 1
            value is Int -> value + 1
            else -> null
        }

    /** [record] as it is shown when it was deleted. */
    fun gone(record: Record): Record {
        val facts = question.rules.facts
        val members = facts.staysIn(kind.noun)
        if (members.isNotEmpty()) return record.with(members.associate { it.lowercase() to facts.stays(kind.noun) })
        val member = Standing.status(kind) ?: return record
        val said = facts.stays(kind.noun) ?: facts.deleted(kind.noun)
        val gone = said ?: Standing.after(kind, "deleted")?.second ?: return record
        return record.with(mapOf(nameIn(record, member.name.lowercase()) to gone))
    }

    /** The name under which the record has what is called [name] on this kind. */
    private fun nameIn(
        record: Record,
        name: String,
    ): String {
        if (name in record.values) return name
        val canonical = kind.canonical(name)
        return record.values.keys.firstOrNull { canonical.isNotEmpty() && kind.canonical(it) == canonical } ?: name
    }

    private companion object {
        const val NEW = "new"
        val VERSIONS = setOf("version", "versionnumber", "latestversion")
    }
}
