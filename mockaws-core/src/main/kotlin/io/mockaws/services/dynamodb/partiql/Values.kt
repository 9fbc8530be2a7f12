package io.mockaws.services.dynamodb.partiql

import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.Wording
import io.mockaws.services.dynamodb.table.checkNesting
import io.mockaws.services.dynamodb.value.AttributeValue
import io.mockaws.services.dynamodb.value.DecimalNumber
import io.mockaws.services.dynamodb.value.InvalidNumber

/**
 * The values of a statement: its literals, and its parameters where a `?` stands.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.data-types.html
 */
internal class Values(
    private val parameters: List<AttributeValue>,
) {
    /** @throws io.mockaws.engine.AwsFault when [expression] is none of the values that DynamoDB has */
    fun of(expression: Expression): AttributeValue =
        if (expression is Expression.Parameter) parameters[expression.index] else literal(expression, "root", depth = 0)

    /** Whether [expression] says its value by itself, whatever the item is. */
    fun isConstant(expression: Expression): Boolean =
        when (expression) {
            is Expression.Literal, is Expression.Number, is Expression.Parameter -> true
            is Expression.Elements, is Expression.Bag, is Expression.Tuple -> true
            else -> false
        }

    /** The attributes of an `INSERT`, each the root of its own value. */
    fun attributes(expression: Expression): Map<String, AttributeValue> {
        val value =
            when (expression) {
                is Expression.Tuple ->
                    AttributeValue.M(
                        expression.members.associateTo(LinkedHashMap()) { (name, value) ->
                            name to
                                of(value)
                        }
                    )

                else -> of(expression)
            }
        return (value as? AttributeValue.M)?.values
            ?: throw PartiQlFaults.at("Unsupported data type: ${expression.shown} under key root", expression.position)
    }

    private fun literal(
        expression: Expression,
        path: String,
        depth: Int,
    ): AttributeValue {
        if (depth >= DynamoDbLimits.NESTING_LEVELS) {
            throw DynamoDbFaults.validation("Nesting Levels have exceeded supported limits under $path")
        }
        return when (expression) {
            is Expression.Literal -> expression.value

            is Expression.Number -> AttributeValue.N(number(expression, path))

            is Expression.Elements -> AttributeValue.L(
                expression.elements.mapIndexed { i, element -> literal(element, "$path[$i]", depth + 1) }
            )

            is Expression.Tuple -> AttributeValue.M(
                expression.members.associateTo(LinkedHashMap()) { (name, value) ->
                    name to literal(value, "$path.$name", depth + 1)
                }
            )

            is Expression.Bag -> bag(expression, path)

            else -> throw PartiQlFaults.at(
                "Unsupported data type: ${expression.shown} under key $path",
                expression.position
            )
        }
    }

    private fun number(
        expression: Expression.Number,
        path: String,
    ): DecimalNumber =
        try {
            DecimalNumber.of(expression.value)
        } catch (invalid: InvalidNumber) {
            throw DynamoDbFaults.validation("${invalid.message} under $path")
        }

    private fun bag(
        bag: Expression.Bag,
        path: String,
    ): AttributeValue {
        val elements = bag.elements
        if (elements.isEmpty()) throw DynamoDbFaults.validation("Empty bags are not supported")
        if (elements.all { it is Expression.Number }) {
            val numbers = elements.mapTo(LinkedHashSet()) { number(it as Expression.Number, path) }
            if (numbers.size < elements.size) throw duplicates(elements.map { it.shown }, "! under $path")
            return AttributeValue.NS(numbers)
        }
        val strings = elements.mapNotNull { ((it as? Expression.Literal)?.value as? AttributeValue.S)?.value }
        if (strings.size < elements.size) {
            throw DynamoDbFaults.validation(
                "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags",
            )
        }
        if (strings.toSet().size < strings.size) throw duplicates(strings, ".")
        return AttributeValue.SS(LinkedHashSet(strings))
    }

    private fun duplicates(
        shown: List<String>,
        end: String,
    ) = DynamoDbFaults.invalidParameter("Input collection $shown contains duplicates$end")

    companion object {
        /** To be called before the statement is read: AWS looks at what the parameters hold first. */
        fun check(parameters: List<AttributeValue>?) {
            for (parameter in parameters.orEmpty()) {
                val single = mapOf("?" to parameter)
                Constraints.checkValues(single, Wording.OLDER)
                checkNesting(single)
            }
        }

        fun of(
            statement: Statement,
            parameters: List<AttributeValue>?,
        ): Values {
            if (statement.parameters > (parameters?.size ?: 0)) {
                throw DynamoDbFaults.validation("Number of parameters in request and statement don't match.")
            }
            return Values(parameters.orEmpty())
        }
    }
}
