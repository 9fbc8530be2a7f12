package io.mockaws.services.dynamodb.partiql

import io.mockaws.services.dynamodb.expression.Bindings
import io.mockaws.services.dynamodb.expression.Step
import io.mockaws.services.dynamodb.expression.Syntax
import io.mockaws.services.dynamodb.value.AttributeValue

/**
 * Writes parts of a statement as those of an expression, with a placeholder for each name and value: names of
 * statements may be words that expressions reserve.
 */
internal class Placeholders(
    private val constants: Values,
) {
    private val names = HashMap<String, String>()
    private val values = HashMap<String, AttributeValue>()

    fun bindings(): Bindings = Bindings(names, values)

    fun operand(expression: Expression): Syntax.Operand =
        when {
            constants.isConstant(expression) -> value(constants.of(expression))

            expression is Expression.Path -> path(expression)

            expression is Expression.Call && expression.name == "size" ->
                Syntax.Call(expression.name, expression.arguments.map { operand(it) })

            expression is Expression.Call -> throw PartiQlFaults.unrecognizedFunction(expression)

            else -> throw PartiQlFaults.unsupportedExpression(expression)
        }

    fun path(path: Expression.Path): Syntax.Path =
        Syntax.Path(path.elements.map { if (it is Long) Step.Index(it) else Step.NamePlaceholder(name(it as String)) })

    fun value(value: AttributeValue): Syntax.ValuePlaceholder {
        val placeholder = ":${values.size}"
        values[placeholder] = value
        return Syntax.ValuePlaceholder(placeholder)
    }

    private fun name(name: String): String = "#$name".also { names[it] = name }
}
