package io.mockaws.derive

import io.mockaws.model.ListModel
import io.mockaws.model.MemberModel
import io.mockaws.model.StructureModel

/** Answers operations on tags, by ARN, id or name of whatever has them. */
internal class Tagging(
    private val question: Question,
) {
    private val operation get() = question.operation

    fun answer(does: TagVerb): Map<String, Any?> {
        val tagged = tagged()
        when (does) {
            TagVerb.TAG -> tagged.forEach { question.records.put(it.copy(tags = it.tags + given())) }
            TagVerb.UNTAG -> tagged.forEach { question.records.put(it.copy(tags = it.tags - keys())) }
            TagVerb.LIST -> return list(tagged)
        }
        val kind = tagged.firstOrNull()?.let { question.kinds.named(it.noun) } ?: return emptyMap()
        return Filling(question).output(kind, question.records.get(kind.noun, tagged.first().number)!!)
    }

    private fun given() =
        operation.input.members.filter(TagShapes::isTags).map { TagShapes.read(question.input[it.name]) }
            .fold(emptyMap<String, String>()) { all, some -> all + some }

    private fun keys(): Set<String> =
        operation.input.members.filter { TagShapes.isKeys(it) || TagShapes.isTags(it) }
            .flatMapTo(HashSet()) { TagShapes.keys(question.input[it.name]) }

    private fun list(tagged: List<Record>): Map<String, Any?> {
        val member = operation.output.members.firstOrNull(TagShapes::isTags) ?: return listWithin(tagged)
        val all = tagged.fold(emptyMap<String, String>()) { tags, record -> tags + record.tags }
        val pages = Pages(question)
        val page = pages.page(all.toList())
        val filled = tagged.firstOrNull()?.let { record ->
            question.kinds.named(record.noun)?.let { Filling(question).output(it, record) }
        }
        return filled.orEmpty() + mapOf(member.name to TagShapes.write(page.items.toMap(), member.target)) +
            pages.members(page)
    }

    /** `{ResourceId, ResourceType, Tags}`. */
    private fun listWithin(tagged: List<Record>): Map<String, Any?> {
        val member = operation.output.members.first { TagShapes.within(it) != null }
        val shape = member.target as StructureModel
        val tags = tagged.fold(emptyMap<String, String>()) { all, record -> all + record.tags }
        val values =
            shape.members.mapNotNull { inner ->
                if (TagShapes.isTags(inner)) {
                    inner.name to TagShapes.write(tags, inner.target)
                } else {
                    question.input[inner.name]?.let { inner.name to it }
                }
            }
        return mapOf(member.name to values.toMap())
    }

    /** The things that the call names. */
    private fun tagged(): List<Record> {
        val named = operation.input.members.filter { isName(it) && question.input[it.name] != null }
        val members = named.filter { it.isRequired }.ifEmpty { named.take(1) }
        val lists = members.firstOrNull { it.target is ListModel }
        if (lists != null) return (question.input[lists.name] as List<*>).map { one(mapOf(lists to it.toString())) }
        if (members.isEmpty()) return emptyList()
        return listOf(one(members.associateWith { question.input.getValue(it.name).toString() }))
    }

    private fun isName(member: MemberModel) =
        !TagShapes.isTags(member) && !TagShapes.isKeys(member) &&
            (member.isText || member.itemOrNull?.isTextual == true) &&
            operation.paging?.inputTokens?.contains(member.name) != true

    private fun one(names: Map<MemberModel, String>): Record {
        val kind = kind(names.keys)
        val candidates = kind?.let { question.records.of(it.noun).asSequence() } ?: question.records.everything()
        return candidates.lastOrNull { record -> names.values.any { record.isCalled(it) } }
            ?: throw question.refusals.notFound(
                kind ?: ofArn(names.values.last()) ?: ANYTHING,
                plain(names.values.last())
            )
    }

    /** The kind that the ARN of a thing says: `cluster` of `arn:aws:ecs:us-east-1:123456789012:cluster/one`. */
    private fun ofArn(arn: String): Kind? {
        if (!arn.startsWith("arn:")) return null
        val resource = arn.split(':', limit = PARTS).last()
        val type = resource.takeWhile { it != '/' && it != ':' }
        return question.kinds.named(type.filter { it.isLetterOrDigit() }.lowercase())
    }

    /** [name] itself, or what it ends in as the ARN of a known kind. */
    private fun plain(name: String) = if (ofArn(name) == null) name else lastPart(name)

    /** The kind that the name of the operation or of a member says: `TagRole`, `ListQueueTags`. */
    private fun kind(members: Set<MemberModel>): Kind? {
        val name = question.kinds.name(operation)
        val words = if (name.noun.lastOrNull() == "tag") name.noun.dropLast(1) else name.noun
        return question.kinds.named(words.joinToString("")) ?: question.kinds.named(name.rest.joinToString(""))
            ?: members.firstNotNullOfOrNull { question.kinds.referredTo(it.name, null) }
    }

    private companion object {
        const val PARTS = 6
        val ANYTHING = Kind(listOf("resource"))
    }
}
