package io.mockaws.derive

import io.mockaws.model.MemberModel
import io.mockaws.model.MemberPlace
import io.mockaws.model.OperationModel
import io.mockaws.model.ScalarModel
import io.mockaws.model.ServiceModel
import io.mockaws.model.StructureModel
import java.util.concurrent.ConcurrentHashMap

/** The kinds of things that a service keeps, found in the names and shapes of its operations. */
internal class Kinds(
    model: ServiceModel,
    private val facts: DerivedFacts,
) {
    private val names = model.operations().associateWith { OperationName.of(facts.nameOf(it.name)) }
    private val verbs = names.mapValues { (_, name) -> if (DataPlane.isOne(name)) Verb.ACT else Verb.of(name.verb) }
    private val tags = model.operations().mapNotNull { op -> TagShapes.verbOf(op, names.getValue(op))?.let { op to it } }.toMap()
    private val kinds = LinkedHashMap<String, Kind>()

    /** What readers show, with the words of its noun. */
    private val read = LinkedHashMap<String, List<String>>()

    /** Which noun's readers show a structure. */
    private val shownBy = HashMap<StructureModel, String>()

    init {
        for ((operation, name) in names) if (isOf(operation, Verb.READ)) read[name.subject] = name.noun
        for ((operation, name) in names) {
            if (!isOf(operation, Verb.READ)) continue
            Documents.of(operation, name.noun).filter { it !== operation.output }
                .forEach { shown -> shownBy.merge(shown, name.subject) { a, b -> if (fits(shown, b) > fits(shown, a)) b else a } }
        }
        for (operation in names.keys) if (isOf(operation, Verb.CREATE)) kindMadeBy(operation)?.creators?.add(operation)
        facts.kinds.forEach { noun -> read[noun]?.let(::kindOf) }
        for (operation in names.keys) if (isOf(operation, Verb.SET)) adoptLink(operation) || adoptSetter(operation)
        for (operation in names.keys) if (isOf(operation, Verb.UPDATE)) adoptSetting(operation)
        names.keys.forEach(::join)
        for (kind in kinds.values) for (size in 2 until kind.words.size) {
            val beginning = kind.words.take(size)
            if (beginning.joinToString("") !in kinds && beginning.joinToString("") !in read) kind.isAlsoCalled(beginning)
        }
    }

    val all: Collection<Kind> get() = kinds.values
    private val roles = names.keys.associateWith { RoleFinder(this, names.getValue(it), it).role() }

    fun role(operation: OperationModel): Role = roles.getValue(operation)

    fun name(operation: OperationModel): OperationName = names.getValue(operation)

    fun verb(operation: OperationModel): Verb = verbs.getValue(operation)

    fun tagVerb(operation: OperationModel): TagVerb? = tags[operation]

    fun named(noun: String): Kind? = kinds[noun]

    /** The kind that one of [structures] stands for. */
    fun shownBy(structures: List<StructureModel>): Kind? = structures.firstNotNullOfOrNull { shownBy[it]?.let(kinds::get) }

    /** Names in small letters, beside its own ids, without which nobody reads or removes one of [kind]. */
    fun keys(kind: Kind): Set<String> = keys.getOrPut(kind) { keysOf(kind) }

    private val keys = ConcurrentHashMap<Kind, Set<String>>()

    private fun keysOf(kind: Kind): Set<String> =
        (kind.deleters + kind.readers).flatMap { it.input.members }
            .filter { it.target is ScalarModel && (it.isRequired || referredTo(it.name, kind) != null) }
            .mapTo(LinkedHashSet()) { it.name.lowercase() }

    /** All members, but for its own ids, without which nobody reads or removes one of [kind]. */
    fun allKeys(kind: Kind): List<MemberModel> =
        (kind.deleters + kind.readers).flatMap { it.input.members }.filter { it.isRequired && !it.isIdempotencyToken }

    fun isKey(
        member: String,
        kind: Kind,
    ): Boolean = member.lowercase() in keys(kind)

    /** Whether readers or removers go by what [member], an id of [kind]'s own, says. */
    fun isOwnKey(
        member: MemberModel,
        kind: Kind,
    ): Boolean {
        val identity = kind.identity(member)
        return (kind.readers + kind.deleters).any { operation ->
            operation.input.members.any { it.isRequired && kind.identity(it).let { id -> id == identity || (id == Identity.SELF && identity != null) } }
        }
    }

    /** Whether calls name things of [kind] at all, and not only what they belong to. */
    fun hasOwnNames(kind: Kind): Boolean {
        val askers = kind.readers + kind.deleters
        return askers.isEmpty() || askers.any { InputKeys.name(it.input.members, kind) }
    }

    /** Whether things of [kind] belong to one of [parent], as [member] of a call on them says. */
    fun owns(
        parent: Kind,
        kind: Kind,
        member: MemberModel,
    ): Boolean {
        if (parent.creators.none { verbs[it] == Verb.CREATE }) return false
        if (member.place == MemberPlace.LABEL) return true
        return member.isRequired && keys(kind).any { referredTo(it, kind, member.name) === parent }
    }

    private fun referredTo(
        key: String,
        kind: Kind,
        member: String,
    ): Kind? = if (key == member.lowercase()) referredTo(member, kind) else null

    /** Operations that set what is called [subject] on something else. */
    fun settersOf(subject: String): List<OperationModel> =
        names.filter { (operation, name) -> name.subject == subject && verbs[operation].let { it == Verb.SET || it == Verb.UPDATE } }
            .keys.toList()

    /** The names in small letters of all that is ever given or shown of [kind]. */
    fun known(kind: Kind): Set<String> =
        (kind.documents.flatMap { it.members } + kind.creators.flatMap { it.input.members }).mapTo(HashSet()) { it.name.lowercase() }

    /**
     * The one kind of which [input] names a thing by a required member.
     *
     * @param known whether all else that it has must be known of the thing
     */
    fun named(
        input: StructureModel,
        known: Boolean,
    ): Kind? {
        val named = input.members.filter { it.isRequired && it.isText }.mapNotNull { member -> referredTo(member.name, null)?.let { it to member } }
        val kind = named.map { it.first }.distinct().singleOrNull() ?: return null
        if (!known) return kind
        val names = known(kind)
        val others = input.members.filter { kind.identity(it) == null }
        return kind.takeIf { others.isNotEmpty() && others.all { it.isIdempotencyToken || it.name.lowercase() in names } }
    }

    /** The kind with the longest noun that [subject] begins with. */
    fun beginning(subject: String): Kind? =
        kinds.values.filter { subject.startsWith(it.noun) }.maxByOrNull { it.noun.length }

    /** The kind with the longest noun that ends in the last words of [noun]: `namespace` for `httpnamespace`. */
    fun ending(noun: List<String>): Kind? =
        noun.indices.firstNotNullOfOrNull { kinds[noun.drop(it).joinToString("")] }?.takeIf { !it.isSetting }

    /** The other kind that [member] names one of, if it does: `cluster`, `ClusterArn`, `restApiId`. */
    fun referredTo(
        member: String,
        from: Kind?,
    ): Kind? {
        if (from?.identity(member) != null) return null
        val words = Words.of(member)
        val base = if (words.last() in IDENTITY_WORDS && words.size > 1) words.dropLast(1) else words
        val noun = base.dropLast(1).joinToString("") + Words.singular(base.last())
        kinds[noun]?.let { return it.takeIf { it !== from && !it.isSetting } }
        if (base === words) return null
        return kinds.values.filter { it !== from && !it.isSetting && endsAtWord(it, base) }.minByOrNull { it.noun.length }
    }

    private fun endsAtWord(
        kind: Kind,
        base: List<String>,
    ) = kind.words.size > base.size && kind.words.takeLast(base.size) == base

    /** How well [structure] is named for [noun]. */
    private fun fits(
        structure: StructureModel,
        noun: String,
    ): Int {
        val name = structure.name.lowercase()
        return if (name == noun) Int.MAX_VALUE else if (name.startsWith(noun)) noun.length else 0
    }

    private fun isOf(
        operation: OperationModel,
        verb: Verb,
    ) = verbs[operation] == verb && operation !in tags

    private fun kindOf(words: List<String>) = kinds.getOrPut(words.joinToString("")) { Kind(words) }

    /** The kind that a create makes: its noun, or what the reader is called that shows what it returns. */
    private fun kindMadeBy(operation: OperationModel): Kind? {
        val name = names.getValue(operation)
        if (name.noun.isEmpty()) return returned(operation)?.let { kindOf(it) }
        if (name.subject in read) return kindOf(name.noun)
        shown(operation)?.let { return kindOf(it) }
        val ending = name.noun.indices.drop(1).map { name.noun.drop(it).joinToString("") }.firstOrNull { it in read }
        if (ending != null) return kindOf(read.getValue(ending))
        returned(operation)?.let { return kindOf(it) }
        val isKept = name.verb in setOf("create", "register", "import", "allocate")
        return if (isKept && names.any { (other, its) -> its.subject == name.subject && isOf(other, Verb.DELETE) }) kindOf(name.noun) else null
    }

    /** The noun of the reader that shows what [operation] returns. */
    private fun shown(operation: OperationModel): List<String>? {
        val structures = operation.output.members.mapNotNull { Documents.structureIn(it.target) } + operation.output
        return structures.firstNotNullOfOrNull { shownBy[it] }?.let { read.getValue(it) }
    }

    /** The noun of the reader that shows what [operation] returns, or whose id it newly returns. */
    private fun returned(operation: OperationModel): List<String>? {
        shown(operation)?.let { return it }
        return operation.output.members.filter { it.isText && isNew(it, operation) }.firstNotNullOfOrNull { newId(it.name) }
    }

    private fun isNew(
        member: MemberModel,
        operation: OperationModel,
    ) = operation.input.members.none { it.name.equals(member.name, ignoreCase = true) }

    private fun newId(member: String): List<String>? {
        val words = Words.of(member)
        if (words.last() !in IDENTITY_WORDS || words.size < 2) return null
        val base = words.dropLast(1)
        return read[base.joinToString("")] ?: read.values.filter { it.takeLast(base.size) == base }.minByOrNull { it.size }
    }

    /** `AttachRolePolicy` and `DetachRolePolicy` tie two things and part them; the tie is a thing of its own. */
    private fun adoptLink(operation: OperationModel): Boolean {
        val name = names.getValue(operation)
        val undoing = UNDOING[name.verb] ?: return false
        if (name.subject in read || kinds[name.subject]?.isSetting == false) return false
        val other = names.entries.firstOrNull { (_, its) -> its.verb in undoing && its.subject == name.subject && its.rest == name.rest }?.key ?: return false
        val keys = operation.input.members.filter { it.isRequired }.map { it.name }
        if (keys.size < 2 || other.input.members.filter { it.isRequired }.map { it.name }.toSet() != keys.toSet()) return false
        val kind = kindOf(listOf(LINKED.getValue(name.verb)) + name.noun + name.rest)
        kind.isSetting = true
        kind.creators += operation
        kind.deleters += other
        return true
    }

    /** The tie that [name] lists: `ListAttachedRolePolicies`. */
    fun linked(name: OperationName): Kind? = kinds[name.subject]?.takeIf { it.noun.startsWith(name.noun.first()) && name.noun.first() in LINKED.values }

    /** Whether [name] lists things by ties of which nobody keeps both ends: `ListGroupsForUser`. */
    fun isThroughLinks(name: OperationName): Boolean {
        if (name.rest.isEmpty() || kinds[name.subject] == null) return false
        val other = kinds[name.rest.joinToString("")] ?: return false
        val ends = setOf(listOf(name.subject, other.noun), listOf(other.noun, name.subject)).map { it.joinToString("") }
        return kinds.keys.any { key -> ends.any { key == LINKED.getValue("add") + it || key == LINKED.getValue("associate") + it } }
    }

    /** `PutX` and the like make what is read as X, unless that is made otherwise. */
    private fun adoptSetter(operation: OperationModel): Boolean {
        val name = names.getValue(operation)
        val words = if (name.subject in read) name.noun else returned(operation) ?: return false
        val known = kinds[words.joinToString("")]
        if (known != null && known.creators.any { verbs[it] == Verb.CREATE }) return false
        val kind = kindOf(words)
        if (name.verb in SETTERS) kind.isSetting = true
        return kind.creators.add(operation)
    }

    /** What is updated and read, and never made, is a setting: of the account, or of what the call names. */
    private fun adoptSetting(operation: OperationModel) {
        val name = names.getValue(operation)
        if (name.subject !in read || (kinds[name.subject]?.isSetting == false)) return
        val candidate = kinds[name.subject] ?: Kind(name.noun)
        if (operation.input.members.any { it.isRequired && candidate.identity(it) != null }) return
        kinds[name.subject] = candidate
        candidate.isSetting = true
        candidate.creators += operation
    }

    /** Tells each kind who reads, lists, changes and removes it, and which structures stand for it. */
    private fun join(operation: OperationModel) {
        val name = names.getValue(operation)
        if (operation in tags) return
        val kind = kinds[name.subject] ?: return
        when (verbs.getValue(operation)) {
            Verb.READ -> (if (name.isPlural || name.verb == "list") kind.listers else kind.readers) += operation
            Verb.UPDATE -> if (operation !in kind.creators) kind.updaters += operation
            Verb.DELETE -> kind.deleters += operation
            else -> Unit
        }
        if (verbs[operation] == Verb.READ || verbs[operation] == Verb.CREATE || verbs[operation] == Verb.UPDATE) {
            kind.documents += Documents.of(operation, kind.words).filter { it !== operation.output || !name.isPlural }
        }
    }

    companion object {
        val IDENTITY_WORDS = setOf("id", "arn", "name", "identifier", "ids", "arns", "names", "identifiers")
        private val UNDOING =
            mapOf("attach" to setOf("detach"), "associate" to setOf("disassociate", "dissociate"), "add" to setOf("remove"))
        private val LINKED = mapOf("attach" to "attached", "associate" to "associated", "add" to "added")
        private val SETTERS = setOf("put", "set", "enable", "configure", "apply")
    }
}
