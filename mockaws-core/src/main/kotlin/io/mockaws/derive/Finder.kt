package io.mockaws.derive

import io.mockaws.model.MemberModel
import io.mockaws.model.MemberPlace
import io.mockaws.model.ScalarModel

/** Finds the things that a call means. */
internal class Finder(
    private val question: Question,
) {
    private val records get() = question.records
    private val kinds get() = question.kinds

    /** The thing of [kind] that the call names; null where there is none. A call that names none does not mean any. */
    fun find(kind: Kind): Record? {
        val keys = keys(kind)
        val mustName = question.members.any { it.isRequired && it.isText }
        if (keys.isEmpty() && mustName && !kind.isSetting) return null
        val all = matching(kind, keys)
        return all.lastOrNull { !Standing.isGone(question.rules.facts, kind, it) } ?: all.lastOrNull()
    }

    /** All of [kind] to which the call's keys fit. */
    fun all(kind: Kind): List<Record> = matching(kind, keys(kind))

    private fun matching(
        kind: Kind,
        keys: List<Pair<MemberModel, Any>>,
    ) = records.of(kind.noun).filter { record -> keys.all { (member, value) -> fits(record, kind, member, value) } }

    /** What the call says that tells one thing of [kind] from others. */
    private fun keys(kind: Kind): List<Pair<MemberModel, Any>> {
        val own = question.ownKeys(kind)
        val within = if (own.isEmpty()) membersWithin(kind) else emptySet()
        return question.values(kind).filter { (member, _) ->
            if (kind.identity(member) != null) member in own else member in within || isKey(member, kind)
        }
    }

    /** The members of a structure that is the thing itself, which are its key where it has no name. */
    private fun membersWithin(kind: Kind): Set<MemberModel> {
        val itself = question.members.filter { it.isRequired && kind.canonical(it.name).isEmpty() }
        val members = itself.flatMap { InputKeys.nested(it, kind) }
        if (members.any { kind.identity(it) != null }) return emptySet()
        return members.filterTo(HashSet()) { it.target is ScalarModel }
    }

    /** What the call calls the thing of [kind], for the text of an error. */
    fun given(kind: Kind): String? {
        val texts = question.texts(kind)
        val own = texts.firstOrNull { (member, _) -> kind.identity(member) != null }
        return (own ?: texts.firstOrNull { (member, _) -> member.isRequired })?.second
    }

    /** @throws io.mockaws.engine.AwsFault where there is none */
    fun require(kind: Kind): Record {
        requireParents(kind)
        return find(kind) ?: throw question.refusals.notFound(kind, given(kind))
    }

    /**
     * What the thing of [kind] that the call is about belongs to.
     *
     * @throws io.mockaws.engine.AwsFault where one of them is not there
     */
    fun requireParents(kind: Kind): Map<String, Record> {
        val parents = LinkedHashMap<String, Record>()
        val within = question.rules.facts.within(kind.noun)
        for ((member, name) in question.texts(kind)) {
            val parent = kinds.referredTo(member.name, kind) ?: continue
            if (!kinds.owns(parent, kind, member) && parent.noun !in within) continue
            val found = named(parent, name)
            if (found == null && question.rules.facts.isLoose(parent.noun)) continue
            if (found == null) throw question.refusals.notFound(parent, name)
            parents[found.noun] = found
        }
        return parents
    }

    /** The thing of [kind] that is called [name], or of a special kind of such: an API of AppSync may be a GraphQL API. */
    private fun named(
        kind: Kind,
        name: String,
    ): Record? =
        (listOf(kind) + kinds.all.filter { it !== kind && it.words.takeLast(kind.words.size) == kind.words })
            .firstNotNullOfOrNull { its -> records.of(its.noun).lastOrNull { it.isCalled(name) } }

    /** Whether [member] tells things of [kind] apart: their ids, what they belong to, and what readers cannot do without. */
    private fun isKey(
        member: MemberModel,
        kind: Kind,
    ): Boolean {
        if (member.target !is ScalarModel) return false
        if (kind.identity(member) != null || member.place == MemberPlace.LABEL) return true
        if (kinds.referredTo(member.name, kind) != null) return member.isRequired || kinds.isKey(member.name, kind)
        return kinds.isKey(member.name, kind)
    }

    private fun fits(
        record: Record,
        kind: Kind,
        member: MemberModel,
        value: Any,
    ): Boolean {
        if (value is String && kind.identity(member) != null) return record.isCalled(value)
        val parent = kinds.referredTo(member.name, kind)
        val number = parent?.let { record.parents[it.noun] }
        if (number != null) return records.get(parent.noun, number)?.isCalled(value.toString()) == true
        val known =
            record[member.name]
                ?: record.values.entries.firstOrNull { kind.canonical(it.key) == kind.canonical(member.name) }?.value
        if (known == null || known.toString() == value.toString()) return true
        if (parent == null) return false
        return records.of(parent.noun).any { it.isCalled(known.toString()) && it.isCalled(value.toString()) }
    }
}
