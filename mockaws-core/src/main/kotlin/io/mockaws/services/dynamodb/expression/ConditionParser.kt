package io.mockaws.services.dynamodb.expression

import io.mockaws.services.dynamodb.expression.Token.Kind

/**
 * Conditions, filters and key conditions:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 */
internal class ConditionParser private constructor(
    source: String,
) : TokenReader(source, KEYWORDS) {
    private var redundant = false
    private var operators = 0

    /** Where the parenthesis that opened last was closed, by where it was opened. */
    private val closedAt = HashMap<Int, Int>()

    private fun parse(): ConditionSyntax {
        val root = condition(or())
        expectEnd()
        return ConditionSyntax(root, redundant, operators)
    }

    private fun or(): Syntax {
        var left = and()
        while (token.isWord("OR")) {
            condition(left)
            at++
            operators++
            left = Syntax.Or(left, condition(and()))
        }
        return left
    }

    private fun and(): Syntax {
        var left = not()
        while (token.isWord("AND")) {
            condition(left)
            at++
            operators++
            left = Syntax.And(left, condition(not()))
        }
        return left
    }

    private fun not(): Syntax {
        if (!takeWord("NOT")) return comparison()
        operators++
        return Syntax.Not(condition(nested { not() }))
    }

    private fun comparison(): Syntax {
        val left = if (token.isSymbol("(")) parenthesized { or() } else simpleOperand()
        if (token.kind == Kind.SYMBOL && token.text in COMPARATORS) {
            if (left !is Syntax.Operand) syntaxError()
            val operator = token.text
            at++
            operators++
            return Syntax.Compare(operator, left, operand())
        }
        if (token.isWord("BETWEEN")) {
            if (left !is Syntax.Operand) syntaxError()
            at++
            operators++
            val lower = operand()
            if (!takeWord("AND")) syntaxError()
            return Syntax.Between(left, lower, operand())
        }
        if (token.isWord("IN")) {
            if (left !is Syntax.Operand) syntaxError()
            at++
            operators++
            expect("(")
            return Syntax.In(left, arguments())
        }
        if (left is Syntax.Call) operators++
        return left
    }

    override fun operand(): Syntax.Operand =
        if (token.isSymbol("(")) parenthesized { operand() } as Syntax.Operand else simpleOperand()

    private fun parenthesized(inner: () -> Syntax): Syntax {
        val open = at
        expect("(")
        val content = nested(inner)
        val close = at
        expect(")")
        closedAt[open] = close
        if (closedAt[open + 1] == close - 1) redundant = true
        return if (content is Syntax.Path) continued(content.steps) else content
    }

    /** A path or value alone is no condition: what should have followed it is the mistake. */
    private fun condition(parsed: Syntax): Syntax {
        if (parsed is Syntax.Path || parsed is Syntax.ValuePlaceholder) syntaxError()
        return parsed
    }

    companion object {
        private val KEYWORDS = setOf("AND", "OR", "NOT", "BETWEEN", "IN")
        private val COMPARATORS = setOf("=", "<>", "<", "<=", ">", ">=")

        fun parse(source: String): ConditionSyntax = ConditionParser(source).parse()
    }
}
