package io.mockaws.iam

/** The condition keys that a policy asks for: those of its conditions, and its variables. */
internal object ContextKeys {
    private val VARIABLE = Regex("""\$\{\s*([^},*?$]+?)\s*(?:,[^}]*)?}""")

    /** In the order in which they stand there, each once. */
    fun of(policies: List<PolicyDocument>): List<String> =
        policies.flatMap { it.statements }.flatMap { statement ->
            val texts = statement.resources?.value.orEmpty() + statement.conditions.flatMap { it.values }
            statement.conditions.map { it.keyName } + texts.flatMap { text ->
                VARIABLE.findAll(text).map { it.groupValues[1] }.toList()
            }
        }.distinct()
}
