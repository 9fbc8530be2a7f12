package io.mockaws.services.dynamodb.partiql

import io.mockaws.services.dynamodb.expression.indexOutOfRange
import io.mockaws.services.dynamodb.partiql.StatementToken.Kind
import io.mockaws.services.dynamodb.value.AttributeValue
import java.math.BigDecimal

/** Reads what stands between operators: paths, values, calls, parentheses. */
internal abstract class TermParser(
    source: String,
) : StatementCursor(source) {
    /** How many `?` there were so far. */
    protected var parameters: Int = 0
        private set

    protected abstract fun expression(): Expression

    protected fun term(): Expression {
        val here = token
        if (here.kind == Kind.NAME || (here.kind == Kind.KEYWORD && here.text in Keywords.FUNCTIONS)) {
            if (next.isSymbol("(")) return call()
        }
        return when (here.kind) {
            Kind.NAME -> path()
            Kind.STRING -> Expression.Literal(AttributeValue.S(advance().text), here.position, here.text)
            Kind.NUMBER -> number()
            Kind.KEYWORD -> constant()
            Kind.SYMBOL -> symbol()
            Kind.END -> throw outOfPlace()
        }
    }

    private fun call(): Expression {
        val function = advance()
        advance()
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
                else -> throw outOfPlace()
            }
        advance()
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
        // An exponent that is one beyond an Int, which newer versions of Java read and older ones do not.
        if (value.scale() == Int.MIN_VALUE) throw malformed("")
        return Expression.Number(value, here.text, here.position)
    }

    private fun symbol(): Expression {
        val here = token
        if (here.text !in BEGINNINGS) throw outOfPlace()
        advance()
        return when (here.text) {
            "?" -> Expression.Parameter(parameters++, here.position)
            "*" -> Expression.Star(here.position)
            "(" -> nested { inParentheses(here) }
            "[" -> nested { Expression.Elements(if (take("]")) emptyList() else list("]"), here.position) }
            "<<" -> nested { Expression.Bag(if (take(">>")) emptyList() else list(">>"), here.position) }
            else -> nested { tuple(here) }
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

    /** Statements know fewer indexes than expressions. */
    private fun index(): Long {
        val negative = take("-")
        val number = token
        if (number.kind != Kind.NUMBER) throw malformed("Invalid path component")
        advance()
        val index = number.text.toIntOrNull()
        if (index == null || (negative && index != 0)) {
            throw PartiQlFaults.at(indexOutOfRange((if (negative) "-" else "") + number.text), number.position)
        }
        return index.toLong()
    }

    private companion object {
        val BEGINNINGS = setOf("?", "*", "(", "[", "<<", "{")
    }
}
