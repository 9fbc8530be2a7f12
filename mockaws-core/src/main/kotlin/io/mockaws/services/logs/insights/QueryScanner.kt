package io.mockaws.services.logs.insights

/** Goes through the text of a query. */
internal class QueryScanner(
    val text: String,
) {
    var at = 0
        private set

    val isAtEnd: Boolean
        get() {
            skip()
            return at >= text.length
        }

    /** Goes past space and comments. */
    fun skip() {
        while (at < text.length && (text[at].isWhitespace() || text[at] == '#')) {
            if (text[at] == '#') while (at < text.length && text[at] != '\n') at++ else at++
        }
    }

    fun peek(): Char? {
        skip()
        return text.getOrNull(at)
    }

    /** Takes [symbol] where it is next. */
    fun take(symbol: String): Boolean {
        skip()
        if (!text.startsWith(symbol, at)) return false
        at += symbol.length
        return true
    }

    /** Takes the word [word], in capitals or not, where it is next. */
    fun word(word: String): Boolean {
        skip()
        if (!text.startsWith(word, at, ignoreCase = true)) return false
        if (text.getOrNull(at + word.length)?.let(::isPart) == true) return false
        at += word.length
        return true
    }

    fun need(symbol: String) {
        if (!take(symbol)) fail("'$symbol'")
    }

    /** A name as it is, or in backticks; null where none is next. */
    fun name(): String? {
        skip()
        if (take("`")) return upTo('`')
        val first = text.getOrNull(at) ?: return null
        if (!first.isLetter() && first != '@' && first != '_') return null
        val start = at
        while (at < text.length && isPart(text[at])) at++
        return text.substring(start, at)
    }

    /** A number as it is written, and what stands right behind it; null where none is next. */
    fun number(): Pair<String, String>? {
        skip()
        if (text.getOrNull(at)?.isDigit() != true) return null
        val start = at
        while (at < text.length && (text[at].isDigit() || text[at] == '.')) at++
        val digits = text.substring(start, at)
        val unit = at
        while (at < text.length && text[at].isLetter()) at++
        return digits to text.substring(unit, at)
    }

    /** A text in quotes; null where none is next. */
    fun string(): String? {
        val quote = peek()
        if (quote != '"' && quote != '\'') return null
        at++
        return upTo(quote)
    }

    /** An expression between slashes; null where none is next. */
    fun regex(): Regex? {
        if (peek() != '/') return null
        val start = at++
        val found = StringBuilder()
        while (true) {
            val c = text.getOrNull(at++) ?: throw BadQuery("unexpected end of expression", start, text.length)
            if (c == '/') break
            if (c == '\\' && text.getOrNull(at) == '/') {
                found.append('/')
                at++
            } else {
                found.append(c)
                if (c == '\\') text.getOrNull(at)?.let { found.append(it) }.also { at++ }
            }
        }
        return try {
            Regex(found.toString().replace("(?P<", "(?<"))
        } catch (_: IllegalArgumentException) {
            throw BadQuery("invalid regular expression", start, at)
        }
    }

    private fun upTo(quote: Char): String {
        val start = at
        val found = StringBuilder()
        while (true) {
            val c = text.getOrNull(at++) ?: throw BadQuery("unexpected end of text", start, text.length)
            if (c == quote) return found.toString()
            if (c == '\\' && (text.getOrNull(at) == quote || text.getOrNull(at) == '\\')) {
                found.append(text[at++])
            } else {
                found.append(c)
            }
        }
    }

    fun fail(expected: String): Nothing {
        skip()
        val found = if (at < text.length) "'${text[at]}'" else "end of query"
        throw BadQuery("unexpected symbol found $found at position ${at + 1}, expected $expected", at, at + 1)
    }

    private fun isPart(c: Char) = c.isLetterOrDigit() || c == '_' || c == '.' || c == '@' || c == '$'
}
