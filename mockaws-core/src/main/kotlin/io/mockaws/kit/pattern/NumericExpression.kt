package io.mockaws.kit.pattern

import java.math.BigDecimal

/** `{"numeric": [">", 0, "<=", 5]}`. */
internal object NumericExpression {
    fun of(value: PatternNode): ValueTest {
        if (!value.isArray) throw NoPattern("Value of numeric must be an array.", value.seen)
        val first = value.items.firstOrNull()
        if (first == null || !first.isString) {
            throw NoPattern("Invalid member in numeric match: ${first?.text ?: "]"}", first?.seen ?: value.read)
        }
        val operator = first.text
        val shown = if (operator == "=") "equals" else operator
        if (operator !in operators) throw NoPattern("Unrecognized numeric range operator: $operator", first.read)
        val number = number(value, 1, shown)
        val isLower = operator == ">" || operator == ">="
        if (!isLower) {
            if (value.items.size > 2) throw NoPattern("Too many elements in numeric expression", value.items[2].seen)
            return if (operator == "=") {
                ValueTests.equal(number)
            } else {
                ValueTests.range(null, false, number, operator == "<=")
            }
        }
        if (value.items.size == 2) return ValueTests.range(number, operator == ">=", null, false)
        val second = value.items[2]
        if (!second.isString) throw NoPattern("Bad value in numeric range: ${second.text}", second.seen)
        if (second.text != "<" && second.text != "<=") {
            throw NoPattern("Bad numeric range operator: ${second.text}", second.read)
        }
        val high = number(value, 3, second.text)
        if (value.items.size > 4) throw NoPattern("Too many terms in numeric range expression", value.items[4].seen)
        if (number > high) throw NoPattern("Bottom must be less than top", at = null)
        return ValueTests.range(number, operator == ">=", high, second.text == "<=")
    }

    private fun number(
        value: PatternNode,
        index: Int,
        operator: String,
    ): BigDecimal {
        val node = value.items.getOrNull(index)
        if (node == null || !node.isNumber) {
            throw NoPattern("Value of $operator must be numeric", node?.seen ?: value.read)
        }
        return BigDecimal(node.text)
    }

    private val operators = setOf("=", ">", ">=", "<", "<=")
}
