package io.mockaws.services.sns.filter

/** What a policy asks of the members of one object. */
internal sealed interface Clause {
    /** Whether [members] have what it asks for; [fields] are all there are. */
    fun admits(
        members: FieldNode.Members,
        fields: Fields,
    ): Boolean

    /** One key and its list. */
    class Matches(
        private val name: String,
        /** [name] and the names of the objects that it is in. */
        private val path: List<String>,
        private val conditions: List<Condition>,
        /** What `exists` asks for. */
        private val exists: List<Boolean>,
    ) : Clause {
        override fun admits(
            members: FieldNode.Members,
            fields: Fields,
        ): Boolean {
            val node = members[name]
            if (node != null && conditions.any { node.admits(it) }) return true
            return exists.any { wanted -> if (wanted) node != null && node.hasValue else !fields.has(path) }
        }
    }

    /** Objects of which one has what [clauses] ask for, all in the same one. */
    class Within(
        private val name: String,
        private val clauses: List<Clause>,
    ) : Clause {
        override fun admits(
            members: FieldNode.Members,
            fields: Fields,
        ): Boolean = admits(members[name] ?: FieldNode.Members.NONE, fields)

        private fun admits(
            node: FieldNode,
            fields: Fields,
        ): Boolean =
            when (node) {
                is FieldNode.Members -> clauses.all { it.admits(node, fields) }

                is FieldNode.Items ->
                    if (node.items.isEmpty()) {
                        clauses.all { it.admits(FieldNode.Members.NONE, fields) }
                    } else {
                        node.items.any { admits(it, fields) }
                    }

                // There is a value where the policy wants an object: nothing of what it asks for is there.
                is FieldNode.Value -> clauses.all { it.admits(FieldNode.Members.NONE, fields) }
            }
    }

    /** `$or`: what one of these asks for. */
    class Either(
        private val alternatives: List<List<Clause>>,
    ) : Clause {
        override fun admits(
            members: FieldNode.Members,
            fields: Fields,
        ): Boolean = alternatives.any { clauses -> clauses.all { it.admits(members, fields) } }
    }
}
