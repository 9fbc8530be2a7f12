package io.mockaws.derive

import io.mockaws.model.ListModel
import io.mockaws.model.MapModel
import io.mockaws.model.MemberModel
import io.mockaws.model.OperationModel
import io.mockaws.model.ShapeModel
import io.mockaws.model.StructureModel

/** Which structures of an operation's output stand for the thing that it works on. */
internal object Documents {
    /** @param noun the words of the thing */
    fun of(
        operation: OperationModel,
        noun: List<String>,
    ): List<StructureModel> {
        val members = operation.output.members.filterNot { isToken(operation, it) }
        val compound = members.filter { structureIn(it.target) != null }
        val named = compound.filter { isNamed(it, noun) }
        if (named.isNotEmpty()) return named.mapNotNull { structureIn(it.target) }
        val only = compound.singleOrNull()
        if (only != null && members.size <= FEW) return listOfNotNull(structureIn(only.target))
        return listOf(operation.output)
    }

    /** The structure itself, the item of a list of them, or of a list within a wrapper such as `DistributionList`. */
    fun structureIn(shape: ShapeModel): StructureModel? =
        when (shape) {
            is StructureModel -> itemsOf(shape) ?: shape
            is ListModel -> shape.item as? StructureModel
            is MapModel -> shape.value as? StructureModel
            else -> null
        }

    private fun itemsOf(wrapper: StructureModel): StructureModel? =
        ((wrapper.member("Items")?.target as? ListModel)?.item as? StructureModel)

    private fun isNamed(
        member: MemberModel,
        noun: List<String>,
    ): Boolean {
        val name = Words.singular(member.name.lowercase())
        val subject = noun.joinToString("")
        if (name.contains(subject) || structureIn(member.target)!!.name.lowercase().startsWith(subject)) return true
        return noun.indices.any { name == noun.drop(it).joinToString("") }
    }

    private fun isToken(
        operation: OperationModel,
        member: MemberModel,
    ) = operation.paging?.outputTokens?.contains(member.name) == true

    private const val FEW = 3
}
