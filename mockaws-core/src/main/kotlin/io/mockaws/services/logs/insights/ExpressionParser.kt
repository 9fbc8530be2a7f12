package io.mockaws.services.logs.insights

import kotlin.math.pow

/** Reads expressions; what binds looser is read first. */
internal class ExpressionParser(
    private val scanner: QueryScanner,
) {
    fun expression(): Expression {
        var left = conjunction()
        while (scanner.word("or") || scanner.take("||")) {
            val one = left
            val other = conjunction()
            left = Expression { isTrue(one.of(it)) || isTrue(other.of(it)) }
        }
        return left
    }

    private fun conjunction(): Expression {
        var left = negation()
        while (scanner.word("and") || scanner.take("&&")) {
            val one = left
            val other = negation()
            left = Expression { isTrue(one.of(it)) && isTrue(other.of(it)) }
        }
        return left
    }

    private fun negation(): Expression {
        if (!scanner.word("not")) return comparison()
        val inner = negation()
        return Expression { !isTrue(inner.of(it)) }
    }

    private fun comparison(): Expression {
        val left = sum()
        val isNegated = scanner.word("not")
        val test =
            when {
                scanner.word("like") || (!isNegated && scanner.take("=~")) -> like(left)
                scanner.word("in") -> membership(left)
                isNegated -> scanner.fail("like or in")
                else -> return compared(left)
            }
        return if (isNegated) Expression { !test(it) } else Expression { test(it) }
    }

    private fun like(left: Expression): (Scope) -> Boolean {
        scanner.regex()?.let { regex ->
            return { scope -> shown(left.of(scope))?.let(regex::containsMatchIn) ?: false }
        }
        val part = sum()
        return { scope ->
            val text = shown(left.of(scope))
            text != null && shown(part.of(scope))?.let { it in text } == true
        }
    }

    private fun membership(left: Expression): (Scope) -> Boolean {
        scanner.need("[")
        val items = ArrayList<Expression>()
        do items += sum() while (scanner.take(","))
        scanner.need("]")
        return { scope ->
            val value = left.of(scope)
            value != null && items.any { compareValues(value, it.of(scope)) == 0 }
        }
    }

    private fun compared(left: Expression): Expression {
        val sign = COMPARISONS.firstOrNull { scanner.take(it) } ?: return left
        val right = sum()
        return Expression { scope ->
            val one = left.of(scope)
            val other = right.of(scope)
            if (one == null || other == null) return@Expression sign == "!=" && one !== other
            val order = compareValues(one, other)
            when (sign) {
                "=" -> order == 0
                "!=" -> order != 0
                "<" -> order < 0
                "<=" -> order <= 0
                ">" -> order > 0
                else -> order >= 0
            }
        }
    }

    fun sum(): Expression {
        var left = product()
        while (true) {
            left =
                when {
                    scanner.take("+") -> numeric(left, product(), Double::plus)
                    scanner.take("-") -> numeric(left, product(), Double::minus)
                    else -> return left
                }
        }
    }

    private fun product(): Expression {
        var left = power()
        while (true) {
            left =
                when {
                    scanner.take("*") -> numeric(left, power(), Double::times)
                    scanner.take("/") -> numeric(left, power(), Double::div)
                    scanner.take("%") -> numeric(left, power(), Double::rem)
                    else -> return left
                }
        }
    }

    private fun power(): Expression {
        val left = primary()
        return if (scanner.take("^")) numeric(left, power(), Double::pow) else left
    }

    private fun primary(): Expression {
        if (scanner.take("(")) return expression().also { scanner.need(")") }
        if (scanner.take("-")) return numeric({ 0.0 }, primary(), Double::minus)
        scanner.number()?.let { (digits, unit) ->
            if (unit.isNotEmpty()) scanner.fail("a number")
            val value = digits.toDoubleOrNull() ?: scanner.fail("a number")
            return Expression { value }
        }
        scanner.string()?.let { text -> return Expression { text } }
        val name = scanner.name() ?: scanner.fail("an expression")
        if (scanner.take("(")) return call(name)
        return when (name.lowercase()) {
            "true" -> Expression { true }
            "false" -> Expression { false }
            "null" -> Expression { null }
            else -> Expression { it.row[name] }
        }
    }

    private fun call(name: String): Expression {
        val lower = name.lowercase()
        if (lower == "bin") return bin()
        if (Aggregates.isName(name)) {
            val arguments = if (scanner.take("*")) emptyList<Expression>().also { scanner.need(")") } else arguments()
            return Aggregates.call(name, arguments)
        }
        val function = Functions.named(name) ?: scanner.fail("a function, not $name")
        if (lower == "datefloor" || lower == "dateceil") {
            val time = expression()
            scanner.need(",")
            val period = period()
            scanner.need(")")
            return Expression { function(listOf(time.of(it), period)) }
        }
        val arguments = arguments()
        if (arguments.isEmpty()) scanner.fail("an argument of $name")
        return Expression { scope -> function(arguments.map { it.of(scope) }) }
    }

    private fun bin(): Expression {
        val period = period()
        scanner.need(")")
        return Expression { Functions.binned(it.row[LogRecord.TIMESTAMP], period) }
    }

    private fun period(): Period {
        val (digits, unit) = scanner.number() ?: scanner.fail("a period")
        val word = unit.ifEmpty { scanner.name().orEmpty() }
        return Period.of(digits.toLongOrNull() ?: 0, word) ?: scanner.fail("a period")
    }

    private fun arguments(): List<Expression> {
        if (scanner.take(")")) return emptyList()
        val found = ArrayList<Expression>()
        do found += expression() while (scanner.take(","))
        scanner.need(")")
        return found
    }

    private fun numeric(
        left: Expression,
        right: Expression,
        of: (Double, Double) -> Double,
    ): Expression =
        Expression { scope ->
            val one = numberOf(left.of(scope))
            val other = numberOf(right.of(scope))
            if (one == null || other == null) null else of(one, other)
        }

    private companion object {
        val COMPARISONS = listOf("!=", "<=", ">=", "=", "<", ">")
    }
}
