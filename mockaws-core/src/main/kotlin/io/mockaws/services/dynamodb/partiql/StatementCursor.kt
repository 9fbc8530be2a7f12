package io.mockaws.services.dynamodb.partiql

import io.mockaws.engine.AwsFault
import io.mockaws.services.dynamodb.partiql.StatementToken.Kind

/** Walks the tokens of one statement. */
internal abstract class StatementCursor(
    source: String,
) {
    private val tokens = StatementLexer(source).tokens()
    private var at = 0
    private var depth = 0
    protected val token: StatementToken get() = tokens[at]
    protected val next: StatementToken get() = tokens[minOf(at + 1, tokens.size - 1)]

    protected fun malformed(detail: String): AwsFault = PartiQlFaults.malformed(detail)

    /** What is wrong with this token where something begins that it cannot begin. */
    protected fun outOfPlace(): AwsFault =
        malformed(
            when {
                token.text in Keywords.OPERATORS || token.text in Keywords.COMPARATORS -> "Unexpected operator"
                token.kind == Kind.KEYWORD -> "Unexpected keyword"
                else -> "Unexpected term"
            },
        )

    protected fun advance(): StatementToken = tokens[at].also { if (it.kind != Kind.END) at++ }

    protected fun take(symbol: String): Boolean = token.isSymbol(symbol).also { if (it) at++ }

    protected fun takeWord(word: String): Boolean = token.isWord(word).also { if (it) at++ }

    protected fun expect(
        symbol: String,
        detail: String,
    ) {
        if (!take(symbol)) throw malformed(detail)
    }

    /** Keeps a wall of parentheses from eating the stack. */
    protected fun <T> nested(parse: () -> T): T {
        if (++depth > MAX_DEPTH) throw malformed("")
        return parse().also { depth-- }
    }

    /** The same for operators that follow one another, of which each holds the ones before. */
    protected fun checkLength(operators: Int) {
        if (operators > MAX_DEPTH) throw malformed("")
    }

    private companion object {
        const val MAX_DEPTH = 200
    }
}
