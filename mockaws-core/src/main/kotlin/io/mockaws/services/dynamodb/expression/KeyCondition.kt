package io.mockaws.services.dynamodb.expression

import io.mockaws.services.dynamodb.value.AttributeValue
import io.mockaws.services.dynamodb.value.Attributes

/** A condition on one key attribute: `=`, `<`, `<=`, `>`, `>=`, `BETWEEN` or `begins_with`. */
internal class KeyTerm(
    val operator: String,
    val values: List<AttributeValue>,
) {
    fun test(value: AttributeValue): Boolean =
        when (operator) {
            "BETWEEN" -> Predicates.compare(">=", value, values[0]) && Predicates.compare("<=", value, values[1])
            "begins_with" -> Predicates.beginsWith(value, values[0])
            else -> Predicates.compare(operator, value, values[0])
        }

    companion object {
        private val MIRRORED = mapOf("<" to ">", "<=" to ">=", ">" to "<", ">=" to "<=")

        /** The operator with its operands the other way round. */
        fun mirrored(operator: String): String = MIRRORED[operator] ?: operator
    }
}

/**
 * What a `KeyConditionExpression` says of each attribute that it names, in its order.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html
 */
internal class KeyConditionReader(
    private val bindings: Bindings,
) {
    private val terms = LinkedHashMap<String, KeyTerm>()

    /** @throws KeyConditionRefused for what is a condition but none on keys */
    fun read(condition: ConditionSyntax): Map<String, KeyTerm> {
        visit(condition.root)
        return terms
    }

    private fun visit(syntax: Syntax) {
        when (syntax) {
            is Syntax.And -> {
                visit(syntax.left)
                visit(syntax.right)
            }

            is Syntax.Or -> refuse("Invalid operator used in KeyConditionExpression: OR")

            is Syntax.Not -> refuse("Invalid operator used in KeyConditionExpression: NOT")

            is Syntax.In -> refuse("Invalid operator used in KeyConditionExpression: IN")

            is Syntax.Compare -> compare(syntax)

            is Syntax.Between -> {
                requireKeyFirst("BETWEEN", syntax.operand)
                term("BETWEEN", syntax.operand, listOf(syntax.lower, syntax.upper))
            }

            is Syntax.Call -> {
                if (syntax.name !=
                    "begins_with"
                ) {
                    refuse("Invalid operator used in KeyConditionExpression: ${syntax.name}")
                }
                requireKeyFirst(syntax.name, syntax.arguments[0])
                term(syntax.name, syntax.arguments[0], syntax.arguments.drop(1))
            }

            is Syntax.Operand -> error("The grammar has no operand where a condition belongs: $syntax")
        }
    }

    private fun compare(syntax: Syntax.Compare) {
        if (syntax.operator == "<>") refuse("Invalid operator used in KeyConditionExpression: <>")
        if (syntax.left is Syntax.Path) {
            term(syntax.operator, syntax.left, listOf(syntax.right))
        } else {
            term(KeyTerm.mirrored(syntax.operator), syntax.right, listOf(syntax.left))
        }
    }

    private fun requireKeyFirst(
        operator: String,
        operand: Syntax.Operand,
    ) {
        if (operand is Syntax.Path) return
        refuse(
            "Invalid condition in KeyConditionExpression: $operator operator must have the key attribute as its first operand"
        )
    }

    private fun term(
        operator: String,
        key: Syntax.Operand,
        others: List<Syntax.Operand>,
    ) {
        val all = listOf(key) + others
        if (all.any { it is Syntax.Call }) refuse("KeyConditionExpressions cannot contain nested operations")
        if (others.any { it is Syntax.Path }) {
            refuse("Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition")
        }
        if (key !is Syntax.Path) refuse("Invalid condition in KeyConditionExpression: No key attribute specified")
        if (key.steps.size > 1) refuse("KeyConditionExpressions cannot have conditions on nested attributes")
        val name = bindings.path(key).head
        val values = others.map { bindings.value((it as Syntax.ValuePlaceholder).text) }
        if (terms.put(name, KeyTerm(operator, values)) != null) {
            refuse("KeyConditionExpressions must only contain one condition per key")
        }
    }

    private fun refuse(message: String): Nothing = throw KeyConditionRefused(message)
}

/** Not a condition on keys; unlike [InvalidExpression] its [message] is all that AWS answers. */
internal class KeyConditionRefused(override val message: String) : Exception(message, null, false, false)
