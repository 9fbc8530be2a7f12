package io.mockaws.derive

import io.mockaws.model.ListModel
import io.mockaws.model.MemberModel
import io.mockaws.model.ScalarModel
import io.mockaws.model.StructureModel

/** Leaves of a list what its query asks for. */
internal class Filters(
    private val question: Question,
    private val kind: Kind,
) {
    fun apply(all: List<Record>): List<Record> {
        val tests = question.operation.input.members.flatMap { test(it, question.input[it.name]) }
        return all.filter { record -> tests.all { it(record) } }
    }

    private fun test(
        member: MemberModel,
        value: Any?,
    ): List<(Record) -> Boolean> {
        val target = member.target
        val name = member.name.lowercase()
        return when {
            value == null -> emptyList()

            TagShapes.isTags(member) -> listOf(tagged(TagShapes.read(value)))

            target is ScalarModel -> listOfNotNull(scalar(name, value))

            target is ListModel && target.item is ScalarModel -> listOfNotNull(anyOf(name, value as List<*>))

            target is ListModel && isFilters(target) -> (value as List<*>).mapNotNull { named(it as Map<*, *>) }

            target is StructureModel && "filter" in name -> target.members.flatMap {
                test(it, (value as Map<*, *>)[it.name])
            }

            else -> emptyList()
        }
    }

    private fun tagged(tags: Map<String, String>): (Record) -> Boolean =
        { record -> record.tags.entries.containsAll(tags.entries) }

    private fun scalar(
        name: String,
        value: Any,
    ): ((Record) -> Boolean)? {
        val text = value.toString()
        if (name.endsWith("prefix")) {
            val field = name.removeSuffix("prefix").ifEmpty { "name" }
            return { record -> valueOf(record, field)?.toString()?.startsWith(text) ?: true }
        }
        if (name.endsWith("contains")) {
            val field = name.removeSuffix("contains")
            return { record -> valueOf(record, field)?.toString()?.contains(text) ?: true }
        }
        return { record ->
            valueOf(record, name)?.let { it is Map<*, *> || it is List<*> || it.toString() == text }
                ?: true
        }
    }

    private fun anyOf(
        name: String,
        values: List<*>,
    ): ((Record) -> Boolean)? {
        if (values.isEmpty()) return null
        val field = Words.singular(name)
        val texts = values.map { it.toString() }
        return { record ->
            valueOf(record, field)?.let { it !is Map<*, *> && it !is List<*> && it.toString() in texts }
                ?: true
        }
    }

    private fun isFilters(list: ListModel) =
        (list.item as? StructureModel)?.members?.map { it.name.lowercase() }.orEmpty().let { names ->
            names.any { it in NAMES } && names.any { it in VALUES }
        }

    /** `{Name: "tag:stage", Values: ["prod"]}`. */
    private fun named(filter: Map<*, *>): ((Record) -> Boolean)? {
        val fields = filter.entries.associate { it.key.toString().lowercase() to it.value }
        val name = NAMES.firstNotNullOfOrNull { fields[it] }?.toString() ?: return null
        val values = VALUES.firstNotNullOfOrNull {
            fields[it]
        }.let { it as? List<*> ?: listOfNotNull(it) }.map { it.toString() }
        if (name.startsWith("tag:")) return { record -> record.tags[name.substring("tag:".length)] in values }
        if (name == "tag-key") return { record -> record.tags.keys.any { it in values } }
        val field = name.filter { it.isLetterOrDigit() }.lowercase()
        return { record -> valueOf(record, field)?.toString()?.let { it in values } ?: false }
    }

    private fun valueOf(
        record: Record,
        field: String,
    ): Any? {
        record.values[field]?.let { return it }
        val canonical = kind.canonical(field)
        if (canonical.isEmpty()) return null
        return record.values.entries.firstOrNull { kind.canonical(it.key) == canonical }?.value
    }

    private companion object {
        val NAMES = listOf("name", "key", "filtername", "field")
        val VALUES = listOf("values", "value", "filtervalues", "filtervalue")
    }
}
