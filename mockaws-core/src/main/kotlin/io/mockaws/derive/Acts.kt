package io.mockaws.derive

import io.mockaws.model.ListModel
import io.mockaws.model.StructureModel

/** Answers an operation whose list says of each thing what to do with it, as `ChangeResourceRecordSets`: all or nothing. */
internal class Acts(
    private val question: Question,
    private val fact: DerivedFacts.Act,
) {
    private val kind = requireNotNull(question.kinds.named(fact.noun)) { "No kind is called ${fact.noun}" }
    private val records get() = question.records
    private val around =
        question.operation.input.members.filter { it.name !in fact.list && it.target !is StructureModel }
    private val thing = item().member(fact.thing)!!.target as StructureModel

    private fun item(): StructureModel {
        var shape = question.operation.input
        for (name in fact.list.dropLast(1)) shape = shape.member(name)!!.target as StructureModel
        return (shape.member(fact.list.last())!!.target as ListModel).item as StructureModel
    }

    fun answer(): Map<String, Any?> {
        val parents = Finder(question).requireParents(kind)
        var value: Any? = question.input
        for (name in fact.list) value = (value as? Map<*, *>)?.get(name)
        (value as? List<*>).orEmpty().filterIsInstance<Map<*, *>>().forEach { act(it, parents) }
        val (noun, owner) = parents.entries.firstOrNull() ?: return emptyMap()
        return Traces(question).within(emptyMap(), question.kinds.named(noun)!!, owner)
    }

    private fun act(
        item: Map<*, *>,
        parents: Map<String, Record>,
    ) {
        val given = (item[fact.thing] as Map<*, *>).entries.associate { it.key.toString() to it.value }
        val its = question.with(question.input.filterKeys { it !in fact.list } + given, around + thing.members)
        val born = Birth(its, kind).record(parents, null)
        val keys = question.rules.facts.unique(kind.noun).orEmpty()
        val there =
            records.of(kind.noun).lastOrNull { it.parents == born.parents && keys.all { key -> it[key] == born[key] } }
        val name = keys.firstNotNullOfOrNull { born[it]?.toString() }
        when (item[fact.action]) {
            "CREATE" -> if (there != null) throw its.refusals.exists(kind, name) else records.put(born)

            "DELETE" -> records.remove(there ?: throw its.refusals.notFound(kind, name))

            else -> {
                there?.let(records::remove)
                records.put(born)
            }
        }
    }
}
