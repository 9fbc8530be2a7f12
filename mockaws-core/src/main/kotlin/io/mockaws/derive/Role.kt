package io.mockaws.derive

/** What an operation does, as far as its model tells. */
internal sealed interface Role {
    /** Makes one; [isUpsert] sets the one that is there. */
    class Create(
        val kind: Kind,
        val isUpsert: Boolean,
    ) : Role

    /** Shows one. */
    class Read(
        val kind: Kind,
    ) : Role

    /** Shows those that are asked for, or all. */
    class Many(
        val kind: Kind,
    ) : Role

    /** Changes one; [verb] tells where it is to stand afterwards. */
    class Update(
        val kind: Kind,
        val verb: String,
    ) : Role

    class Delete(
        val kind: Kind,
    ) : Role

    /** Takes away what was set of a thing of [kind]: the members [names]. */
    class Unset(
        val kind: Kind,
        val names: Set<String>,
    ) : Role

    class Tags(
        val does: TagVerb,
    ) : Role

    /** No model tells what it answers. */
    data object Unknown : Role
}

internal enum class TagVerb { TAG, UNTAG, LIST }
