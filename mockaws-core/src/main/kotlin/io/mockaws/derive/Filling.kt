package io.mockaws.derive

import io.mockaws.model.ListModel
import io.mockaws.model.MemberModel
import io.mockaws.model.ShapeModel
import io.mockaws.model.StructureModel

/** Fills shapes with what is known of a thing. */
internal class Filling(
    private val question: Question,
) {
    private val kinds get() = question.kinds

    /** The output of an operation on [record]. */
    fun output(
        kind: Kind,
        record: Record,
    ): Map<String, Any?> {
        val shape = question.operation.output
        val known = One(kind, record)
        val compound = shape.members.filter { it.target is StructureModel }
        return members(shape) { member ->
            val isOnly = compound.singleOrNull() === member && known.stored(member) == null
            val isThing = isOnly || standsFor(member, kind)
            when {
                TagShapes.isTags(member) -> known.value(member)
                isThing -> whole(member, known)
                else -> known.value(member) ?: echo(member)
            }
        }
    }

    /** [record] as [shape]: a structure, or the text that names it. [word] is what the member around it is called. */
    fun item(
        shape: ShapeModel,
        kind: Kind,
        record: Record,
        word: String,
    ): Any? {
        val known = One(kind, record)
        if (shape is StructureModel) return structure(shape, known)
        return known.handle(kind.identity(Words.singular(word.lowercase())))
    }

    private fun standsFor(
        member: MemberModel,
        kind: Kind,
    ): Boolean {
        val shape = Documents.structureIn(member.target) ?: return false
        if (shape in kind.documents) return true
        val name = Words.singular(member.name.lowercase())
        val isNamed = name == kind.noun || (name.startsWith(kind.noun) && member.isRequired)
        return member.target is StructureModel && isNamed
    }

    /** What was given as [member] itself, and over it what is known of the thing. */
    private fun whole(
        member: MemberModel,
        known: One,
    ): Any? {
        val given = known.stored(member)
        if (given is List<*>) return given
        val thing = thing(member.target, known) ?: return given ?: known.value(member)
        return if (given is Map<*, *> && thing is Map<*, *>) given + thing else thing
    }

    private fun thing(
        shape: ShapeModel,
        known: One,
    ): Any? =
        when (shape) {
            is StructureModel -> structure(shape, known).takeIf { it.isNotEmpty() }
            is ListModel -> listOf(structure(shape.item as StructureModel, known)).filter { it.isNotEmpty() }
            else -> null
        }

    private fun structure(
        shape: StructureModel,
        known: One,
    ): Map<String, Any?> =
        members(shape) { member ->
            known.value(member)
                ?: member.target.takeIf { it in known.kind.documents && it !== shape }?.let { thing(it, known) }
                ?: emptyList<Any>().takeIf { member.target is ListModel && isListedEmpty(shape, known.kind) }
        }

    /** Services that speak Query write lists of a thing's that have nothing in them, too. */
    private fun isListedEmpty(
        shape: StructureModel,
        kind: Kind,
    ) = question.rules.errors.let { it.isQuery && !it.isEc2 } && shape in kind.documents

    private fun members(
        shape: StructureModel,
        value: (MemberModel) -> Any?,
    ): Map<String, Any?> {
        val filled = LinkedHashMap<String, Any?>()
        for (member in shape.members) {
            value(member)?.let { filled[member.name] = it }
            if (shape.isUnion && filled.isNotEmpty()) break
        }
        return filled
    }

    /** Whether tags are shown: some calls show them only when their `include` says so. */
    private val areTagsAsked: Boolean by lazy {
        val include = question.operation.input.members.firstOrNull { it.name == "include" }
        val asked = question.input["include"] as? List<*>
        include?.itemOrNull?.values?.contains(TAGS) != true || asked?.contains(TAGS) == true
    }

    private fun echo(member: MemberModel): Any? =
        question.input.entries.firstOrNull { it.key.equals(member.name, ignoreCase = true) }
            ?.let { Coercion.to(member.target, it.value) }

    /** What is known of one thing, by whatever name a shape asks for it. */
    private inner class One(
        val kind: Kind,
        val record: Record,
    ) {
        private val canonical by lazy {
            val map = HashMap<String, Any?>()
            for ((name, value) in record.values) {
                val canonical = kind.canonical(name)
                if (canonical.isNotEmpty()) map.putIfAbsent(canonical, value)
            }
            map
        }

        private val shownTags = question.rules.facts.tags(kind.noun)

        fun value(member: MemberModel): Any? {
            if (TagShapes.isTags(member)) {
                if (!areTagsAsked) return null
                val isShown = record.tags.isNotEmpty() || member.isRequired
                return if (isShown) TagShapes.write(record.tags, member.target) else null
            }
            shownTags[member.name]?.let { return record.tags[it] }
            return children(member) ?: stored(member) ?: next(member) ?: reference(member) ?: parent(member)
                ?: nested(member)
        }

        fun stored(member: MemberModel): Any? {
            val values = listOf(record[member.name], canonical[kind.canonical(member.name)])
            return values.firstNotNullOfOrNull { value -> value?.let { Coercion.to(member.target, it) } }
        }

        /** `NextLockToken`, which is the lock token after a change. */
        private fun next(member: MemberModel): Any? {
            val name = member.name.lowercase()
            return if (name.startsWith("nextlock")) record[name.removePrefix("next")] else null
        }

        /** How many things of the kind that [member] counts belong to it: `TableCount`, `NumberOfMountTargets`. */
        private fun children(member: MemberModel): Any? {
            val noun = kinds.countedBy(member) ?: return null
            if (stored(member).let { it != null && (it as? Number)?.toInt() != 0 }) return null
            val size = question.records.of(noun).count { it.parents[kind.noun] == record.number }
            return size.takeIf { it > 0 }?.let { Coercion.to(member.target, it) }
        }

        private fun reference(member: MemberModel): Any? =
            kind.identity(member)?.let { handle(it) }?.takeIf { kind.identity(member) == Identity.SELF }

        /** Its [identity], or what there is of such. */
        fun handle(identity: Identity?): String? =
            when (identity) {
                Identity.ID -> text("id") ?: text("identifier")
                Identity.NAME -> text("name")
                Identity.ARN -> text("arn")
                else -> null
            } ?: text("name") ?: text("id") ?: text("identifier") ?: text("arn") ?: record.handles.firstOrNull()

        private fun text(name: String) = canonical[name] as? String

        private fun parent(member: MemberModel): Any? {
            if (!member.isText) return null
            val parent = kinds.referredTo(member.name, kind) ?: return null
            val owner = record.parents[parent.noun]?.let { question.records.get(parent.noun, it) }
            val its = owner ?: named(parent) ?: return null
            val word = Words.of(member.name).last()
            return One(parent, its).handle(parent.identity(parent.noun + word) ?: Identity.SELF)
        }

        /** The thing of [other] that one of its members names. */
        private fun named(other: Kind): Record? {
            val name = record.values.entries.firstOrNull { (key, _) -> key in namesOf(other) }?.value as? String
            return name?.let { question.records.of(other.noun).lastOrNull { record -> record.isCalled(it) } }
        }

        private fun namesOf(other: Kind) = Census.IDENTITY_WORDS.map { other.noun + it } + other.noun

        /** A member of a structure that was given, two levels deep at most. */
        private fun nested(member: MemberModel): Any? {
            val name = member.name.lowercase()
            if (name in GENERIC) return null
            return nested(record.values.values, name, DEPTH)?.let { Coercion.to(member.target, it) }
        }

        private fun nested(
            values: Collection<Any?>,
            name: String,
            depth: Int,
        ): Any? {
            val maps = values.filterIsInstance<Map<*, *>>()
            for (map in maps) {
                map.entries.firstOrNull { it.key.toString().lowercase() == name }?.value?.let { return it }
            }
            return if (depth > 1) maps.firstNotNullOfOrNull { nested(it.values, name, depth - 1) } else null
        }
    }

    private companion object {
        const val DEPTH = 2
        const val TAGS = "TAGS"
        val GENERIC =
            "id arn name type status state key value description version message reason tags".split(' ').toSet()
    }
}
