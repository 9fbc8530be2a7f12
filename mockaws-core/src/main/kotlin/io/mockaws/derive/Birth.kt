package io.mockaws.derive

import io.mockaws.model.MemberModel
import io.mockaws.model.ScalarModel
import io.mockaws.model.StructureModel
import java.security.MessageDigest
import kotlin.time.Instant

/** What AWS adds to a thing when it is made: ids, ARN, owner, times, where it stands. */
internal class Birth(
    private val question: Question,
    private val kind: Kind,
) {
    private val call get() = question.call
    private val identifiers get() = question.rules.identifiers
    private val facts get() = question.rules.facts
    private val attributes = Attributes(question, kind)
    private val values = LinkedHashMap<String, Any?>()
    private var parents = emptyMap<String, Record>()

    /**
     * A record of what the input gives, and of what follows from it.
     *
     * @param known members beside those of the input, by names in small letters
     */
    fun record(
        parents: Map<String, Record>,
        token: Record.Token?,
        known: Map<String, Any?> = emptyMap(),
    ): Record {
        this.parents = parents
        values += Given.values(question.members, question.input, kind) + known
        for ((name, end) in facts.ends(kind.noun)) {
            (values[name] as? String)?.let { values[name] = it.removeSuffix(end) + end }
        }
        echoToken()
        digests()
        facts.aliases(kind.noun).forEach { (name, other) -> values[name]?.let { values.putIfAbsent(other, it) } }
        val defaults = facts.defaults(kind.noun, question.operation.name, values.values)
        defaults.filterValues { '{' !in it }.forEach { (name, text) -> values.putIfAbsent(name, FactValue.of(text)) }
        number()
        copy()
        References.resolve(question, kind, values)
        val unset = members().filterNot(::isKnown)
        fill(unset.filter { attributes.isVersion(it.name) && kind.identity(it) == null }, attributes::of)
        val ids = unset.filter { kind.identity(it) == Identity.ID && facts.id(kind.noun) != NONE }
        fill(ids) { identifiers.id(kind, it, call.ids, ::placed) }
        nameIfNeeded()
        fill(unset.filter { kind.identity(it) == Identity.ARN }, ::arn)
        defaults.filterKeys { it !in values }.forEach { (name, text) ->
            values[name] = FactValue.of(identifiers.fill(text, "", ::placed, call))
        }
        fill(unset.filter { kind.identity(it) == null || it.target !is ScalarModel }, attributes::of)
        unset.filter(attributes::isMetadata).forEach(::putArnWithin)
        val tags = Given.tags(question.members, question.input)
        val numbers = parents.mapValues { it.value.number }
        val handles = handles(kind, values, facts)
        return Record(kind.noun, call.ids.nextNumber(), values.toMap(), handles, tags, numbers, token)
    }

    private fun fill(
        members: List<MemberModel>,
        value: (MemberModel) -> Any?,
    ) {
        for (member in members) if (!isKnown(member)) value(member)?.let { values[member.name.lowercase()] = it }
    }

    /** What is shown of the thing, and is known of another that the call names: the engine of a snapshot's instance. */
    private fun copy() {
        val shown = members().filter { kind.identity(it) == null }.mapTo(HashSet()) { it.name.lowercase() }
        for (other in facts.copies(kind.noun).mapNotNull(question.kinds::named)) {
            val name =
                question.texts(kind).firstOrNull { (member, _) ->
                    question.kinds.referredTo(member.name, kind) === other
                }
                    ?.second ?: continue
            val its = question.records.of(other.noun).lastOrNull { it.isCalled(name) } ?: continue
            for ((key, value) in its.values) {
                if (key in shown && value !is Instant && !attributes.isState(key, other)) values.putIfAbsent(key, value)
            }
        }
    }

    /** An idempotency token is shown where what is shown of the thing has a member for it. */
    private fun echoToken() {
        val token = question.members.firstOrNull { it.isIdempotencyToken } ?: return
        val isShown = kind.documents.any { document -> document.members.any { it.name == token.name } }
        if (isShown) question.input[token.name]?.let { values[token.name.lowercase()] = it }
    }

    private fun digests() {
        for ((name, of) in facts.digests(kind.noun)) {
            val text = values[of] as? String ?: continue
            val hash = MessageDigest.getInstance("SHA-256").digest(text.encodeToByteArray())
            values.putIfAbsent(name, "sha256:" + hash.joinToString("") { "%02x".format(it) })
        }
    }

    /** All that is ever shown of such a thing. */
    private fun members(): List<MemberModel> {
        val output = question.operation.output
        val structures = output.members.mapNotNull { it.target as? StructureModel }.filter { it in kind.documents }
        val tokens = question.operation.paging?.outputTokens.orEmpty()
        return (structures + output + kind.documents).distinct().flatMap { it.members }.filterNot { it.name in tokens }
    }

    private fun isKnown(member: MemberModel): Boolean {
        val canonical = kind.canonical(member.name)
        val isGiven = values.keys.any {
            it == member.name.lowercase() ||
                (canonical.isNotEmpty() && kind.canonical(it) == canonical)
        }
        return isGiven || question.kinds.referredTo(member.name, kind)?.let { it.noun in parents } == true
    }

    /** The next number of those that are alike: `revision` of a family. */
    private fun number() {
        val (number, alike) = facts.counter(kind.noun) ?: return
        val others = question.records.of(kind.noun).filter { it.values[alike] == values[alike] }
        values[number] = (others.mapNotNull { (it.values[number] as? Number)?.toInt() }.maxOrNull() ?: 0) + 1
    }

    /** Where calls go by a name that nobody gave, AWS makes one up. */
    private fun nameIfNeeded() {
        if (handles(kind, values, facts).isNotEmpty()) return
        val keys = (kind.readers + kind.deleters).flatMap { it.input.members }
        val member =
            keys.firstOrNull { it.isRequired && kind.identity(it).let { id -> id != null && id != Identity.ARN } }
                ?: keys.firstOrNull(::isGivenOut)
                ?: return
        values[member.name.lowercase()] = identifiers.id(kind, member, call.ids)
    }

    /** Whether the call answers what readers need, as `JobId`. */
    private fun isGivenOut(member: MemberModel) =
        member.isRequired && member.isText && kind.identity(member) != Identity.ARN && !isKnown(member) &&
            question.operation.output.members.any { it.name == member.name }

    private fun arn(member: MemberModel): String {
        val known = canonical()
        val isById =
            (kind.readers + kind.deleters).flatMap { it.input.members }.filter { it.isRequired }
                .none { kind.identity(it).let { id -> id == Identity.NAME || id == Identity.SELF } }
        val order = if (isById) listOf("id", "identifier", "name", "") else listOf("name", "id", "identifier", "")
        val name = order.firstNotNullOfOrNull { known[it] as? String } ?: call.ids.hex(ID)
        return identifiers.arn(kind, member, name, ::placed, call, values.values)
    }

    /** What stands for [place] in a template: a member, by its name or by that on this kind, or what the thing belongs to. */
    private fun placed(place: String): String? {
        if (place == "region") return call.region
        if (place == "account") return call.account
        val parent = question.kinds.referredTo(place, kind)?.let { parents[it.noun] }
        val own = (values[place.lowercase()] ?: canonical()[kind.canonical(place)])?.toString()
        if (own != null && (parent == null || !own.startsWith("arn:"))) return own
        return (parent ?: only(place))?.handles?.firstOrNull { !it.startsWith("arn:") }
    }

    /** The thing that [place] is the noun of, where there is one such alone: the organization of an account. */
    private fun only(place: String) =
        question.kinds.named(place.lowercase())?.let { question.records.of(it.noun).singleOrNull() }

    private fun canonical() = values.entries.associate { kind.canonical(it.key) to it.value }

    private fun putArnWithin(member: MemberModel) {
        val inner =
            (member.target as StructureModel).members.firstOrNull { kind.identity(it) == Identity.ARN } ?: return
        val arn = values.getOrPut("arn") { arn(inner) }
        val name = member.name.lowercase()
        values[name] = (values[name] as? Map<*, *>).orEmpty() + (inner.name to arn)
    }

    companion object {
        private const val ID = 17

        /** What facts say of a kind that has no ids. */
        private const val NONE = "-"

        /** By what a thing with [values] may be named. */
        fun handles(
            kind: Kind,
            values: Map<String, Any?>,
            facts: DerivedFacts,
        ): Set<String> {
            val called = facts.called(kind.noun)
            return values.entries.mapNotNullTo(LinkedHashSet()) { (name, value) ->
                (value as? String)?.takeIf { kind.identity(name) != null || name in called }
            }
        }
    }
}
