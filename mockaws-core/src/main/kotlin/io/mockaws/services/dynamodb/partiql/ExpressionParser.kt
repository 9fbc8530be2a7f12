package io.mockaws.services.dynamodb.partiql

import io.mockaws.services.dynamodb.partiql.StatementToken.Kind

/** Reads expressions; the weakest operator first. */
internal abstract class ExpressionParser(
    source: String,
) : TermParser(source) {
    override fun expression(): Expression = nested { infix(listOf("OR")) { infix(listOf("AND"), ::not) } }

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
        var operators = 0
        while (true) {
            checkLength(operators++)
            val negation = token.takeIf { it.isKeyword("NOT") && next.text in NEGATABLE }?.also { advance() }
            val operator = token
            val compared =
                when {
                    operator.kind == Kind.SYMBOL && operator.text in Keywords.COMPARATORS -> {
                        advance()
                        Expression.Infix(operator.text, left, right(::sum), operator.position)
                    }

                    operator.isKeyword("BETWEEN") -> between(left)

                    operator.isKeyword("IN") -> membership(left)

                    operator.isKeyword("LIKE") -> {
                        advance()
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
        val negation = token.takeIf { it.isKeyword("NOT") }?.also { advance() }
        val name = token.text.uppercase()
        if (name != "MISSING" && name !in Keywords.TYPES) throw malformed("Expected type name")
        advance()
        val test = Expression.Is(operand, name, position)
        return if (negation == null) test else Expression.Not(test, negation.position)
    }

    private fun sum(): Expression {
        var left = signed()
        var operators = 0
        while (isSign(token)) {
            checkLength(++operators)
            val operator = advance()
            left = Expression.Infix(operator.text, left, right(::signed), operator.position)
        }
        return left
    }

    /** Signs belong to numbers alone. */
    private fun signed(): Expression {
        val first = token
        if (!isSign(first)) return term()
        var negative = false
        while (isSign(token)) if (advance().text == "-") negative = !negative
        val number = term() as? Expression.Number
            ?: throw PartiQlFaults.at("Unsupported token in expression: ${first.text}", first.position)
        return if (negative) Expression.Number(number.value.negate(), "-${number.shown}", number.position) else number
    }

    private fun isSign(token: StatementToken) = token.isSymbol("+") || token.isSymbol("-")

    private companion object {
        val NEGATABLE = setOf("BETWEEN", "IN", "LIKE")
    }
}
