package io.mockaws.services.dynamodb.expression

import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.value.AttributeType
import io.mockaws.services.dynamodb.value.AttributeValue
import io.mockaws.services.dynamodb.value.Attributes
import kotlinx.serialization.Serializable

// The parameters that expressions came to replace:
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html

/** `Condition`: what a filter or key condition says of one attribute. */
@Serializable
internal data class LegacyCondition(
    val comparisonOperator: String? = null,
    val attributeValueList: List<AttributeValue>? = null,
)

@Serializable
internal data class ExpectedAttributeValue(
    val comparisonOperator: String? = null,
    val attributeValueList: List<AttributeValue>? = null,
    val value: AttributeValue? = null,
    val exists: Boolean? = null,
)

/** `AttributeValueUpdate`. */
@Serializable
internal data class LegacyUpdate(
    val action: String? = null,
    val value: AttributeValue? = null,
)

/** Expressions and what they replaced do not go together in one request. */
internal class ParameterStyles(
    private val names: Map<String, String>? = null,
    private val values: Attributes? = null,
) {
    private var modern: MutableList<String>? = null
    private var legacy: MutableList<String>? = null
    private val absent = ArrayList<String>(2)
    private var misused: String? = null

    fun modern(
        parameter: String,
        value: String?,
    ) = apply {
        if (value != null) {
            modern = (modern ?: ArrayList(2)).apply { add(parameter) }
        } else if (parameter != "ProjectionExpression") {
            absent += parameter
        }
    }

    fun legacy(
        parameter: String,
        value: Any?,
    ) = apply { if (value != null) legacy = (legacy ?: ArrayList(2)).apply { add(parameter) } }

    /**
     * `ConditionalOperator`, which goes with [conditions] alone and needs two of them
     * (https://github.com/ExtendDB/extenddb/pull/213 has AWS's words).
     */
    fun conditionalOperator(
        operator: String?,
        conditions: Map<String, *>?,
    ) = apply {
        legacy("ConditionalOperator", operator)
        if (operator == null) return@apply
        misused =
            when (conditions?.size ?: 0) {
                0 -> "ConditionalOperator cannot be used without Filter or Expected"
                1 -> "ConditionalOperator can only be used when Filter or Expected has two or more elements"
                else -> null
            }
    }

    /** [tellsAbsent] is whether the message names the expressions that are not there. */
    fun check(tellsAbsent: Boolean = true) {
        val expressions = modern
        if (expressions != null && legacy != null) {
            throw DynamoDbFaults.validation(
                "Can not use both expression and non-expression parameters in the same request: " +
                    "Non-expression parameters: {${legacy!!.joinToString(", ")}} " +
                    "Expression parameters: {${expressions.joinToString(", ")}}",
            )
        }
        misused?.let { throw DynamoDbFaults.validation(it) }
        if (names != null && expressions == null) {
            throw DynamoDbFaults.validation("ExpressionAttributeNames can only be specified when using expressions")
        }
        if (values != null && (expressions == null || expressions == listOf("ProjectionExpression"))) {
            val verb = if (absent.size > 1) "are" else "is"
            val detail = if (tellsAbsent) ": ${absent.joinToString(" and ")} $verb null" else ""
            throw DynamoDbFaults.validation(
                "ExpressionAttributeValues can only be specified when using expressions$detail"
            )
        }
    }
}

/** `AttributesToGet`. */
internal fun attributesToGet(names: List<String>?): ProjectionTree? {
    if (names == null) return null
    Constraints.checkNames(names)
    val repeated = names.firstOrNull { name -> names.count { it == name } > 1 }
    if (repeated != null) throw DynamoDbFaults.invalidParameter("Duplicate value in attribute name: $repeated")
    return ProjectionTree(names.map { DocumentPath(listOf(it)) })
}

/** `Expected`. */
internal fun expectation(
    expected: Map<String, ExpectedAttributeValue>?,
    conditionalOperator: String?,
): Predicate? {
    if (expected == null) return null
    Constraints.checkNames(expected.keys)
    val terms = expected.map { (name, condition) -> DocumentPath(listOf(name)) to normalized(name, condition) }
    return combined(terms, conditionalOperator)
}

/** `QueryFilter` and `ScanFilter`. */
internal fun legacyFilter(
    conditions: Map<String, LegacyCondition>?,
    conditionalOperator: String?,
): Predicate? {
    if (conditions == null) return null
    val terms = conditions.map { (name, condition) -> DocumentPath(listOf(name)) to checked(condition) }
    return combined(terms, conditionalOperator)
}

/** `KeyConditions`. */
internal fun keyTermsOf(conditions: Map<String, LegacyCondition>): Map<String, KeyTerm> =
    conditions.mapValues { (_, condition) ->
        val operator =
            KEY_OPERATORS[checked(condition).comparisonOperator]
                ?: throw DynamoDbFaults.validation("Attempted conditional constraint is not an indexable operation")
        KeyTerm(operator, condition.attributeValueList.orEmpty())
    }

/** `AttributeUpdates`. */
internal fun updateOf(updates: Map<String, LegacyUpdate>?): Update? {
    if (updates == null) return null
    Constraints.checkNames(updates.keys)
    val clauses = updates.map { (name, update) -> DocumentPath(listOf(name)) to action(update) }
    return Update(clauses, emptyList(), mismatch = "Type mismatch for attribute to update")
}

private fun action(update: LegacyUpdate): Action {
    val value = update.value
    if (value is AttributeValue.Invalid) throw DynamoDbFaults.validation(value.message)
    if (value == null) {
        if (update.action == "DELETE") return Action.Remove
        throw DynamoDbFaults.invalidParameter("Only DELETE action is allowed when no attribute value is specified")
    }
    return when (update.action) {
        null, "PUT" -> Action.Set(Operand.Literal(value))

        "DELETE" -> {
            if (value.type.isSet) return Action.Delete(value)
            throw DynamoDbFaults.invalidParameter(
                "DELETE action with value is not supported for the type ${value.type}"
            )
        }

        "ADD" -> {
            if (value.type.isSet || value.type == AttributeType.N ||
                value.type == AttributeType.L
            ) {
                return Action.Add(value)
            }
            throw DynamoDbFaults.invalidParameter("ADD action is not supported for the type ${value.type}")
        }

        else -> throw DynamoDbFaults.validation(
            "1 validation error detected: Value '${update.action}' at 'attributeUpdates.member.action' failed to " +
                "satisfy constraint: Member must satisfy enum value set: [ADD, DELETE, PUT]",
        )
    }
}

/** An expectation as a condition; without an operator it is about equality or being there. */
private fun normalized(
    name: String,
    condition: ExpectedAttributeValue,
): LegacyCondition {
    fun refuse(what: String): Nothing = throw DynamoDbFaults.invalidParameter("$what for Attribute: $name")
    val (operator, list, value, exists) = condition
    if (list != null && value != null) refuse("Value and AttributeValueList cannot be used together")
    if (operator != null) {
        if (exists != null) refuse("Exists and ComparisonOperator cannot be used together")
        if (operator != "NULL" && operator != "NOT_NULL" && list == null && value == null) {
            refuse("Value or AttributeValueList must be used with ComparisonOperator: $operator")
        }
        return checked(LegacyCondition(operator, list ?: listOfNotNull(value)))
    }
    if (list != null) refuse("AttributeValueList can only be used with a ComparisonOperator")
    if (exists == false) {
        if (value != null) refuse("Value cannot be used when Exists is false")
        return LegacyCondition("NULL")
    }
    return checked(LegacyCondition("EQ", listOf(value ?: refuse("Value must be provided when Exists is $exists"))))
}

private fun checked(condition: LegacyCondition): LegacyCondition {
    val operator = condition.comparisonOperator
    val values = condition.attributeValueList.orEmpty()
    values.forEach { if (it is AttributeValue.Invalid) throw DynamoDbFaults.validation(it.message) }
    val wanted =
        ARGUMENTS[operator] ?: throw DynamoDbFaults.validation(
            "1 validation error detected: Value '$operator' at 'comparisonOperator' failed to satisfy constraint: " +
                "Member must satisfy enum value set: ${ARGUMENTS.keys}",
        )
    if (values.size !in wanted) {
        throw DynamoDbFaults.invalidParameter("Invalid number of argument(s) for the $operator ComparisonOperator")
    }
    if (values.any { it.type != values[0].type }) {
        throw DynamoDbFaults.invalidParameter("AttributeValues inside AttributeValueList must be of same type")
    }
    val fit = FIT[operator]
    val unfit = values.firstOrNull { fit != null && it.type !in fit }
    if (unfit != null) {
        throw DynamoDbFaults.invalidParameter(
            "ComparisonOperator $operator is not valid for ${unfit.type} AttributeValue type"
        )
    }
    if (operator == "BETWEEN" && Predicates.compare(">", values[0], values[1])) {
        throw DynamoDbFaults.validation(
            "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound",
        )
    }
    return condition
}

private fun combined(
    terms: List<Pair<DocumentPath, LegacyCondition>>,
    conditionalOperator: String?,
): BoundCondition {
    val predicates = terms.map { (path, condition) -> Predicate { matches(path.resolve(it), condition) } }
    val predicate =
        if (conditionalOperator == "OR") {
            Predicate { item -> predicates.any { it.test(item) } }
        } else {
            Predicate { item -> predicates.all { it.test(item) } }
        }
    return BoundCondition(predicate, terms.map { it.first })
}

private fun matches(
    value: AttributeValue?,
    condition: LegacyCondition,
): Boolean {
    val arguments = condition.attributeValueList.orEmpty()
    return when (val operator = condition.comparisonOperator) {
        "NULL" -> value == null
        "NOT_NULL" -> value != null
        "CONTAINS" -> Predicates.contains(value, arguments[0])
        "NOT_CONTAINS" -> value != null && !Predicates.contains(value, arguments[0])
        "IN" -> value != null && value in arguments
        "NE" -> value != arguments[0]
        else -> value != null && KeyTerm(KEY_OPERATORS.getValue(operator!!), arguments).test(value)
    }
}

private val KEY_OPERATORS =
    mapOf(
        "EQ" to "=",
        "LT" to "<",
        "LE" to "<=",
        "GT" to ">",
        "GE" to ">=",
        "BETWEEN" to "BETWEEN",
        "BEGINS_WITH" to "begins_with"
    )

private val ARGUMENTS: Map<String?, IntRange> =
    mapOf(
        "IN" to 1..Int.MAX_VALUE,
        "NULL" to 0..0,
        "BETWEEN" to 2..2,
        "LT" to 1..1,
        "NOT_CONTAINS" to 1..1,
        "EQ" to 1..1,
        "GT" to 1..1,
        "NOT_NULL" to 0..0,
        "NE" to 1..1,
        "LE" to 1..1,
        "BEGINS_WITH" to 1..1,
        "GE" to 1..1,
        "CONTAINS" to 1..1,
    )

/** What operators take; those that are not here take everything. */
private val FIT: Map<String?, Set<AttributeType>> =
    listOf("LT", "LE", "GT", "GE", "BETWEEN", "CONTAINS", "NOT_CONTAINS", "IN")
        .associateWith { setOf(AttributeType.S, AttributeType.N, AttributeType.B) } +
        ("BEGINS_WITH" to setOf(AttributeType.S, AttributeType.B))
