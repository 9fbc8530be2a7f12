package io.mockaws.services.dynamodb.partiql

/** Where something stands in a statement: line, column and length, counted from 1. */
internal class Position(
    private val line: Int,
    private val column: Int,
    private val length: Int,
) {
    fun ofLength(length: Int): Position = Position(line, column, length)

    override fun toString(): String = "$line:$column:$length"
}

internal class StatementToken(
    val kind: Kind,
    /** A name or string without its quotes; a keyword in capitals. */
    val text: String,
    val position: Position,
) {
    enum class Kind { NAME, KEYWORD, STRING, NUMBER, SYMBOL, END }

    fun isSymbol(symbol: String): Boolean = kind == Kind.SYMBOL && text == symbol

    fun isKeyword(keyword: String): Boolean = kind == Kind.KEYWORD && text == keyword

    /** A keyword, or one of the few words that mean something in one place and are names elsewhere. */
    fun isWord(word: String): Boolean =
        if (word in Keywords.ALL) isKeyword(word) else kind == Kind.NAME && text.equals(word, ignoreCase = true)

    /** What can follow the last word of a statement. */
    val isEnd: Boolean get() = kind == Kind.END || isSymbol(";")
}

/** Cuts [source] into tokens; comments are blanks. */
internal class StatementLexer(
    private val source: String,
) {
    private var at = 0
    private var line = 1
    private var lineStart = 0

    fun tokens(): List<StatementToken> {
        val tokens = ArrayList<StatementToken>(source.length / 4 + 2)
        while (true) {
            skipBlanks()
            if (at == source.length) break
            tokens += next()
        }
        tokens += StatementToken(StatementToken.Kind.END, "", position(at))
        return tokens
    }

    private fun skipBlanks() {
        while (at < source.length) {
            when {
                source[at].isWhitespace() -> advance()
                source.startsWith("--", at) -> while (at < source.length && source[at] != '\n') at++
                source.startsWith("/*", at) -> skipTo("*/", from = at + 2)
                else -> return
            }
        }
    }

    private fun skipTo(
        end: String,
        from: Int,
    ) {
        val to = source.indexOf(end, from)
        if (to < 0) throw PartiQlFaults.malformed("")
        while (at < to + end.length) advance()
    }

    private fun advance() {
        if (source[at++] == '\n') {
            line++
            lineStart = at
        }
    }

    private fun position(start: Int) = Position(line, start - lineStart + 1, at - start)

    private fun next(): StatementToken {
        val start = at
        val c = source[at]
        return when {
            isLetter(c) -> word(start)

            c == '"' -> quoted('"', StatementToken.Kind.NAME)

            c == '\'' -> quoted('\'', StatementToken.Kind.STRING)

            c in '0'..'9' || (c == '.' && source.getOrNull(at + 1) in '0'..'9') -> number(start)

            else -> {
                val symbol = SYMBOLS.firstOrNull { source.startsWith(it, at) } ?: throw PartiQlFaults.malformed("")
                at += symbol.length
                StatementToken(StatementToken.Kind.SYMBOL, if (symbol == "!=") "<>" else symbol, position(start))
            }
        }
    }

    private fun word(start: Int): StatementToken {
        while (at < source.length && (isLetter(source[at]) || source[at] in '0'..'9')) at++
        val text = source.substring(start, at)
        val upper = text.uppercase()
        if (upper in Keywords.ALL) return StatementToken(StatementToken.Kind.KEYWORD, upper, position(start))
        return StatementToken(StatementToken.Kind.NAME, text, position(start))
    }

    /** A quote within is written twice. */
    private fun quoted(
        quote: Char,
        kind: StatementToken.Kind,
    ): StatementToken {
        val start = at
        val from = Position(line, start - lineStart + 1, 0)
        val text = StringBuilder()
        advance()
        while (true) {
            if (at == source.length) throw PartiQlFaults.malformed("")
            val c = source[at]
            advance()
            if (c == quote) {
                if (source.getOrNull(at) != quote) break
                advance()
            }
            text.append(c)
        }
        return StatementToken(kind, text.toString(), from.ofLength(at - start))
    }

    private fun number(start: Int): StatementToken {
        skipDigits()
        if (source.getOrNull(at) == '.') {
            at++
            skipDigits()
        }
        if (source.getOrNull(at) == 'e' || source.getOrNull(at) == 'E') {
            val sign = if (source.getOrNull(at + 1) == '+' || source.getOrNull(at + 1) == '-') 2 else 1
            if (source.getOrNull(at + sign) !in '0'..'9') throw PartiQlFaults.malformed("")
            at += sign
            skipDigits()
        }
        if (at < source.length && isLetter(source[at])) throw PartiQlFaults.malformed("")
        return StatementToken(StatementToken.Kind.NUMBER, source.substring(start, at), position(start))
    }

    private fun skipDigits() {
        while (at < source.length && source[at] in '0'..'9') at++
    }

    private companion object {
        val SYMBOLS =
            "<< >> <= >= <> != ( ) [ ] { } , : . * + - = < > ? ; / %".split(' ')

        fun isLetter(c: Char) = c in 'a'..'z' || c in 'A'..'Z' || c == '_' || c == '$'
    }
}
