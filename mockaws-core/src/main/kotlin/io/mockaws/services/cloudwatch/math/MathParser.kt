package io.mockaws.services.cloudwatch.math

import kotlin.math.pow

/**
 * Works out expressions of metric math while it reads them.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
internal class MathParser private constructor(
    private val text: String,
    private val scope: MathScope,
) {
    private var at = 0

    private fun whole(): Value {
        val value = disjunction()
        skip()
        if (at < text.length) fail()
        return value
    }

    private fun disjunction(): Value {
        var left = conjunction()
        while (word("OR") || take("||")) {
            left = combine(left, conjunction()) { one, other -> truth(one != 0.0 || other != 0.0) }
        }
        return left
    }

    private fun conjunction(): Value {
        var left = comparison()
        while (word("AND") || take("&&")) {
            left = combine(left, comparison()) { one, other -> truth(one != 0.0 && other != 0.0) }
        }
        return left
    }

    private fun comparison(): Value {
        val left = sum()
        val sign = COMPARISONS.firstOrNull { take(it) } ?: return left
        return combine(left, sum()) { one, other ->
            truth(
                when (sign) {
                    "==" -> one == other
                    "!=" -> one != other
                    "<=" -> one <= other
                    ">=" -> one >= other
                    "<" -> one < other
                    else -> one > other
                },
            )
        }
    }

    private fun sum(): Value {
        var left = product()
        while (true) {
            left =
                when {
                    take("+") -> combine(left, product(), Double::plus)
                    take("-") -> combine(left, product(), Double::minus)
                    else -> return left
                }
        }
    }

    private fun product(): Value {
        var left = power()
        while (true) {
            left =
                when {
                    take("*") -> combine(left, power(), Double::times)
                    take("/") -> quotient(left, power())
                    else -> return left
                }
        }
    }

    /** There is no value where something is divided by nothing. */
    private fun quotient(
        left: Value,
        right: Value,
    ): Value {
        val result = combine(left, right, Double::div)
        if (result is Value.Series) result.points.values.removeIf { !it.isFinite() }
        if (result is Value.Many) result.series.forEach { one -> one.points.values.removeIf { !it.isFinite() } }
        return result
    }

    private fun power(): Value {
        val left = primary()
        return if (take("^")) combine(left, power()) { one, other -> one.pow(other) } else left
    }

    private fun primary(): Value {
        skip()
        val c = text.getOrNull(at) ?: fail()
        return when {
            take("(") -> disjunction().also { need(")") }
            take("-") -> combine(Value.Scalar(0.0), primary(), Double::minus)
            take("[") -> list()
            c == '\'' || c == '"' -> Value.Text(quoted(c))
            c.isDigit() || c == '.' -> Value.Scalar(number())
            c.isLetter() || c == '_' -> named(name())
            else -> fail()
        }
    }

    private fun named(name: String): Value {
        if (!take("(")) return scope.valueOf(name) ?: throw BadExpression("Unknown id: $name")
        val arguments = ArrayList<Value>()
        if (!take(")")) {
            do arguments += argument(name, arguments.size) while (take(","))
            need(")")
        }
        return MathFunctions(scope).call(name.uppercase(), arguments)
    }

    /** What FILL takes for a value may be a word. */
    private fun argument(
        function: String,
        index: Int,
    ): Value {
        if (function.uppercase() == "FILL" && index == 1) {
            FILLINGS.firstOrNull { word(it) }?.let { return Value.Text(it) }
        }
        return disjunction()
    }

    private fun list(): Value {
        val series = ArrayList<Value.Series>()
        if (take("]")) return Value.Many(series)
        do {
            when (val value = disjunction()) {
                is Value.Series -> series += value

                is Value.Many -> series += value.series

                is Value.Scalar ->
                    series +=
                        Value.Series(scope.times.associateWithTo(java.util.TreeMap()) { value.number })

                is Value.Text -> fail()
            }
        } while (take(","))
        need("]")
        return Value.Many(series)
    }

    private fun skip() {
        while (at < text.length && text[at].isWhitespace()) at++
    }

    private fun take(symbol: String): Boolean {
        skip()
        if (!text.startsWith(symbol, at)) return false
        at += symbol.length
        return true
    }

    private fun word(word: String): Boolean {
        skip()
        if (!text.startsWith(word, at, ignoreCase = true)) return false
        if (text.getOrNull(at + word.length)?.let { it.isLetterOrDigit() || it == '_' } == true) return false
        at += word.length
        return true
    }

    private fun need(symbol: String) {
        if (!take(symbol)) fail()
    }

    private fun name(): String {
        val start = at
        while (at < text.length && (text[at].isLetterOrDigit() || text[at] == '_')) at++
        return text.substring(start, at)
    }

    private fun number(): Double {
        val match = NUMBER.matchAt(text, at) ?: fail()
        at = match.range.last + 1
        return match.value.toDouble()
    }

    private fun quoted(quote: Char): String {
        val end = text.indexOf(quote, at + 1)
        if (end < 0) fail()
        return text.substring(at + 1, end).also { at = end + 1 }
    }

    private fun fail(): Nothing = throw BadExpression("Error in expression '$text'")

    companion object {
        private val COMPARISONS = listOf("==", "!=", "<=", ">=", "<", ">")
        private val FILLINGS = listOf("REPEAT", "LINEAR")
        private val NUMBER = Regex("\\d*\\.?\\d+(?:[eE][+-]?\\d+)?")

        private fun truth(holds: Boolean) = if (holds) 1.0 else 0.0

        /** @throws BadExpression where [text] is none */
        fun evaluate(
            text: String,
            scope: MathScope,
        ): Value = MathParser(text, scope).whole()
    }
}
