package io.mockaws.iam

/** A [Template] with the wildcards `*` and `?`, to be compared with a text. */
internal class Pattern(
    private val template: Template,
    private val ignoreCase: Boolean = false,
) {
    /** Where nothing depends on the request. */
    private val fixed: IntArray? = if (template.hasVariables) null else tokens(ConditionKeys.NONE)

    /** Whether it is that of everything. */
    val isAnything: Boolean = fixed != null && fixed.isNotEmpty() && fixed.all { it == MANY }

    fun matches(
        text: String,
        keys: ConditionKeys,
        from: Int = 0,
        to: Int = text.length,
    ): Boolean {
        if (isAnything) return true
        return matches(fixed ?: tokens(keys) ?: return false, text, from, to)
    }

    private fun tokens(keys: ConditionKeys): IntArray? {
        val tokens = ArrayList<Int>()
        for (piece in template.pieces) {
            when (piece) {
                is Template.Plain -> piece.text.mapTo(tokens) { token(it) }
                is Template.Exact -> tokens += small(piece.char)
                is Template.Variable -> (piece.value(keys) ?: return null).mapTo(tokens) { small(it) }
            }
        }
        return tokens.toIntArray()
    }

    private fun token(char: Char): Int =
        when (char) {
            '*' -> MANY
            '?' -> ONE
            else -> small(char)
        }

    private fun small(char: Char): Int = (if (ignoreCase) char.lowercaseChar() else char).code

    private fun matches(
        tokens: IntArray,
        text: String,
        from: Int,
        to: Int,
    ): Boolean {
        var at = from
        var token = 0
        var star = -1
        var resume = 0
        while (at < to) {
            if (token < tokens.size && tokens[token] == MANY) {
                star = token++
                resume = at
            } else if (token < tokens.size && (tokens[token] == ONE || tokens[token] == small(text[at]))) {
                token++
                at++
            } else if (star >= 0) {
                token = star + 1
                at = ++resume
            } else {
                return false
            }
        }
        while (token < tokens.size && tokens[token] == MANY) token++
        return token == tokens.size
    }

    private companion object {
        const val MANY = -1
        const val ONE = -2
    }
}

/**
 * The same of ARNs, which are compared part by part: a wildcard goes no further than its part, of which the last may
 * have colons and slashes in it.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
internal class ArnPattern(
    text: String,
    hasVariables: Boolean,
) {
    private val parts: List<Pattern> = split(text).map { Pattern(Template.of(it, hasVariables)) }

    fun matches(
        arn: String,
        keys: ConditionKeys,
    ): Boolean {
        if (parts.size == 1) return parts[0].matches(arn, keys)
        var from = 0
        for (i in parts.indices) {
            val isLast = i == parts.size - 1
            val to = if (isLast) arn.length else arn.indexOf(':', from)
            if (to < 0 || !parts[i].matches(arn, keys, from, to)) return false
            from = to + 1
        }
        return true
    }

    private companion object {
        const val PARTS = 6

        /** The six parts; where there are fewer, the last stands for the rest. Variables have colons of their own. */
        fun split(text: String): List<String> {
            if (!text.startsWith("arn:")) return listOf(text)
            val parts = ArrayList<String>(PARTS)
            var from = 0
            var depth = 0
            for (i in text.indices) {
                if (text[i] == '{' && i > 0 && text[i - 1] == '$') depth++
                if (text[i] == '}' && depth > 0) depth--
                if (text[i] == ':' && depth == 0 && parts.size < PARTS - 1) {
                    parts += text.substring(from, i)
                    from = i + 1
                }
            }
            parts += text.substring(from)
            return parts
        }
    }
}
