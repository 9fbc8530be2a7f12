package io.mockaws.derive

import io.mockaws.model.ListModel
import io.mockaws.model.MapModel
import io.mockaws.model.MemberModel
import io.mockaws.model.ScalarKind
import io.mockaws.model.ScalarModel
import io.mockaws.model.ShapeModel
import io.mockaws.model.StructureModel

/** Answers operations that show many things. */
internal class Listing(
    private val question: Question,
    private val kind: Kind,
) {
    private val finder = Finder(question)
    private val filling = Filling(question)
    private val operation get() = question.operation
    private val omits = question.rules.facts.omits(operation.name)

    fun answer(): Map<String, Any?> {
        finder.requireParents(kind)
        val missing = ArrayList<String>()
        val all = wanted(missing)
        if (all.isEmpty() && isNamed() && !omits && question.rules.errors.knowsNotFound(operation)) {
            throw question.refusals.notFound(kind, finder.given(kind))
        }
        val pages = Pages(question)
        val page = pages.page(all)
        val output = LinkedHashMap<String, Any?>()
        val result = result()
        for (member in operation.output.members) {
            if (member === result || (member !== leftOutMember() && hasThings(member))) {
                output[member.name] = shown(member.target, member.name, page.items)
            }
        }
        output += pages.members(page)
        if (missing.isNotEmpty()) leftOut(missing)?.let { (member, items) -> output[member.name] = items }
        counts(output, page.items.size)
        return output
    }

    private fun hasThings(member: MemberModel): Boolean {
        val shape = Documents.structureIn(member.target)
        return kind.identities(member) != null || (shape in kind.documents && shape !== member.target)
    }

    /** Those that are asked for by name, or all that the filters leave. */
    private fun wanted(missing: MutableList<String>): List<Record> {
        val lists = question.members.filter { kind.identities(it) != null }
        val named = lists.firstOrNull { (question.input[it.name] as? List<*>)?.isNotEmpty() == true }
        val all = finder.all(kind)
        val names = named?.let { question.input[it.name] as List<*> } ?: return listed(all)
        return names.mapNotNull { name ->
            val found = all.lastOrNull { it.isCalled(name.toString()) }
            if (found == null) {
                if (leftOutMember() == null && !omits && question.rules.errors.knowsNotFound(operation)) {
                    throw question.refusals.notFound(kind, name.toString())
                }
                missing += name.toString()
            }
            found
        }
    }

    /** What a list has of [all] when nobody asks for some of them: in AWS's order, without what was deleted. */
    private fun listed(all: List<Record>): List<Record> {
        val facts = question.rules.facts
        val isGoneAsked = facts.stays(kind.noun) in question.input.values
        val left = Filters(question, kind).apply(all.filter { isGoneAsked || !Standing.isGone(facts, kind, it) })
        val member = facts.sort(kind.noun) ?: return left
        return left.sortedBy { record -> record[member]?.toString() ?: record.handles.firstOrNull().orEmpty() }
    }

    private fun isNamed() = question.texts(kind).any { (member, _) -> kind.identity(member) != null }

    /** The member that has the things. */
    private fun result(): MemberModel? {
        val output = operation.output
        val paged = operation.paging?.result?.firstOrNull()?.substringBefore('.')
        paged?.let { name -> output.member(name)?.let { return it } }
        val many = output.members.filter { isMany(it.target) && it !== leftOutMember() }
        return many.firstOrNull { Documents.structureIn(it.target) in kind.documents }
            ?: many.firstOrNull { Words.singular(it.name.lowercase()).contains(kind.noun) }
            ?: many.firstOrNull { kind.identities(it) != null }
            ?: many.firstOrNull()
    }

    private fun isMany(shape: ShapeModel): Boolean =
        shape is ListModel || shape is MapModel || (shape as? StructureModel)?.member("Items")?.target is ListModel

    private fun shown(
        shape: ShapeModel,
        name: String,
        records: List<Record>,
    ): Any? =
        when (shape) {
            is ListModel -> records.mapNotNull { filling.item(shape.item, kind, it, name) }

            is MapModel -> records.mapNotNull { record ->
                val key = filling.item(ScalarModel.plain.getValue("string"), kind, record, "name").toString()
                filling.item(shape.value, kind, record, name)?.let { key to it }
            }.toMap()

            is StructureModel -> wrapped(shape, records)

            is ScalarModel -> null
        }

    /** `{Items, Quantity, IsTruncated, MaxItems}`, as CloudFront has it. */
    private fun wrapped(
        shape: StructureModel,
        records: List<Record>,
    ): Map<String, Any?> {
        val list = shape.members.firstOrNull { it.target is ListModel } ?: return emptyMap()
        val members = LinkedHashMap<String, Any?>()
        if (records.isNotEmpty() || shape.member("Quantity") == null) {
            members[list.name] = shown(list.target, list.name, records)
        }
        for (member in shape.members.filter { it.isRequired && it !== list }) {
            val value: Any? =
                when (member.name.lowercase()) {
                    "quantity" -> records.size
                    "maxitems" -> MAX_ITEMS
                    "istruncated" -> false
                    "marker" -> ""
                    else -> null
                }
            value?.let { members[member.name] = it }
        }
        return members
    }

    private fun leftOutMember() = LeftOut.member(operation.output)

    private fun leftOut(names: List<String>): Pair<MemberModel, List<Any>>? {
        val member = leftOutMember() ?: return null
        val item = (member.target as ListModel).item
        return member to names.mapNotNull { name ->
            LeftOut.failure(item, name, question.refusals.notFound(kind, name).error, kind, ::arnOf)
        }
    }

    private fun arnOf(name: String) =
        if (name.startsWith("arn:")) name else question.rules.identifiers.arn(kind, null, name, { null }, question.call)

    private fun counts(
        output: MutableMap<String, Any?>,
        size: Int,
    ) {
        for (member in operation.output.members) {
            val kind = (member.target as? ScalarModel)?.kind ?: continue
            val isNumber = kind == ScalarKind.INTEGER || kind == ScalarKind.LONG
            if (!isNumber || member.name in output) continue
            val isCount = member.name.lowercase().let { it in COUNTS || it == "${this.kind.noun}count" }
            if (isCount) output[member.name] = Coercion.to(member.target, size)
        }
    }

    private companion object {
        const val MAX_ITEMS = 100
        val COUNTS = setOf("count", "totalcount", "total", "totalresults")
    }
}
