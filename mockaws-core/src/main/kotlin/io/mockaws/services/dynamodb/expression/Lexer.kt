package io.mockaws.services.dynamodb.expression

/** One token of an expression, and where it stands in it. */
internal class Token(
    val kind: Kind,
    val text: String,
    val start: Int,
    val end: Int,
) {
    enum class Kind { WORD, NAME_PLACEHOLDER, VALUE_PLACEHOLDER, NUMBER, SYMBOL, END }

    fun isWord(word: String): Boolean = kind == Kind.WORD && text.equals(word, ignoreCase = true)

    fun isSymbol(symbol: String): Boolean = kind == Kind.SYMBOL && text == symbol
}

/** What is wrong with an expression, in AWS's words, before the name of the parameter is put in front. */
internal class InvalidExpression(override val message: String) : Exception(message, null, false, false)

/** Cuts [source] into tokens; a character that begins none is a token of its own, which no grammar expects. */
internal class Lexer(
    private val source: String,
) {
    private var at = 0

    fun tokens(): List<Token> {
        val tokens = ArrayList<Token>(source.length / 3 + 2)
        while (true) {
            while (at < source.length && source[at] in " \t\r\n") at++
            if (at == source.length) break
            tokens += next()
        }
        tokens += Token(Token.Kind.END, "<EOF>", source.length, source.length)
        return tokens
    }

    private fun next(): Token {
        val start = at
        val c = source[at++]
        val kind =
            when {
                isLetter(c) -> Token.Kind.WORD.also { skip(::isPart) }
                c == '#' -> Token.Kind.NAME_PLACEHOLDER.also { skip(::isPart) }
                c == ':' -> Token.Kind.VALUE_PLACEHOLDER.also { skip(::isPart) }
                isDigit(c) -> Token.Kind.NUMBER.also { skip(::isDigit) }
                else -> Token.Kind.SYMBOL.also { if (c == '<' || c == '>') skipSecond(c) }
            }
        return Token(kind, source.substring(start, at), start, at)
    }

    private fun skip(wanted: (Char) -> Boolean) {
        while (at < source.length && wanted(source[at])) at++
    }

    private fun skipSecond(first: Char) {
        val second = source.getOrNull(at)
        if (second == '=' || (first == '<' && second == '>')) at++
    }

    private companion object {
        fun isLetter(c: Char) = c in 'a'..'z' || c in 'A'..'Z'

        fun isDigit(c: Char) = c in '0'..'9'

        fun isPart(c: Char) = isLetter(c) || isDigit(c) || c == '_'
    }
}
