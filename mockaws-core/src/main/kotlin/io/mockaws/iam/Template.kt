package io.mockaws.iam

/**
 * Text of a policy in which variables stand for values of the request: `home/${aws:username}`, `${team, 'none'}`.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
internal class Template private constructor(
    val pieces: List<Piece>,
) {
    sealed interface Piece

    /** As it is written; its wildcards count where wildcards do. */
    class Plain(
        val text: String,
    ) : Piece

    /** A character that is no wildcard: `${*}`. */
    class Exact(
        val char: Char,
    ) : Piece

    class Variable(
        /** In small letters. */
        val key: String,
        val default: String?,
    ) : Piece {
        /** Null where the request says nothing, or more than one thing. */
        fun value(keys: ConditionKeys): String? {
            val values = keys.values(key)
            return if (values.isNullOrEmpty()) default else values.singleOrNull()
        }
    }

    val hasVariables: Boolean get() = pieces.any { it is Variable }

    /** The text for this request; null where a variable has no value. */
    fun resolve(keys: ConditionKeys): String? {
        val text = StringBuilder()
        for (piece in pieces) {
            when (piece) {
                is Plain -> text.append(piece.text)
                is Exact -> text.append(piece.char)
                is Variable -> text.append(piece.value(keys) ?: return null)
            }
        }
        return text.toString()
    }

    companion object {
        private val VARIABLE = Regex("""\$\{\s*([^},]+?)\s*(?:,\s*'([^']*)'\s*)?}""")

        /** @param hasVariables whether the version of the policy knows them */
        fun of(
            text: String,
            hasVariables: Boolean,
        ): Template {
            if (!hasVariables || "\${" !in text) return Template(listOf(Plain(text)))
            val pieces = ArrayList<Piece>()
            var from = 0
            for (match in VARIABLE.findAll(text)) {
                if (match.range.first > from) pieces += Plain(text.substring(from, match.range.first))
                pieces += pieceOf(match)
                from = match.range.last + 1
            }
            if (from < text.length) pieces += Plain(text.substring(from))
            return Template(pieces)
        }

        private fun pieceOf(match: MatchResult): Piece {
            val name = match.groupValues[1]
            if (name.length == 1 && name[0] in "*?$") return Exact(name[0])
            return Variable(name.lowercase(), match.groups[2]?.value)
        }
    }
}
