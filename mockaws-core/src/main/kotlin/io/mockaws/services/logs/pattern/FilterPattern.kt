package io.mockaws.services.logs.pattern

/**
 * What picks events, in the language of filter patterns: words, JSON or fields in a row.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
internal interface FilterPattern {
    /** What the pattern takes out of [message] by name, as `$.user` or `$status`; null where it does not match. */
    fun match(message: String): Map<String, String>?

    companion object {
        /** Null for what is none. */
        fun parse(text: String): FilterPattern? {
            val pattern = text.trim()
            return try {
                when {
                    pattern.startsWith("{") -> JsonPattern.parse(pattern)
                    pattern.startsWith("[") -> SpacePattern.parse(pattern)
                    else -> TermPattern.parse(pattern)
                }
            } catch (_: BadPattern) {
                null
            }
        }
    }
}

/** A pattern does not keep to the language. */
internal class BadPattern : RuntimeException(null, null, false, false)

/** What a part of a text is compared with: a text with stars for anything, a number, or an expression between `%`. */
internal class Operand private constructor(
    /** As it was written, without quotes. */
    private val text: String,
    private val isQuoted: Boolean,
    private val regex: Regex?,
) {
    val number: Double? = if (isQuoted || regex != null) null else text.toDoubleOrNull()

    fun equalsTo(
        value: String,
        isNumber: Boolean,
    ): Boolean =
        when {
            number != null && isNumber -> value.toDoubleOrNull() == number
            regex != null -> regex.containsMatchIn(value)
            else -> like.matches(value)
        }

    private val like: Regex by lazy {
        Regex(text.split('*').joinToString(".*") { Regex.escape(it) }, RegexOption.DOT_MATCHES_ALL)
    }

    companion object {
        fun quoted(text: String): Operand = Operand(text, true, null)

        fun word(text: String): Operand = Operand(text, false, null)

        fun regex(text: String): Operand = Operand(text, false, regexOf(text))
    }
}

/** @throws BadPattern for what is no expression */
internal fun regexOf(text: String): Regex =
    try {
        Regex(text)
    } catch (_: IllegalArgumentException) {
        throw BadPattern()
    }

/** How a value is compared. */
internal enum class Comparison(
    val text: String,
) {
    EQUAL("="),
    UNEQUAL("!="),
    AT_MOST("<="),
    AT_LEAST(">="),
    BELOW("<"),
    ABOVE(">"),
    ;

    /** @param isNumber whether [value] is one, or may be read as one */
    fun holds(
        value: String,
        isNumber: Boolean,
        operand: Operand,
    ): Boolean {
        if (this == EQUAL) return operand.equalsTo(value, isNumber)
        if (this == UNEQUAL) return !operand.equalsTo(value, isNumber)
        val left = (if (isNumber) value.toDoubleOrNull() else null) ?: return false
        val right = operand.number ?: return false
        return when (this) {
            AT_MOST -> left <= right
            AT_LEAST -> left >= right
            BELOW -> left < right
            else -> left > right
        }
    }
}
