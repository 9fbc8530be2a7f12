package io.mockaws.services.dynamodb.expression

import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.value.AttributeType
import io.mockaws.services.dynamodb.value.AttributeValue
import io.mockaws.services.dynamodb.value.Attributes

/** The placeholders of a request, and which of them were used. */
internal class Bindings(
    private val names: Map<String, String>,
    private val values: Attributes,
) {
    private val unusedNames = LinkedHashSet(names.keys)
    private val unusedValues = LinkedHashSet(values.keys)

    fun name(placeholder: String): String {
        val name =
            names[placeholder] ?: throw InvalidExpression(
                "An expression attribute name used in the document path is not defined; attribute name: $placeholder",
            )
        unusedNames -= placeholder
        return name
    }

    fun value(placeholder: String): AttributeValue {
        val value =
            values[placeholder] ?: throw InvalidExpression(
                "An expression attribute value used in expression is not defined; attribute value: $placeholder",
            )
        unusedValues -= placeholder
        return value
    }

    fun path(path: Syntax.Path): DocumentPath {
        val elements =
            path.steps.map { step ->
                when (step) {
                    is Step.Name -> step.text
                    is Step.NamePlaceholder -> name(step.text)
                    is Step.Index -> step.index
                }
            }
        if (elements.size > DynamoDbLimits.NESTING_LEVELS) {
            throw InvalidExpression(
                "The document path has too many nesting levels; nesting levels: ${elements.size}",
            )
        }
        return DocumentPath(elements)
    }

    /** @throws InvalidExpression for the first placeholder that no expression used */
    fun checkAllUsed() {
        if (unusedNames.isNotEmpty()) throw InvalidExpression(unused("ExpressionAttributeNames", unusedNames))
        if (unusedValues.isNotEmpty()) throw InvalidExpression(unused("ExpressionAttributeValues", unusedValues))
    }

    private fun unused(
        parameter: String,
        keys: Set<String>,
    ) = "Value provided in $parameter unused in expressions: keys: {${keys.joinToString(", ")}}"
}

/** An operand that is bound to its request: a path, a value, or what a function makes of them. */
internal sealed interface Operand {
    /** The type that the value has in any item, where that is known. */
    val type: AttributeType?

    fun of(item: Attributes): AttributeValue?

    class Path(val path: DocumentPath) : Operand {
        override val type: AttributeType? get() = null

        override fun of(item: Attributes): AttributeValue? = path.resolve(item)
    }

    class Literal(val value: AttributeValue) : Operand {
        override val type: AttributeType get() = value.type

        override fun of(item: Attributes): AttributeValue = value
    }

    class Computed(override val type: AttributeType?, private val compute: (Attributes) -> AttributeValue?) : Operand {
        override fun of(item: Attributes): AttributeValue? = compute(item)
    }
}

/** @throws InvalidExpression for the first reserved word among the names of [paths] */
internal fun checkReserved(paths: Sequence<Syntax.Path>) {
    for (path in paths) {
        for (step in path.steps) {
            if (step is Step.Name && ReservedWords.contains(step.text)) {
                throw InvalidExpression("Attribute name is a reserved keyword; reserved keyword: ${step.text}")
            }
        }
    }
}
