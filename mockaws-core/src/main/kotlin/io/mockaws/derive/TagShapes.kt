package io.mockaws.derive

import io.mockaws.model.ListModel
import io.mockaws.model.MapModel
import io.mockaws.model.MemberModel
import io.mockaws.model.OperationModel
import io.mockaws.model.ScalarModel
import io.mockaws.model.ShapeModel
import io.mockaws.model.StructureModel

/** The forms that tags have: lists of key and value, maps, and lists within a wrapper. */
internal object TagShapes {
    private val MEMBERS = Regex(".*tag(s|list|set|specifications)?(toadd|toset|toupdate)?")
    private val KEYS = Regex(".*tagkey(s|list)?|keys|tags|tags?(keys)?toremove|tagnames")
    private val TAGGING =
        setOf("tag", "add", "create", "put", "set", "change", "untag", "remove", "delete", "list", "get", "describe")

    /** Whether [member] holds the tags of a thing. */
    fun isTags(member: MemberModel): Boolean = MEMBERS.matches(member.name.lowercase()) && isForm(member.target)

    /** The tags in a structure that says whose they are: `ResourceTagSet`. */
    fun within(member: MemberModel): MemberModel? =
        (member.target as? StructureModel)?.takeIf { items(it) == null && !isTags(member) }
            ?.members?.firstOrNull(::isTags)

    /** The keys of tags to take away: a list of strings. */
    fun isKeys(member: MemberModel): Boolean =
        KEYS.matches(member.name.lowercase()) && (isStrings(member.target) || isKeyItems(member.target))

    private fun isStrings(shape: ShapeModel): Boolean =
        (shape as? ListModel)?.item is ScalarModel || items(shape)?.item is ScalarModel

    private fun isKeyItems(shape: ShapeModel) =
        ((shape as? ListModel)?.item as? StructureModel)?.members?.let { it.size == 1 && keyOf(it[0]) } == true

    private fun isForm(shape: ShapeModel): Boolean =
        when (shape) {
            is MapModel -> shape.value is ScalarModel
            is ListModel -> (shape.item as? StructureModel)?.let(::isPair) == true || isSpecifications(shape)
            is StructureModel -> items(shape)?.let(::isForm) == true
            is ScalarModel -> false
        }

    private fun isSpecifications(list: ListModel) =
        (list.item as? StructureModel)?.members?.any { it.name == "Tags" && isForm(it.target) } == true

    private fun items(shape: ShapeModel) = (shape as? StructureModel)?.member("Items")?.target as? ListModel

    private fun isPair(shape: StructureModel) = shape.members.any(::keyOf) && shape.members.any(::valueOf)

    private fun keyOf(member: MemberModel) = member.name.lowercase() in setOf("key", "tagkey")

    private fun valueOf(member: MemberModel) = member.name.lowercase() in setOf("value", "tagvalue")

    /** What [operation] does to tags, if that is what it is for. */
    fun verbOf(
        operation: OperationModel,
        name: OperationName,
    ): TagVerb? {
        val isAboutTags = name.noun.lastOrNull() == "tag" || name.verb == "tag" || name.verb == "untag"
        if (!isAboutTags || name.verb !in TAGGING) return null
        val hasTags = operation.input.members.any(::isTags)
        val hasKeys = operation.input.members.any(::isKeys)
        return when (name.verb) {
            "untag", "remove", "delete" -> TagVerb.UNTAG.takeIf { hasKeys || hasTags }

            "list", "get", "describe" ->
                TagVerb.LIST.takeIf { operation.output.members.any { isTags(it) || within(it) != null } }

            else -> TagVerb.TAG.takeIf { hasTags }
        }
    }

    /** [value] of any of the forms as keys and values. */
    fun read(value: Any?): Map<String, String> =
        when (value) {
            is Map<*, *> -> (value["Items"] as? List<*>)?.let(::read)
                ?: value.entries.associate { (key, text) -> key.toString() to text?.toString().orEmpty() }

            is List<*> -> value.filterIsInstance<Map<*, *>>().flatMap { item ->
                (item["Tags"] as? List<*>)?.let { read(it).toList() } ?: listOfNotNull(pair(item))
            }.toMap()

            else -> emptyMap()
        }

    private fun pair(item: Map<*, *>): Pair<String, String>? {
        val fields = item.entries.associate { (name, text) -> name.toString().lowercase() to text }
        val key = fields["key"] ?: fields["tagkey"] ?: return null
        return key.toString() to (fields["value"] ?: fields["tagvalue"])?.toString().orEmpty()
    }

    /** The keys in [value]: strings, pairs, or a map's. */
    fun keys(value: Any?): Set<String> =
        when (value) {
            is Map<*, *> -> (value["Items"] as? List<*>)?.let(::keys) ?: value.keys.mapTo(HashSet()) { it.toString() }
            is List<*> -> value.mapNotNullTo(HashSet()) { if (it is Map<*, *>) pair(it)?.first else it?.toString() }
            else -> emptySet()
        }

    /** [tags] in the form of [shape]. */
    fun write(
        tags: Map<String, String>,
        shape: ShapeModel,
    ): Any? =
        when (shape) {
            is MapModel -> tags

            is ListModel -> (shape.item as? StructureModel)?.takeIf(::isPair)?.let { item ->
                val key = item.members.first(::keyOf).name
                val value = item.members.first(::valueOf).name
                tags.map { (name, text) -> mapOf(key to name, value to text) }
            }

            is StructureModel -> items(shape)?.let { mapOf("Items" to write(tags, it)) }

            is ScalarModel -> null
        }
}
