package io.mockaws.derive

import io.mockaws.model.MemberModel
import io.mockaws.model.ScalarModel

/** What a change makes of a thing. */
internal class Change(
    private val question: Question,
    private val kind: Kind,
) {
    fun of(
        record: Record,
        verb: String,
    ): Record {
        val given = Given.values(question.members, question.input, kind)
        val keys = question.ownKeys(kind).mapTo(HashSet()) { it.name.lowercase() }
        val patches = Patches.of(question.input)
        val news = given.filterKeys { it.startsWith("new") }.mapKeys { it.key.removePrefix("new") }
        val values = LinkedHashMap<String, Any?>()
        given.filterKeys { key -> key !in keys && key != patches?.first?.lowercase() && key.removePrefix("new").let { it == key || it !in news } }.forEach { (name, value) -> values[nameIn(record, name)] = value }
        news.forEach { (name, value) -> values[nameIn(record, name)] = value }
        stands(record, verb)?.let { (name, value) -> values[name] = value }
        val attributes = Attributes(question, kind)
        for (member in kind.documents.flatMap { it.members }) attributes.moved(member)?.let { values[nameIn(record, member.name.lowercase())] = it }
        values += nextVersion(record, values)
        val all = Patches.apply(record.values + values, patches?.second.orEmpty())
        val tags = question.members.filter(TagShapes::isTags).filter { question.input[it.name] != null }
        return record.copy(
            values = all,
            handles = Birth.handles(kind, all),
            tags = if (tags.isEmpty()) record.tags else tags.fold(emptyMap()) { some, it -> some + TagShapes.read(question.input[it.name]) },
        )
    }

    /** A version that is a number goes up with each change, unless the change says it. */
    private fun nextVersion(
        record: Record,
        given: Map<String, Any?>,
    ): Map<String, Any?> =
        record.values.filter { (name, value) -> name !in given && value is Number && kind.canonical(name) in VERSIONS }
            .mapValues { (_, value) -> if (value is Long) value + 1 else (value as Number).toInt() + 1 }

    /** [record] as it is shown when it was deleted. */
    fun gone(record: Record): Record {
        val member = status() ?: return record
        val name = nameIn(record, member.name.lowercase())
        val values = (member.target as ScalarModel).values
        val fact = question.rules.facts.deleted(kind.noun)
        val gone = fact ?: GONE.firstNotNullOfOrNull { word -> values.firstOrNull { it.equals(word, ignoreCase = true) } } ?: return record
        return record.with(mapOf(name to gone))
    }

    private fun status(): MemberModel? =
        kind.documents.flatMap { it.members }.firstOrNull { kind.canonical(it.name) in setOf("status", "state", "lifecycle") && it.isText }

    /** The name under which the record has what is called [name] on this kind. */
    private fun nameIn(
        record: Record,
        name: String,
    ): String {
        if (name in record.values) return name
        val canonical = kind.canonical(name)
        return record.values.keys.firstOrNull { canonical.isNotEmpty() && kind.canonical(it) == canonical } ?: name
    }

    /** Where the thing stands after [verb]: `STOPPED` after `stop`. */
    private fun stands(
        record: Record,
        verb: String,
    ): Pair<String, String>? {
        val stem = STEMS[verb] ?: return null
        val member = status() ?: return null
        val values = (member.target as ScalarModel).values
        val value = stem.firstNotNullOfOrNull { word -> values.firstOrNull { it.equals(word, ignoreCase = true) } } ?: return null
        return nameIn(record, member.name.lowercase()) to value
    }

    private companion object {
        val VERSIONS = setOf("version", "versionnumber", "latestversion")
        val GONE = listOf("deleting", "deleted", "delete_in_progress", "terminating", "terminated", "inactive", "deregistered")
        val STEMS =
            mapOf(
                "stop" to listOf("stopped", "stopping"),
                "start" to listOf("running", "started", "active", "available", "starting", "enabled"),
                "enable" to listOf("enabled", "active"),
                "disable" to listOf("disabled", "inactive"),
                "cancel" to listOf("cancelled", "canceled", "cancelling", "canceling"),
                "activate" to listOf("active", "activated", "enabled"),
                "deactivate" to listOf("inactive", "deactivated", "disabled"),
                "suspend" to listOf("suspended", "inactive"),
                "resume" to listOf("active", "running", "available"),
                "pause" to listOf("paused"),
                "accept" to listOf("accepted", "active", "available", "associated"),
                "reject" to listOf("rejected"),
                "archive" to listOf("archived"),
                "abort" to listOf("aborted"),
                "deprecate" to listOf("deprecated"),
                "deregister" to listOf("inactive", "deregistered"),
            )
    }
}
