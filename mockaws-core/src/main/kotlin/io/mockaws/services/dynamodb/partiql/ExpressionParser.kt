package io.mockaws.services.dynamodb.partiql

import io.mockaws.engine.AwsFault
import io.mockaws.services.dynamodb.partiql.StatementToken.Kind
import io.mockaws.services.dynamodb.value.AttributeValue
import java.math.BigDecimal

/** Reads expressions; the weakest operator first. */
internal abstract class ExpressionParser(
    source: String,
) {
    private val tokens = StatementLexer(source).tokens()
    private var at = 0
    private var depth = 0
    protected val token: StatementToken get() = tokens[at]
    protected var parameters: Int = 0
        private set

    protected fun malformed(detail: String): AwsFault = PartiQlFaults.malformed(detail)

    protected fun advance(): StatementToken = tokens[at].also { if (it.kind != Kind.END) at++ }

    protected fun take(symbol: String): Boolean = token.isSymbol(symbol).also { if (it) at++ }

    protected fun takeWord(word: String): Boolean = token.isWord(word).also { if (it) at++ }

    protected fun expect(
        symbol: String,
        detail: String,
    ) {
        if (!take(symbol)) throw malformed(detail)
    }

    private fun next(): StatementToken = tokens[minOf(at + 1, tokens.size - 1)]

    /** Keeps a wall of parentheses from eating the stack. */
    private fun <T> nested(parse: () -> T): T {
        if (++depth > MAX_DEPTH) throw malformed("")
        return parse().also { depth-- }
    }

    protected fun expression(): Expression = nested { infix(listOf("OR")) { infix(listOf("AND"), ::not) } }

    private fun infix(
        keywords: List<String>,
        operand: () -> Expression,
    ): Expression {
        var left = operand()
        while (keywords.any { token.isKeyword(it) }) {
            val operator = advance()
            left = Expression.Infix(operator.text, left, right(operand), operator.position)
        }
        return left
    }

    private fun right(operand: () -> Expression): Expression {
        if (token.isEnd) throw malformed("Missing right-hand side expression of infix operator")
        return operand()
    }

    private fun not(): Expression {
        if (!token.isKeyword("NOT")) return comparison()
        val position = advance().position
        return nested { Expression.Not(not(), position) }
    }

    private fun comparison(): Expression {
        var left = sum()
        while (true) {
            val negation = token.takeIf { it.isKeyword("NOT") && next().text in NEGATABLE }?.also { at++ }
            val operator = token
            val compared =
                when {
                    operator.kind == Kind.SYMBOL && operator.text in COMPARATORS -> {
                        at++
                        Expression.Infix(operator.text, left, right(::sum), operator.position)
                    }

                    operator.isKeyword("BETWEEN") -> between(left)

                    operator.isKeyword("IN") -> membership(left)

                    operator.isKeyword("LIKE") -> {
                        at++
                        Expression.Infix("LIKE", left, right(::sum), operator.position)
                    }

                    operator.isKeyword("IS") -> type(left)

                    else -> return left
                }
            left = if (negation == null) compared else Expression.Not(compared, negation.position)
        }
    }

    private fun between(operand: Expression): Expression {
        val position = advance().position
        val lower = right(::sum)
        if (!takeWord("AND")) throw malformed("Expected AND after BETWEEN")
        return Expression.Between(operand, lower, right(::sum), position)
    }

    private fun membership(operand: Expression): Expression {
        val position = advance().position
        return when (val right = right(::sum)) {
            is Expression.Elements -> Expression.In(operand, right.elements, position)

            is Expression.Bag -> Expression.In(operand, right.elements, position)

            // A list of one in parentheses is read as what it holds.
            else -> Expression.In(operand, listOf(right), position)
        }
    }

    private fun type(operand: Expression): Expression {
        val position = advance().position
        val negation = token.takeIf { it.isKeyword("NOT") }?.also { at++ }
        val name = token.text.uppercase()
        if (name != "MISSING" && name !in Keywords.TYPES) throw malformed("Expected type name")
        at++
        val test = Expression.Is(operand, name, position)
        return if (negation == null) test else Expression.Not(test, negation.position)
    }

    private fun sum(): Expression {
        var left = signed()
        while (isSign(token)) {
            val operator = advance()
            left = Expression.Infix(operator.text, left, right(::signed), operator.position)
        }
        return left
    }

    /** Signs belong to numbers alone. */
    private fun signed(): Expression {
        val first = token
        if (!isSign(first)) return primary()
        var negative = false
        while (isSign(token)) if (advance().text == "-") negative = !negative
        val number = primary() as? Expression.Number
            ?: throw PartiQlFaults.at("Unsupported token in expression: ${first.text}", first.position)
        return if (negative) Expression.Number(number.value.negate(), "-${number.shown}", number.position) else number
    }

    private fun isSign(token: StatementToken) = token.isSymbol("+") || token.isSymbol("-")

    private fun primary(): Expression {
        val here = token
        if (here.kind == Kind.NAME || (here.kind == Kind.KEYWORD && here.text in Keywords.FUNCTIONS)) {
            if (next().isSymbol("(")) return call()
        }
        return when (here.kind) {
            Kind.NAME -> path()
            Kind.STRING -> Expression.Literal(AttributeValue.S(advance().text), here.position, here.text)
            Kind.NUMBER -> number()
            Kind.KEYWORD -> constant()
            Kind.SYMBOL -> symbol()
            Kind.END -> throw malformed("Unexpected term")
        }
    }

    private fun call(): Expression {
        val function = advance()
        at++
        val arguments = if (take(")")) emptyList() else list(")")
        return Expression.Call(function.text.lowercase(), arguments, function.position)
    }

    private fun constant(): Expression {
        val here = token
        val value =
            when (here.text) {
                "TRUE" -> AttributeValue.Bool(true)
                "FALSE" -> AttributeValue.Bool(false)
                "NULL" -> AttributeValue.Null
                in Keywords.OPERATORS -> throw malformed("Unexpected operator")
                else -> throw malformed("Unexpected keyword")
            }
        at++
        return Expression.Literal(value, here.position, here.text)
    }

    private fun number(): Expression {
        val here = advance()
        val value =
            try {
                BigDecimal(here.text)
            } catch (_: NumberFormatException) {
                throw malformed("")
            }
        return Expression.Number(value, here.text, here.position)
    }

    private fun symbol(): Expression {
        val here = token
        if (here.text in COMPARATORS) throw malformed("Unexpected operator")
        at++
        return when (here.text) {
            "?" -> Expression.Parameter(parameters++, here.position)
            "*" -> Expression.Star(here.position)
            "(" -> nested { inParentheses(here) }
            "[" -> nested { Expression.Elements(if (take("]")) emptyList() else list("]"), here.position) }
            "<<" -> nested { Expression.Bag(if (take(">>")) emptyList() else list(">>"), here.position) }
            "{" -> nested { tuple(here) }
            else -> throw malformed("Unexpected term")
        }
    }

    private fun inParentheses(open: StatementToken): Expression {
        val inner = list(")")
        return inner.singleOrNull() ?: Expression.Elements(inner, open.position)
    }

    private fun list(end: String): List<Expression> {
        val elements = ArrayList<Expression>()
        do elements += expression() while (take(","))
        expect(end, "Expected $end")
        return elements
    }

    private fun tuple(open: StatementToken): Expression {
        val members = ArrayList<Pair<String, Expression>>()
        if (!take("}")) {
            do {
                if (token.kind != Kind.STRING) throw malformed("Expected a string as the name of an attribute")
                val name = advance().text
                expect(":", "Expected :")
                members += name to expression()
            } while (take(","))
            expect("}", "Expected }")
        }
        return Expression.Tuple(members, open.position)
    }

    protected fun path(): Expression.Path {
        val first = advance()
        val elements = ArrayList<Any>(2)
        elements += first.text
        while (true) {
            if (take(".")) {
                if (token.kind != Kind.NAME) throw malformed("Invalid path dot component")
                elements += advance().text
            } else if (take("[")) {
                elements += if (token.kind == Kind.STRING) advance().text else index()
                expect("]", "Expected ]")
            } else {
                return Expression.Path(elements, first.position)
            }
        }
    }

    private fun index(): Int {
        val negative = take("-")
        val number = token
        if (number.kind != Kind.NUMBER) throw malformed("Invalid path component")
        at++
        val index = number.text.toIntOrNull()
        if (index == null || (negative && index != 0)) {
            val shown = (if (negative) "-" else "") + number.text
            throw PartiQlFaults.at("List index is not within the allowable range; index: [$shown]", number.position)
        }
        return index
    }

    private companion object {
        const val MAX_DEPTH = 200
        val COMPARATORS = setOf("=", "<>", "<", "<=", ">", ">=")
        val NEGATABLE = setOf("BETWEEN", "IN", "LIKE")
    }
}
