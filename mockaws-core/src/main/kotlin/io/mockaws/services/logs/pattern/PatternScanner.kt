package io.mockaws.services.logs.pattern

/** Goes through the text of a pattern. All that reads throws [BadPattern] where the text is another. */
internal class PatternScanner(
    private val text: String,
) {
    var at = 0
        private set

    val isAtEnd: Boolean get() = at >= text.length

    fun peek(): Char? = text.getOrNull(at)

    fun skipSpace() {
        while (at < text.length && text[at].isWhitespace()) at++
    }

    /** Takes [word] where it is next, behind space. */
    fun take(word: String): Boolean {
        skipSpace()
        if (!text.startsWith(word, at)) return false
        at += word.length
        return true
    }

    fun need(word: String) {
        if (!take(word)) throw BadPattern()
    }

    /** All up to [end], which is taken too; a backslash takes the special sense from what follows. */
    fun upTo(end: Char): String {
        val found = StringBuilder()
        while (true) {
            val c = text.getOrNull(at++) ?: throw BadPattern()
            if (c == end) return found.toString()
            val next = text.getOrNull(at)
            if (c == '\\' && next != null && (next == end || (next == '\\' && end != '%'))) {
                found.append(next)
                at++
            } else {
                found.append(c)
            }
        }
    }

    /** All characters that [isPart] takes. */
    fun whileIn(isPart: (Char) -> Boolean): String {
        val start = at
        while (at < text.length && isPart(text[at])) at++
        return text.substring(start, at)
    }

    /** What is compared with: a word of [isPart], a text in quotes, an expression between `%`. */
    fun operand(isPart: (Char) -> Boolean): Operand {
        skipSpace()
        return when {
            take("\"") -> Operand.quoted(upTo('"'))
            take("%") -> Operand.regex(upTo('%'))
            else -> Operand.word(whileIn(isPart).ifEmpty { throw BadPattern() })
        }
    }

    /** Null where none is next. */
    fun comparison(): Comparison? = ORDER.firstOrNull { take(it.text) }

    private companion object {
        val ORDER =
            listOf(
                Comparison.UNEQUAL,
                Comparison.AT_MOST,
                Comparison.AT_LEAST,
                Comparison.EQUAL,
                Comparison.BELOW,
                Comparison.ABOVE,
            )
    }
}
