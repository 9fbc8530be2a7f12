package io.mockaws.services.dynamodb.expression

import io.mockaws.services.dynamodb.expression.Token.Kind

/** Walks the tokens of one expression; what all grammars share. */
internal abstract class TokenReader(
    private val source: String,
    /** Words that are no names here. */
    private val keywords: Set<String>,
) {
    private val tokens = Lexer(source).tokens()
    protected var at: Int = 0
    protected val token: Token get() = tokens[at]
    private var depth = 0

    protected fun syntaxError(): Nothing {
        val from = if (at > 0) tokens[at - 1].start else 0
        val to = if (token.kind ==
            Kind.END
        ) {
            source.length
        } else {
            tokens[at + 1].takeIf { it.kind != Kind.END }?.end ?: token.end
        }
        val near = source.substring(from, to)
        throw InvalidExpression("Syntax error; token: \"${token.text}\", near: \"$near\"")
    }

    protected fun take(symbol: String): Boolean = token.isSymbol(symbol).also { if (it) at++ }

    protected fun takeWord(word: String): Boolean = token.isWord(word).also { if (it) at++ }

    protected fun expect(symbol: String) {
        if (!take(symbol)) syntaxError()
    }

    protected fun expectEnd() {
        if (token.kind != Kind.END) syntaxError()
    }

    protected fun next(offset: Int): Token = tokens[minOf(at + offset, tokens.size - 1)]

    /** Keeps a wall of parentheses from eating the stack: an expression has at most so many operators anyway. */
    protected fun <T> nested(parse: () -> T): T {
        if (++depth > MAX_DEPTH) syntaxError()
        return parse().also { depth-- }
    }

    protected fun path(): Syntax.Path = continued(listOf(name()))

    /** The rest of a path that begins with [head]. */
    protected fun continued(head: List<Step>): Syntax.Path {
        if (!token.isSymbol(".") && !token.isSymbol("[")) return Syntax.Path(head)
        val steps = ArrayList(head)
        while (true) {
            if (take(".")) {
                steps += name()
            } else if (take("[")) {
                if (token.kind != Kind.NUMBER) syntaxError()
                steps += Step.Index(listIndex(token.text) ?: throw InvalidExpression(indexOutOfRange(token.text)))
                at++
                expect("]")
            } else {
                return Syntax.Path(steps)
            }
        }
    }

    private fun name(): Step {
        val here = token
        val step =
            when {
                here.kind == Kind.NAME_PLACEHOLDER -> Step.NamePlaceholder(here.text)
                isName(here) -> Step.Name(here.text)
                else -> syntaxError()
            }
        at++
        return step
    }

    protected fun isName(token: Token): Boolean = token.kind == Kind.WORD && token.text.uppercase() !in keywords

    /** `f(a, b)`, a `:value` or a path. */
    protected fun simpleOperand(): Syntax.Operand =
        when {
            token.kind == Kind.VALUE_PLACEHOLDER -> Syntax.ValuePlaceholder(token.text).also { at++ }
            isName(token) && next(1).isSymbol("(") -> call()
            else -> path()
        }

    private fun call(): Syntax.Call {
        val name = token.text
        at += 2
        val arguments = arguments()
        return Syntax.Call(name, arguments)
    }

    protected fun arguments(): List<Syntax.Operand> {
        val arguments = ArrayList<Syntax.Operand>(2)
        do arguments += nested { operand() } while (take(","))
        expect(")")
        return arguments
    }

    /** An operand, in parentheses or not. */
    protected abstract fun operand(): Syntax.Operand

    private companion object {
        const val MAX_DEPTH = 320
    }
}
