package io.mockaws.derive

import io.mockaws.engine.AwsFault
import io.mockaws.model.ListModel
import io.mockaws.model.MemberModel
import io.mockaws.model.StructureModel

/** Answers operations that do to each entry of a list what another does to one: `BatchDeleteTable`. */
internal class Batches(
    private val question: Question,
    private val kind: Kind,
) {
    private val operation get() = question.operation
    private val output = LinkedHashMap<String, Any?>()

    /** The member that has the entries; null where this is no such call. */
    private val entries: MemberModel? =
        operation.input.members.filter {
            it.target is ListModel && question.input[it.name] is List<*> &&
                !TagShapes.isTags(it)
        }
            .let { lists -> lists.firstOrNull { it.isRequired } ?: lists.firstOrNull() }

    fun answer(one: (Question) -> Record?): Map<String, Any?> {
        val entries = entries ?: return emptyMap()
        val failures = LeftOut.member(operation.output)
        val results = operation.output.members.firstOrNull { it.target is ListModel && it !== failures }
        for (member in listOfNotNull(failures, results)) output[member.name] = emptyList<Any>()
        for (entry in question.input[entries.name] as List<*>) {
            val its = questionOf(entries, entry)
            try {
                val record = one(its)
                if (record != null && results != null) {
                    add(results, Filling(its).item((results.target as ListModel).item, kind, record, results.name))
                }
            } catch (fault: AwsFault) {
                if (failures == null) throw fault
                add(failures, LeftOut.failure((failures.target as ListModel).item, entry, fault.error, kind))
            }
        }
        return output
    }

    private fun add(
        member: MemberModel,
        item: Any?,
    ) {
        output[member.name] = (output[member.name] as List<*>) + listOfNotNull(item)
    }

    /** The call as if it were for [entry] alone. */
    private fun questionOf(
        entries: MemberModel,
        entry: Any?,
    ): Question {
        val around = operation.input.members.filter { it !== entries }
        val item = (entries.target as ListModel).item
        if (item is StructureModel) {
            val given = entry as Map<*, *>
            val input = question.input - entries.name + given.entries.associate { it.key.toString() to it.value }
            return question.with(input, around + item.members)
        }
        val name = Words.singular(entries.name)
        val named = MemberModel(name, true, entries.place, null, null, null, null, "") { item }
        return question.with(question.input - entries.name + (name to entry), around + named)
    }
}
