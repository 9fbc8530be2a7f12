package io.mockaws.services.dynamodb.partiql

import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.expression.ConditionBinder
import io.mockaws.services.dynamodb.expression.ConditionSyntax
import io.mockaws.services.dynamodb.expression.DocumentPath
import io.mockaws.services.dynamodb.expression.KeyTerm
import io.mockaws.services.dynamodb.expression.Predicate
import io.mockaws.services.dynamodb.expression.Predicates
import io.mockaws.services.dynamodb.expression.Syntax
import io.mockaws.services.dynamodb.expression.wrongType
import io.mockaws.services.dynamodb.value.AttributeType
import io.mockaws.services.dynamodb.value.AttributeValue
import io.mockaws.services.dynamodb.value.Attributes

/**
 * Makes conditions of what stands in a `WHERE`: each comparison and function is one of a condition expression, whose
 * checks and words AWS uses here too.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-operators.html and ql-functions.html
 */
internal class Conditions(
    private val values: Values,
) {
    fun of(expression: Expression): Condition = PartiQlFaults.translating { condition(expression) }

    private fun condition(expression: Expression): Condition =
        when (expression) {
            is Expression.Not -> Condition.Not(condition(expression.inner))
            is Expression.Infix -> infix(expression)
            is Expression.Between -> between(expression)
            is Expression.In -> membership(expression)
            is Expression.Is -> type(expression)
            is Expression.Call -> function(expression)
            else -> throw PartiQlFaults.unsupportedExpression(expression)
        }

    private fun infix(infix: Expression.Infix): Condition =
        when (infix.operator) {
            "AND" -> Condition.And(chain(infix, "AND").map { condition(it) })
            "OR" -> Condition.Or(chain(infix, "OR").map { condition(it) })
            "LIKE", "+", "-" -> throw PartiQlFaults.unsupportedExpression(infix)
            else -> if (isTruth(infix.left) || isTruth(infix.right)) truth(infix) else comparison(infix)
        }

    /** `a AND b AND c` as a list, without a call for each. */
    private fun chain(
        infix: Expression.Infix,
        operator: String,
    ): List<Expression> {
        val parts = ArrayDeque<Expression>()
        var rest: Expression = infix
        while (rest is Expression.Infix && rest.operator == operator) {
            parts.addFirst(rest.right)
            rest = rest.left
        }
        parts.addFirst(rest)
        return parts
    }

    private fun comparison(infix: Expression.Infix): Condition {
        val (left, right) = infix.left to infix.right
        val term =
            when {
                values.isConstant(right) -> keyed(left) { KeyTerm(infix.operator, listOf(values.of(right))) }

                values.isConstant(left) -> keyed(right) {
                    KeyTerm(KeyTerm.mirrored(infix.operator), listOf(values.of(left)))
                }

                else -> null
            }
        return bound(term) { Syntax.Compare(infix.operator, operand(left), operand(right)) }
    }

    private fun between(between: Expression.Between): Condition {
        val bounds = listOf(between.lower, between.upper)
        val term =
            if (bounds.all { values.isConstant(it) }) {
                keyed(between.operand) { KeyTerm("BETWEEN", bounds.map { values.of(it) }) }
            } else {
                null
            }
        return bound(term) {
            Syntax.Between(operand(between.operand), operand(between.lower), operand(between.upper))
        }
    }

    private fun membership(membership: Expression.In): Condition {
        val candidates = membership.candidates
        if (candidates.size > DynamoDbLimits.IN_OPERANDS) {
            throw DynamoDbFaults.validation(
                "The IN operator is provided with too many operands; number of operands: ${candidates.size}",
            )
        }
        if (isTruth(membership.operand)) {
            val operand = valueOf(membership.operand)
            val wanted = candidates.map { valueOf(it) }
            val among = Predicate { item -> operand(item).let { value -> wanted.any { it(item) == value } } }
            return Condition.Term(among, emptyList())
        }
        val term =
            if (candidates.all { values.isConstant(it) }) {
                keyed(membership.operand) { KeyTerm("IN", candidates.map { values.of(it) }) }
            } else {
                null
            }
        return bound(term) { Syntax.In(operand(membership.operand), candidates.map { operand(it) }) }
    }

    private fun type(test: Expression.Is): Condition {
        if (test.type == "MISSING") return call("attribute_not_exists", test.operand)
        val type = Keywords.TYPES.getValue(test.type)
            ?: throw DynamoDbFaults.validation("Unsupported type after IS: ${test.type}")
        return call("attribute_type", test.operand, AttributeValue.S(type))
    }

    private fun function(call: Expression.Call): Condition {
        if (call.name !in FUNCTIONS) throw PartiQlFaults.unrecognizedFunction(call)
        val term =
            if (call.name == "begins_with" && call.arguments.size == 2 && values.isConstant(call.arguments[1])) {
                keyed(call.arguments[0]) { KeyTerm(call.name, listOf(values.of(call.arguments[1]))) }
            } else {
                null
            }
        return bound(term) { Syntax.Call(call.name, call.arguments.map { operand(it) }) }
    }

    private fun call(
        name: String,
        operand: Expression,
        vararg values: AttributeValue,
    ): Condition = bound(null) { Syntax.Call(name, listOf(operand(operand)) + values.map { value(it) }) }

    /** What the condition says of one attribute as a whole, which may turn out to be a key. */
    private fun keyed(
        operand: Expression,
        term: () -> KeyTerm,
    ): Pair<String, KeyTerm>? =
        (operand as? Expression.Path)?.takeIf { it.elements.size == 1 }?.let { it.elements[0] as String to term() }

    private fun bound(
        term: Pair<String, KeyTerm>?,
        syntax: Placeholders.() -> Syntax,
    ): Condition {
        val placeholders = Placeholders(values)
        val condition = ConditionSyntax(placeholders.syntax(), hasRedundantParentheses = false, operators = 0)
        val bound = ConditionBinder(placeholders.bindings()).bind(condition)
        return Condition.Term(bound, bound.paths, term?.first, term?.second)
    }

    /** Whether [expression] is a condition, and so true or false. */
    private fun isTruth(expression: Expression): Boolean =
        when (expression) {
            is Expression.Not, is Expression.Between, is Expression.In, is Expression.Is -> true
            is Expression.Infix -> expression.operator != "+" && expression.operator != "-"
            is Expression.Call -> expression.name != "size"
            else -> false
        }

    /** A condition beside something else: `contains(a, 'x') = false`. */
    private fun truth(infix: Expression.Infix): Condition {
        if (infix.operator != "=" && infix.operator != "<>") {
            throw DynamoDbFaults.validation(wrongType(infix.operator, AttributeType.BOOL.name))
        }
        val left = valueOf(infix.left)
        val right = valueOf(infix.right)
        return Condition.Term({ Predicates.compare(infix.operator, left(it), right(it)) }, emptyList())
    }

    private fun valueOf(expression: Expression): (Attributes) -> AttributeValue? {
        if (isTruth(expression)) return condition(expression).let { inner -> { AttributeValue.Bool(inner.test(it)) } }
        if (expression is Expression.Path) return DocumentPath(expression.elements)::resolve
        val value = values.of(expression)
        return { value }
    }

    private companion object {
        val FUNCTIONS =
            setOf("attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains", "size")
    }
}
