package io.mockaws.derive

/** Does what an operation's role says. */
internal class Answer(
    private val question: Question,
) {
    private val finder = Finder(question)
    private val filling = Filling(question)
    private val operation get() = question.operation
    private val records get() = question.records

    fun of(role: Role): Map<String, Any?> =
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

    private fun create(role: Role.Create): Map<String, Any?> {
        val kind = role.kind
        val parents = finder.requireParents(kind)
        val token = token()
        token?.let { given -> records.of(kind.noun).firstOrNull { it.token == given }?.let { return filling.output(kind, it) } }
        val there = if (isNamed(kind)) finder.find(kind) else null
        if (there != null && !role.isUpsert) throw question.refusals.exists(operation, kind, finder.given(kind))
        if (there != null) return filling.output(kind, changed(kind, there))
        return filling.output(kind, records.put(Birth(question, kind).record(parents, token)))
    }

    /** Whether the call itself says what tells the thing from others. */
    private fun isNamed(kind: Kind): Boolean =
        kind.isSetting || question.kinds.keys(kind).let { keys ->
            keys.isNotEmpty() && question.given().any { (member, _) -> kind.identity(member) != null && question.kinds.isOwnKey(member, kind) } ||
                keys.isNotEmpty() && keys.all { key -> question.input.keys.any { it.lowercase() == key } }
        }

    private fun token(): Record.Token? {
        val member = operation.input.members.firstOrNull { it.isIdempotencyToken } ?: return null
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

    private fun update(role: Role.Update): Map<String, Any?> {
        val record = finder.require(role.kind)
        return filling.output(role.kind, changed(role.kind, record, role.verb))
    }

    private fun changed(
        kind: Kind,
        record: Record,
        verb: String = "",
    ): Record = records.put(Change(question, kind).of(record, verb))

    private fun delete(kind: Kind): Map<String, Any?> {
        val many = operation.input.members.firstOrNull { kind.identities(it) != null && question.input[it.name] is List<*> }
        if (many != null && operation.input.members.none { kind.identity(it) != null }) {
            (question.input[many.name] as List<*>).forEach { name ->
                records.of(kind.noun).lastOrNull { it.isCalled(name.toString()) }?.let { Removal(question).remove(kind, it) }
            }
            return emptyMap()
        }
        val record = finder.require(kind)
        val output = filling.output(kind, record)
        Removal(question).remove(kind, record)
        return output
    }

    private fun unset(role: Role.Unset): Map<String, Any?> {
        val record = finder.require(role.kind)
        val left = records.put(record.copy(values = record.values - role.names))
        return filling.output(role.kind, left)
    }
}
