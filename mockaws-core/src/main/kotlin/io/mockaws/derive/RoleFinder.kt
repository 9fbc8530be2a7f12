package io.mockaws.derive

import io.mockaws.model.ListModel
import io.mockaws.model.MapModel
import io.mockaws.model.MemberModel
import io.mockaws.model.OperationModel
import io.mockaws.model.StructureModel

/** Finds out what one operation does, once the kinds of its service are known. */
internal class RoleFinder(
    private val kinds: Kinds,
    private val name: OperationName,
    private val operation: OperationModel,
) {
    private val input get() = operation.input

    fun role(): Role {
        kinds.tagVerb(operation)?.let { return Role.Tags(it) }
        if (isStream()) return Role.Unknown
        return when (kinds.verb(operation)) {
            Verb.CREATE, Verb.SET -> create() ?: update() ?: Role.Unknown
            Verb.READ -> read() ?: Role.Unknown
            Verb.UPDATE -> create() ?: update() ?: Role.Unknown
            Verb.MOVE -> update() ?: Role.Unknown
            Verb.DELETE -> delete() ?: Role.Unknown
            Verb.ACT -> Role.Unknown
        }
    }

    private fun isStream() =
        (operation.input.members + operation.output.members).any { member ->
            member.isStreaming || (member.target as? StructureModel)?.isEventStream == true
        }

    private fun create(): Role? {
        val kind = kinds.all.firstOrNull { operation in it.creators } ?: return null
        return Role.Create(kind, isUpsert = kind.isSetting || name.verb == "put")
    }

    private fun read(): Role? {
        val shown = Documents.of(operation, name.noun)
        kinds.linked(name)?.let { return Role.Many(it) }
        if (kinds.isThroughLinks(name)) return Role.Unknown
        counted()?.let { return Role.Many(it) }
        val kind = kinds.named(name.subject) ?: kinds.shownBy(shown) ?: return view()
        return if (showsMany(kind)) Role.Many(kind) else Role.Read(kind)
    }

    /** The kind of which `GetHostedZoneCount` tells how many there are. */
    private fun counted(): Kind? {
        if (name.noun.lastOrNull() != "count" || name.subject in kinds.all.map { it.noun }) return null
        val kind = kinds.named(name.noun.dropLast(1).joinToString("")) ?: return null
        return kind.takeIf { operation.output.members.any { it.name.equals(name.subject, ignoreCase = true) } }
    }

    private fun showsMany(kind: Kind): Boolean {
        if (!name.isPlural && name.verb != "list" && name.verb != "search" && !name.isBatch) return false
        return operation.output.members.any { member ->
            member.target is ListModel || member.target is MapModel || member.name.lowercase().endsWith("list") ||
                Documents.structureIn(member.target).let { it != null && it !== member.target }
        } || kind.readers.isEmpty()
    }

    /** A reader of what nobody makes shows the thing that its noun begins with, if that has what it shows. */
    private fun view(): Role? {
        val beginning = kinds.beginning(name.subject)?.takeIf { kind ->
            input.members.any {
                it.isRequired &&
                    kind.identity(it) != null
            }
        }
        val kind = beginning ?: kinds.named(input, known = false) ?: return null
        if (kind.isSetting) return null
        val names = kinds.known(kind)
        val asked = operation.output.members.map { it.name.lowercase() }
        val document = Documents.of(operation, name.noun).first()
        val isKnown =
            document in kind.documents || asked.any { it in names && kind.identity(it) == null && it !in inputNames() }
        return if (isKnown) Role.Read(kind) else null
    }

    private fun inputNames() = input.members.map { it.name.lowercase() }

    private fun update(): Role? {
        val kind = target() ?: return kinds.named(input, known = true)?.let { Role.Update(it, name.verb) }
        if (!name.isBatch && !InputKeys.name(input.members, kind) && !isSingle(kind) && !hasKeys(kind)) return null
        return if (isTold(kind)) Role.Update(kind, name.verb) else null
    }

    /** Whether the model tells what the operation changes: what it is given, or where the thing stands afterwards. */
    private fun isTold(kind: Kind): Boolean {
        if (kinds.verb(operation) == Verb.UPDATE || name.verb in UNCHANGING) return true
        val news = input.members.filter { isContent(it, kind) }
        return news.isNotEmpty() || Standing.after(kind, name.verb) != null
    }

    private fun isContent(
        member: MemberModel,
        kind: Kind,
    ): Boolean {
        val isReference =
            kind.identity(member) != null || kind.identities(member) != null ||
                kinds.referredTo(member.name, kind) != null
        return !isReference && !member.isIdempotencyToken && member.name.lowercase() in kinds.known(kind)
    }

    /** Whether the input has all that readers of [kind] need, where that is no id of its own. */
    private fun hasKeys(kind: Kind): Boolean {
        val needed = kinds.allKeys(kind)
        return needed.isNotEmpty() &&
            needed.all { key ->
                kind.identity(key) == null &&
                    input.members.any { it.name.equals(key.name, ignoreCase = true) }
            }
    }

    private fun isSingle(kind: Kind) =
        kind.isSetting || kind.readers.any { reader -> reader.input.members.none { it.isRequired } }

    private fun target(): Kind? =
        kinds.named(name.subject) ?: kinds.ending(name.noun)?.takeIf { InputKeys.name(input.members, it) }
            ?: kinds.beginning(name.subject)?.takeIf { !it.isSetting }

    private fun delete(): Role? {
        kinds.all.firstOrNull {
            it.isSetting && operation in it.deleters && it.noun != name.subject
        }?.let { return Role.Delete(it) }
        val exact = kinds.named(name.subject) ?: kinds.ending(name.noun)?.takeIf { InputKeys.name(input.members, it) }
        exact?.let { return Role.Delete(it) }
        kinds.shownBy(operation.output.members.mapNotNull { Documents.structureIn(it.target) })
            ?.takeIf { name.verb == "delete" || name.verb == "terminate" }
            ?.let { return Role.Delete(it) }
        val kind =
            kinds.beginning(name.subject)?.takeIf { !it.isSetting } ?: kinds.named(input, known = false) ?: return null
        val set = kinds.settersOf(name.subject).flatMap { it.input.members }
        val names = set.filter { kind.identity(it) == null }.mapTo(HashSet()) { it.name.lowercase() }
        return if (names.isEmpty()) null else Role.Unset(kind, names)
    }

    private companion object {
        /** What things are as they were after. */
        val UNCHANGING = setOf("reboot", "restart")
    }
}
