package io.mockaws.derive

import io.mockaws.model.ListModel
import io.mockaws.model.StructureModel

/** Does what an operation's role says. */
internal class Answer(
    private val question: Question,
) {
    private val finder = Finder(question)
    private val filling = Filling(question)
    private val operation get() = question.operation
    private val records get() = question.records

    fun of(role: Role): Map<String, Any?> {
        question.rules.facts.acts(operation.name)?.let { return Acts(question, it).answer() }
        return if (question.kinds.name(operation).isBatch || isManyMade(role)) batch(role) else single(role)
    }

    /** `CreateWorkspaces`, whose input is a list of what is to be made. */
    private fun isManyMade(role: Role): Boolean =
        role is Role.Create && question.kinds.name(operation).isPlural && operation.input.members.any { member ->
            member.isRequired && (member.target as? ListModel)?.item is StructureModel &&
                role.kind.canonical(Words.singular(member.name.lowercase())).isEmpty()
        }

    private fun batch(role: Role): Map<String, Any?> =
        when (role) {
            is Role.Create -> Batches(question, role.kind).answer { Answer(it).made(role) }
            is Role.Read -> Batches(question, role.kind).answer { Finder(it).require(role.kind) }
            is Role.Update -> Batches(question, role.kind).answer { Answer(it).updated(role) }
            is Role.Delete -> Batches(question, role.kind).answer { Answer(it).deleted(role.kind) }
            is Role.Many -> many(role)
            else -> single(role)
        }

    private fun many(role: Role.Many): Map<String, Any?> =
        if (isByNames(role.kind)) {
            single(role)
        } else {
            Batches(question, role.kind).answer { Finder(it).require(role.kind) }
        }

    private fun isByNames(kind: Kind) =
        operation.input.members.any { kind.identities(it) != null } || operation.input.members.none { it.isRequired }

    private fun single(role: Role): Map<String, Any?> =
        when (role) {
            is Role.Create -> create(role)
            is Role.Read -> read(role.kind)
            is Role.Many -> Listing(question, role.kind).answer()
            is Role.Update -> update(role)
            is Role.Delete -> delete(role.kind)
            is Role.Unset -> unset(role)
            is Role.Tags -> Tagging(question).answer(role.does)
            Role.Unknown -> error("$operation has no role")
        }

    private fun create(role: Role.Create): Map<String, Any?> = output(role.kind, made(role))

    private fun output(
        kind: Kind,
        record: Record,
    ) = Traces(question).within(filling.output(kind, record), kind, record)

    /** What the call makes, or has made before. */
    private fun made(role: Role.Create): Record {
        val kind = role.kind
        val parents = finder.requireParents(kind)
        val token = token()
        token?.let { given -> madeBefore(kind, given)?.let { return it } }
        val unique = question.rules.facts.unique(kind.noun)
        val there =
            when {
                question.rules.facts.digests(kind.noun).isNotEmpty() -> null
                unique != null -> alike(kind, unique)
                isNamed(kind) -> finder.find(kind)
                else -> null
            }
        if (there != null && !isGone(kind, there)) {
            if (!role.isUpsert || !mayOverwrite()) throw question.refusals.exists(kind, finder.given(kind))
            return changed(kind, there)
        }
        val born = Birth(question, kind).record(parents, token)
        alikeByDigest(kind, born)?.let(records::remove)
        val made = records.put(born)
        return Seed(question.rules, question.call, records).withCompany(kind, made)
    }

    /** The thing of [kind] that has [members] as the one has that is to be made, among those that belong to the same. */
    private fun alike(
        kind: Kind,
        members: List<String>,
    ): Record? {
        if (members.all { question.input[it] == null }) return null
        val parents = finder.requireParents(kind).mapValues { it.value.number }
        return records.of(kind.noun).lastOrNull { record ->
            members.all { record[it] == question.input[it] } && record.parents == parents && !isGone(kind, record)
        }
    }

    /** What [born], whose content tells it from others, takes the place of. */
    private fun alikeByDigest(
        kind: Kind,
        born: Record,
    ): Record? {
        val names = question.rules.facts.digests(kind.noun).map { it.first }
        if (names.isEmpty()) return null
        return records.of(kind.noun).lastOrNull { record ->
            record.parents == born.parents && names.all { record[it] == born[it] }
        }
    }

    /** Whether [record] is there only to be named after its deletion. */
    private fun isGone(
        kind: Kind,
        record: Record,
    ): Boolean = Standing.isGone(question.rules.facts, kind, record)

    /** What was made with the same idempotency token, which is for one request alone. */
    private fun madeBefore(
        kind: Kind,
        token: Record.Token,
    ): Record? {
        val before = records.of(kind.noun).firstOrNull { it.token?.value == token.value } ?: return null
        if (before.token != token) question.refusals.otherRequest()?.let { throw it }
        return before.takeIf { it.token == token }
    }

    /** Whether what is there may be set anew: not by a call that could have said so and has not. */
    private fun mayOverwrite(): Boolean {
        val member =
            operation.input.members.firstOrNull { it.name.equals("overwrite", ignoreCase = true) } ?: return true
        return question.input[member.name] == true || !question.rules.errors.knowsExists(operation)
    }

    /** Whether the call itself says all that tells the thing from others. */
    private fun isNamed(kind: Kind): Boolean {
        if (kind.isSetting) return true
        val given = question.values(kind).map { it.first }
        if (given.any { kind.identity(it) != null && question.kinds.isOwnKey(it, kind) }) return true
        val hasReference = operation.input.members.any { it.isRequired && it.name == "CallerReference" }
        if (!hasReference && given.any { it.isRequired && kind.identity(it) == Identity.NAME } &&
            question.rules.errors.knowsExists(operation)
        ) {
            return true
        }
        val keys = question.kinds.allKeys(kind)
        return keys.isNotEmpty() &&
            keys.all { key -> kind.identity(key) == null && given.any { it.name.equals(key.name, ignoreCase = true) } }
    }

    private fun token(): Record.Token? {
        val member = question.members.firstOrNull { it.isIdempotencyToken } ?: return null
        val value = question.input[member.name] as? String ?: return null
        return Record.Token(value, (question.input - member.name).hashCode())
    }

    private fun read(kind: Kind): Map<String, Any?> {
        if (kind.isSetting && kind.deleters.isEmpty()) {
            finder.requireParents(kind)
            val record = finder.find(kind) ?: Birth(question, kind).record(emptyMap(), null)
            return filling.output(kind, record)
        }
        return filling.output(kind, finder.require(kind))
    }

    private fun update(role: Role.Update): Map<String, Any?> = output(role.kind, updated(role))

    private fun updated(role: Role.Update): Record = changed(role.kind, finder.require(role.kind), role.verb)

    private fun changed(
        kind: Kind,
        record: Record,
        verb: String = "",
    ): Record = records.put(Change(question, kind).of(record, verb))

    private fun delete(kind: Kind): Map<String, Any?> {
        val lists = operation.input.members.filter { kind.identities(it) != null && question.input[it.name] is List<*> }
        if (lists.isNotEmpty() && operation.input.members.none { kind.identity(it) != null }) {
            removeEach(kind, question.input[lists.first().name] as List<*>)
            return emptyMap()
        }
        // Where no error says that a thing is not there, deleting it twice is as good as once.
        if (!question.rules.errors.knowsNotFound(operation) && operation.errors.isNotEmpty() &&
            finder.find(kind) == null
        ) {
            return emptyMap()
        }
        return output(kind, deleted(kind))
    }

    private fun removeEach(
        kind: Kind,
        names: List<*>,
    ) {
        for (name in names) {
            val record = records.of(kind.noun).lastOrNull { it.isCalled(name.toString()) } ?: continue
            Removal(question).remove(kind, record)
        }
    }

    /** The thing as it is shown for the last time. */
    private fun deleted(kind: Kind): Record {
        val record = finder.require(kind)
        Removal(question).remove(kind, record)
        val gone = Change(question, kind).gone(record)
        return if (question.rules.facts.stays(kind.noun) == null) gone else records.put(gone)
    }

    private fun unset(role: Role.Unset): Map<String, Any?> {
        val record = finder.require(role.kind)
        val left = records.put(record.copy(values = record.values - role.names))
        return filling.output(role.kind, left)
    }
}
