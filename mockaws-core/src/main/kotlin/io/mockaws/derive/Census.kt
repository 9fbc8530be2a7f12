package io.mockaws.derive

import io.mockaws.model.MemberModel
import io.mockaws.model.OperationModel
import io.mockaws.model.ServiceModel
import io.mockaws.model.StructureModel

/** Finds the kinds of things that a service keeps in the names and shapes of its operations. */
internal class Census(
    model: ServiceModel,
    facts: DerivedFacts,
) {
    val names: Map<OperationModel, OperationName> =
        model.operations().associateWith { OperationName.of(facts.nameOf(it.name)) }
    val verbs: Map<OperationModel, Verb> =
        names.mapValues { (_, name) -> if (DataPlane.isOne(name)) Verb.ACT else Verb.of(name.verb) }

    /** Operations that are for tags alone. */
    val tags: Map<OperationModel, TagVerb> =
        names.entries.mapNotNull { (operation, name) ->
            TagShapes.verbOf(operation, name)?.let { operation to it }
        }.toMap()

    /** By noun. */
    val kinds = LinkedHashMap<String, Kind>()

    /** Which noun's readers show a structure. */
    val shownBy = HashMap<StructureModel, String>()

    /** What readers show, with the words of its noun. */
    private val read = LinkedHashMap<String, List<String>>()

    init {
        each(Verb.READ) { _, name -> read[name.subject] = name.noun }
        each(Verb.READ, ::noteShown)
        each(Verb.CREATE) { operation, name -> kindMadeBy(operation, name)?.creators?.add(operation) }
        facts.kinds.forEach { noun -> read[noun]?.let(::kindOf) }
        each(Verb.SET) { operation, name -> if (!adoptLink(operation, name)) adoptSetter(operation, name) }
        each(Verb.UPDATE, ::adoptSetting)
        names.filterKeys { it !in tags }.forEach(::join)
        kinds.values.forEach(::shorten)
    }

    private fun each(
        verb: Verb,
        action: (OperationModel, OperationName) -> Unit,
    ) = names.forEach { (operation, name) ->
        if (verbs[operation] == verb &&
            operation !in tags
        ) {
            action(operation, name)
        }
    }

    private fun kindOf(words: List<String>) = kinds.getOrPut(words.joinToString("")) { Kind(words) }

    private fun noteShown(
        operation: OperationModel,
        name: OperationName,
    ) {
        for (shown in Documents.of(operation, name.noun).filter { it !== operation.output }) {
            val before = shownBy[shown]
            if (before == null || fit(shown, name.subject) > fit(shown, before)) shownBy[shown] = name.subject
        }
    }

    /** How well [structure] is named for [noun]. */
    private fun fit(
        structure: StructureModel,
        noun: String,
    ): Int {
        val name = structure.name.lowercase()
        return if (name == noun) {
            Int.MAX_VALUE
        } else if (name.startsWith(noun)) {
            noun.length
        } else {
            0
        }
    }

    /** The kind that a create makes: its noun, or what the reader is called that shows what it returns. */
    private fun kindMadeBy(
        operation: OperationModel,
        name: OperationName,
    ): Kind? {
        if (name.noun.isEmpty()) return returned(operation)?.let { kindOf(it) }
        if (name.subject in read) return kindOf(name.noun)
        shown(operation)?.let { return kindOf(it) }
        val endings = name.noun.indices.drop(1).map { name.noun.drop(it).joinToString("") }
        endings.firstOrNull { it in read }?.let { return kindOf(read.getValue(it)) }
        returned(operation)?.let { return kindOf(it) }
        val isRemoved = names.any { (other, its) -> its.subject == name.subject && verbs[other] == Verb.DELETE }
        return if (name.verb in KEEPING && isRemoved) kindOf(name.noun) else null
    }

    /** The noun of the reader that shows what [operation] returns. */
    private fun shown(operation: OperationModel): List<String>? {
        val structures = operation.output.members.mapNotNull { Documents.structureIn(it.target) } + operation.output
        return structures.firstNotNullOfOrNull { shownBy[it] }?.let { read.getValue(it) }
    }

    /** The noun of the reader that shows what [operation] returns, or whose id it newly returns. */
    private fun returned(operation: OperationModel): List<String>? =
        shown(operation)
            ?: operation.output.members.filter {
                it.isText && isNew(it, operation)
            }.firstNotNullOfOrNull { newId(it.name) }

    private fun isNew(
        member: MemberModel,
        operation: OperationModel,
    ) = operation.input.members.none { it.name.equals(member.name, ignoreCase = true) }

    private fun newId(member: String): List<String>? {
        val words = Words.of(member)
        if (words.last() !in IDENTITY_WORDS || words.size < 2) return null
        val base = words.dropLast(1)
        return read[base.joinToString("")]
            ?: read.values.filter { it.takeLast(base.size) == base }.minByOrNull { it.size }
    }

    /** `AttachRolePolicy` and `DetachRolePolicy` tie two things and part them; the tie is a thing of its own. */
    private fun adoptLink(
        operation: OperationModel,
        name: OperationName,
    ): Boolean {
        val undoing = UNDOING[name.verb] ?: return false
        val words = listOf(LINKED.getValue(name.verb)) + name.noun + name.rest
        val isListed = words.joinToString("") in read
        if (!isListed && (name.subject in read || kinds[name.subject]?.isSetting == false)) return false
        val other = names.entries.firstOrNull { (_, its) ->
            its.verb in undoing && its.noun == name.noun &&
                its.rest == name.rest
        }
        val keys = required(operation)
        if (other == null || keys.size < 2 || required(other.key) != keys) return false
        val kind = kindOf(words)
        kind.isSetting = true
        kind.creators += operation
        kind.deleters += other.key
        return true
    }

    private fun required(operation: OperationModel) =
        operation.input.members.filter { it.isRequired }.mapTo(HashSet()) { it.name }

    /** `PutX` and the like make what is read as X, unless that is made otherwise. */
    private fun adoptSetter(
        operation: OperationModel,
        name: OperationName,
    ) {
        val words = if (name.subject in read) name.noun else returned(operation) ?: return
        if (kinds[words.joinToString("")]?.creators?.any { verbs[it] == Verb.CREATE } == true) return
        val kind = kindOf(words)
        if (name.verb in SETTERS) kind.isSetting = true
        kind.creators += operation
    }

    /** What is updated and read, and never made, is a setting: of the account, or of what the call names. */
    private fun adoptSetting(
        operation: OperationModel,
        name: OperationName,
    ) {
        if (name.subject !in read || (kinds[name.subject]?.isSetting == false)) return
        val candidate = kinds[name.subject] ?: Kind(name.noun)
        if (operation.input.members.any { it.isRequired && candidate.identity(it) != null }) return
        kinds[name.subject] = candidate
        candidate.isSetting = true
        candidate.creators += operation
    }

    /** Tells a kind that [operation] reads, lists, changes or removes it, and which structures stand for it. */
    private fun join(
        operation: OperationModel,
        name: OperationName,
    ) {
        val kind = kinds[name.subject] ?: return
        val verb = verbs.getValue(operation)
        when (verb) {
            Verb.READ -> (if (name.isPlural || name.verb == "list") kind.listers else kind.readers) += operation
            Verb.UPDATE -> if (operation !in kind.creators) kind.updaters += operation
            Verb.DELETE -> kind.deleters += operation
            else -> Unit
        }
        if (verb == Verb.READ || verb == Verb.CREATE || verb == Verb.UPDATE) {
            kind.documents += Documents.of(operation, kind.words).filter { it !== operation.output || !name.isPlural }
        }
    }

    /** Lets a kind go by the first words of its noun, where nothing else is called so. */
    private fun shorten(kind: Kind) {
        for (size in 2 until kind.words.size) {
            val beginning = kind.words.take(size)
            val noun = beginning.joinToString("")
            if (noun !in kinds && noun !in read) kind.isAlsoCalled(beginning)
        }
    }

    companion object {
        val IDENTITY_WORDS: Set<String> =
            setOf("id", "arn", "name", "identifier", "ids", "arns", "names", "identifiers")

        /** What the noun of a tie begins with, by the verb that ties. */
        val LINKED: Map<String, String> =
            mapOf("attach" to "attached", "associate" to "associated", "add" to "added")
        private val UNDOING =
            mapOf(
                "attach" to setOf("detach"),
                "associate" to setOf("disassociate", "dissociate"),
                "add" to setOf("remove")
            )
        private val KEEPING = setOf("create", "register", "import", "allocate")
        private val SETTERS = setOf("put", "set", "enable", "configure", "apply")
    }
}
