package io.mockaws.services.dynamodb.partiql

import io.mockaws.engine.AwsFault
import io.mockaws.services.dynamodb.expression.Syntax
import io.mockaws.services.dynamodb.expression.Update
import io.mockaws.services.dynamodb.expression.UpdateBinder
import io.mockaws.services.dynamodb.expression.UpdateSection

/**
 * Makes an update of the clauses of an `UPDATE`: `set_add` and `set_delete` are the `ADD` and `DELETE` of an update
 * expression, the rest is `SET` and `REMOVE`.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.update.html
 */
internal class Updates(
    private val values: Values,
) {
    private val placeholders = Placeholders(values)
    private val sections = LinkedHashMap<String, MutableList<UpdateSection.Clause>>()

    fun of(clauses: List<Clause>): Update =
        PartiQlFaults.translating {
            clauses.forEach { clause(it) }
            val all = sections.map { (keyword, parts) -> UpdateSection(keyword, parts) }
            UpdateBinder(placeholders.bindings()).bind(all)
        }

    private fun clause(clause: Clause) {
        val value = clause.value
        when {
            value == null -> add("REMOVE", clause.path, null)

            value is Expression.Call && value.name == "set_add" -> add("ADD", clause.path, members(clause.path, value))

            value is Expression.Call && value.name == "set_delete" -> add(
                "DELETE",
                clause.path,
                members(clause.path, value)
            )

            else -> add("SET", clause.path, operand(value))
        }
    }

    private fun add(
        keyword: String,
        path: Expression.Path,
        operand: Syntax.Operand?,
    ) {
        sections.getOrPut(keyword) { ArrayList() } += UpdateSection.Clause(placeholders.path(path), operand)
    }

    /** The set that `set_add(path, set)` adds to its own path. */
    private fun members(
        path: Expression.Path,
        call: Expression.Call,
    ): Syntax.Operand {
        val name = call.name.uppercase()
        if (call.arguments.size != 2) throw PartiQlFaults.at("$name must have exactly two arguments", call.position)
        val (first, second) = call.arguments
        if ((first as? Expression.Path)?.elements != path.elements) {
            throw PartiQlFaults.at("The first argument to $name must equal the assignment value", call.position)
        }
        val set = if (values.isConstant(second)) values.of(second) else null
        if (set == null || !set.type.isSet) throw noSet(name, first.position)
        return placeholders.value(set)
    }

    private fun noSet(
        function: String,
        position: Position,
    ): AwsFault = PartiQlFaults.at("The second argument to $function must be a value with type SET", position)

    private fun operand(expression: Expression): Syntax.Operand =
        when {
            expression is Expression.Call && expression.name == "list_append" ->
                Syntax.Call(expression.name, expression.arguments.map { operand(it) })

            expression is Expression.Infix && (expression.operator == "+" || expression.operator == "-") ->
                Syntax.Arithmetic(expression.operator, operand(expression.left), operand(expression.right))

            expression is Expression.Call -> throw PartiQlFaults.unrecognizedFunction(expression)

            else -> placeholders.operand(expression)
        }
}
