package io.mockaws.derive

import io.mockaws.model.ListModel
import io.mockaws.model.MemberModel
import io.mockaws.model.OperationModel
import io.mockaws.model.ScalarKind
import io.mockaws.model.ScalarModel
import io.mockaws.model.StructureModel

/** What a member says of a thing that tells it from others. */
internal enum class Identity { ID, NAME, ARN, SELF }

/** A kind of thing that a service keeps, and the operations that work on it. */
internal class Kind(
    val words: List<String>,
) {
    /** The words in one: `dbcluster`. */
    val noun: String = words.joinToString("")

    /** The same as operations write it: `DbCluster`. */
    val title: String = words.joinToString("") { word -> word.replaceFirstChar { it.uppercase() } }

    /** Operations that make one; of a setting, those that set it. */
    val creators = LinkedHashSet<OperationModel>()
    val readers = LinkedHashSet<OperationModel>()
    val listers = LinkedHashSet<OperationModel>()
    val updaters = LinkedHashSet<OperationModel>()
    val deleters = LinkedHashSet<OperationModel>()

    /** Structures that stand for a whole one. */
    val documents = LinkedHashSet<StructureModel>()

    /** Whether it comes by being set, not by being made: no name collides, and there may be a default. */
    var isSetting = false

    private val endings = words.indices.mapTo(ArrayList()) { words.drop(it).joinToString("") }

    /** Says that its ids go by fewer words, too: `CostCategoryArn` of a cost category definition. */
    fun isAlsoCalled(words: List<String>) {
        endings += words.joinToString("")
    }

    /** [member] as it would be called on this kind: `id` for `CacheClusterId` and for `ClusterId` of a cache cluster. */
    fun canonical(member: String): String {
        val small = member.lowercase()
        for (ending in endings) if (small.startsWith(ending)) return small.substring(ending.length)
        return abridged(member) ?: small
    }

    /** `id` for `TransitGatewayAttachmentId` of a transit gateway peering attachment: some words of the noun, the last among them. */
    private fun abridged(member: String): String? {
        val its = Words.of(member)
        val last = its.indexOf(words.last())
        if (last < 1 || its.take(last).any { it !in words }) return null
        return its.drop(last + 1).joinToString("")
    }

    /** How [member], a scalar of an input or output, names a thing of this kind; null if it does not. */
    fun identity(member: String): Identity? =
        when (canonical(member)) {
            "id", "identifier" -> Identity.ID
            "name" -> Identity.NAME
            "arn" -> Identity.ARN
            "" -> Identity.SELF
            else -> null
        }

    fun identity(member: MemberModel): Identity? = if (member.isText) identity(member.name) else null

    /** The same of a list of such: `instanceIds`, `clusters`. */
    fun identities(member: MemberModel): Identity? {
        if (member.itemOrNull?.isTextual != true) return null
        return identity(Words.singular(member.name.lowercase()))
    }

    override fun toString(): String = noun
}

internal val ScalarModel.isTextual: Boolean get() = kind == ScalarKind.STRING

/** Whether it is a simple string. */
internal val MemberModel.isText: Boolean get() = (target as? ScalarModel)?.isTextual == true

/** The simple type of its items, where it is a list of such. */
internal val MemberModel.itemOrNull: ScalarModel?
    get() = (target as? ListModel)?.item as? ScalarModel
