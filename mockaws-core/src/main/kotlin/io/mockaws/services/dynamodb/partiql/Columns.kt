package io.mockaws.services.dynamodb.partiql

import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.expression.DocumentPath
import io.mockaws.services.dynamodb.expression.ItemProjection
import io.mockaws.services.dynamodb.value.AttributeValue
import io.mockaws.services.dynamodb.value.Attributes

/**
 * What a `SELECT` lists. Unlike in a projection expression each path is an attribute of its own, named as the path
 * from its last name on: `a.b.c[1]` is `c[1]`.
 */
internal class Columns private constructor(
    private val byName: Map<String, DocumentPath>,
) : ItemProjection {
    override val paths: List<DocumentPath> get() = byName.values.toList()

    override fun of(item: Attributes): Attributes {
        val row = LinkedHashMap<String, AttributeValue>()
        byName.forEach { (name, path) -> path.resolve(item)?.let { row[name] = it } }
        return row
    }

    companion object {
        fun of(expressions: List<Expression>): Columns {
            val byName = LinkedHashMap<String, DocumentPath>()
            for (expression in expressions) {
                if (expression !is Expression.Path) {
                    throw PartiQlFaults.at("Unexpected path component", expression.position)
                }
                val name = nameOf(expression.elements)
                if (byName.put(name, DocumentPath(expression.elements)) != null) {
                    throw DynamoDbFaults.validation("The SELECT list has two columns of one name: $name")
                }
            }
            return Columns(byName)
        }

        private fun nameOf(elements: List<Any>): String {
            val last = elements.indexOfLast { it is String }
            return elements.drop(last + 1).joinToString("", elements[last] as String) { "[$it]" }
        }
    }
}
