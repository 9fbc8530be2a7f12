package io.mockaws.derive

import io.mockaws.model.MemberModel
import io.mockaws.model.MemberPlace
import io.mockaws.model.OperationModel
import io.mockaws.model.ScalarKind
import io.mockaws.model.ScalarModel
import io.mockaws.model.ServiceModel
import io.mockaws.model.StructureModel
import java.util.concurrent.ConcurrentHashMap

/** The kinds of things that a service keeps, and what each of its operations does to them. */
internal class Kinds(
    model: ServiceModel,
    facts: DerivedFacts,
) {
    private val census = Census(model, facts)
    private val kinds = census.kinds
    private val keys = ConcurrentHashMap<Kind, Set<String>>()
    private val roles = census.names.keys.associateWith { RoleFinder(this, name(it), it).role() }

    val all: Collection<Kind> get() = kinds.values

    fun role(operation: OperationModel): Role = roles.getValue(operation)

    fun name(operation: OperationModel): OperationName = census.names.getValue(operation)

    fun verb(operation: OperationModel): Verb = census.verbs.getValue(operation)

    fun tagVerb(operation: OperationModel): TagVerb? = census.tags[operation]

    fun named(noun: String): Kind? = kinds[noun]

    /** The kind that one of [structures] stands for. */
    fun shownBy(structures: List<StructureModel>): Kind? =
        structures.firstNotNullOfOrNull { census.shownBy[it]?.let(kinds::get) }

    /** The kind with the longest noun that [subject] begins with. */
    fun beginning(subject: String): Kind? =
        kinds.values.filter { subject.startsWith(it.noun) }.maxByOrNull { it.noun.length }

    /** The kind with the longest noun that ends in the last words of [noun]: `namespace` for `httpnamespace`. */
    fun ending(noun: List<String>): Kind? =
        noun.indices.firstNotNullOfOrNull { kinds[noun.drop(it).joinToString("")] }?.takeIf { !it.isSetting }

    /** The tie that [name] lists: `ListAttachedRolePolicies`. */
    fun linked(name: OperationName): Kind? =
        kinds[name.subject]?.takeIf { name.noun.first() in Census.LINKED.values }

    /** Whether [name] lists things by ties of which nobody keeps both ends: `ListGroupsForUser`. */
    fun isThroughLinks(name: OperationName): Boolean {
        val other = kinds[name.rest.joinToString("")] ?: return false
        val ends = listOf(name.subject + other.noun, other.noun + name.subject)
        return Census.LINKED.values.any { linked -> ends.any { "$linked$it" in kinds } }
    }

    /**
     * The one kind of which [input] names a thing by a required member.
     *
     * @param known whether all else that it has must be known of the thing
     */
    fun named(
        input: StructureModel,
        known: Boolean,
    ): Kind? {
        val required = input.members.filter { it.isRequired && it.isText }
        val kind = required.mapNotNull { referredTo(it.name, null) }.distinct().singleOrNull() ?: return null
        if (!known) return kind
        val names = known(kind)
        val others = input.members.filter { kind.identity(it) == null }
        return kind.takeIf {
            others.isNotEmpty() &&
                others.all { it.isIdempotencyToken || it.name.lowercase().removePrefix("new") in names }
        }
    }

    /** The names in small letters of all that is ever given or shown of [kind]. */
    fun known(kind: Kind): Set<String> {
        val members = kind.documents.flatMap { it.members } + kind.creators.flatMap { it.input.members }
        return members.mapTo(HashSet()) { it.name.lowercase() }
    }

    /** Operations that set what is called [subject] on something else. */
    fun settersOf(subject: String): List<OperationModel> =
        census.names.filter { it.value.subject == subject }.keys.filter {
            verb(it) == Verb.SET ||
                verb(it) == Verb.UPDATE
        }

    /** The other kind that [member] names one of, if it does: `cluster`, `ClusterArn`, `restApiId`. */
    fun referredTo(
        member: String,
        from: Kind?,
    ): Kind? {
        if (from?.identity(member) != null) return null
        val words = Words.of(member)
        val base = if (words.last() in Census.IDENTITY_WORDS && words.size > 1) words.dropLast(1) else words
        val noun = base.dropLast(1).joinToString("") + Words.singular(base.last())
        kinds[noun]?.let { return it.takeIf { it !== from && !it.isSetting } }
        if (base === words) return null
        val ending = kinds.values.filter { it.words.size > base.size && it.words.takeLast(base.size) == base }
        return ending.filter { it !== from && !it.isSetting }.minByOrNull { it.noun.length }
    }

    /** The noun of the things that [member], a number, counts: `table` for `TableCount` and for `numberOfTables`. */
    fun countedBy(member: MemberModel): String? {
        if ((member.target as? ScalarModel)?.kind !in NUMBERS) return null
        val small = member.name.lowercase()
        val counted =
            when {
                small.endsWith("count") -> small.removeSuffix("count")
                small.startsWith("numberof") -> small.removePrefix("numberof")
                else -> return null
            }
        return Words.singular(counted).takeIf { it in kinds }
    }

    /** Whether things of [kind] belong to one of [parent], as [member] of a call on them says. */
    fun owns(
        parent: Kind,
        kind: Kind,
        member: MemberModel,
    ): Boolean {
        if (parent.creators.none { verb(it) == Verb.CREATE }) return false
        return member.place == MemberPlace.LABEL || (member.isRequired && isKey(member.name, kind))
    }

    /** Whether nobody reads or removes one of [kind] without saying what [member] says. */
    fun isKey(
        member: String,
        kind: Kind,
    ): Boolean = member.lowercase() in keys.getOrPut(kind) { keysOf(kind) }

    private fun keysOf(kind: Kind): Set<String> =
        askersOf(kind).flatMap { it.input.members }
            .filter { it.target is ScalarModel && (it.isRequired || referredTo(it.name, kind) != null) }
            .mapTo(LinkedHashSet()) { it.name.lowercase() }

    /** All members without which nobody reads or removes one of [kind]. */
    fun allKeys(kind: Kind): List<MemberModel> =
        askersOf(kind).flatMap { it.input.members }.filter { it.isRequired && !it.isIdempotencyToken }

    /** Whether readers or removers go by what [member], an id of [kind]'s own, says. */
    fun isOwnKey(
        member: MemberModel,
        kind: Kind,
    ): Boolean {
        val identity = kind.identity(member) ?: return false
        val asked = allKeys(kind).mapNotNull { kind.identity(it) }
        return identity in asked || Identity.SELF in asked
    }

    /** Whether calls name things of [kind] at all, and not only what they belong to. */
    fun hasOwnNames(kind: Kind): Boolean =
        askersOf(kind).let { all -> all.isEmpty() || all.any { InputKeys.name(it.input.members, kind) } }

    private fun askersOf(kind: Kind) = kind.deleters + kind.readers

    private companion object {
        val NUMBERS = setOf(ScalarKind.INTEGER, ScalarKind.LONG)
    }
}
