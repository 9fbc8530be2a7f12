package io.mockaws.derive

import io.mockaws.model.MemberModel
import io.mockaws.model.StructureModel

/** Members of inputs that name things. */
internal object InputKeys {
    private val IDS = setOf("", "id", "identifier", "key", "input")

    /** The members of [member], where it is a structure that names a thing of [kind]: `SchemaId`. */
    fun nested(
        member: MemberModel,
        kind: Kind,
    ): List<MemberModel> {
        val shape = member.target as? StructureModel ?: return emptyList()
        return if (kind.canonical(member.name) in IDS && !shape.isEventStream) shape.members else emptyList()
    }

    /** Whether one of [members] names a thing of [kind], or several. */
    fun name(
        members: List<MemberModel>,
        kind: Kind,
    ): Boolean =
        members.any { member ->
            kind.identity(member) != null || kind.identities(member) != null ||
                nested(member, kind).any { kind.identity(it) != null }
        }
}
