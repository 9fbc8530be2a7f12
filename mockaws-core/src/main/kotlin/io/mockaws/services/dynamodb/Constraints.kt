package io.mockaws.services.dynamodb

import io.mockaws.services.dynamodb.value.AttributeValue
import io.mockaws.services.dynamodb.value.Attributes
import io.mockaws.services.dynamodb.value.nameProblem

/** What the model says of members of a request; all that is wrong is told at once, as AWS does. */
internal class Constraints {
    private var problems: MutableList<String>? = null

    /** The table of an operation on items. */
    fun tableName(value: String?) {
        required("tableName", value)
        name("tableName", value)
    }

    fun indexName(value: String?) = name("indexName", value)

    fun name(
        member: String,
        value: String?,
    ) {
        if (value?.startsWith("arn:") != true) plainName(member, value)
    }

    /** A name that no ARN can stand for. */
    fun plainName(
        member: String,
        value: String?,
    ) {
        if (value == null) return
        if (!isName(value)) fail(member, value, "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+")
        if (value.length < DynamoDbLimits.TABLE_NAME_MIN) {
            fail(member, value, "Member must have length greater than or equal to ${DynamoDbLimits.TABLE_NAME_MIN}")
        }
        if (value.length > DynamoDbLimits.TABLE_NAME_MAX) {
            fail(member, value, "Member must have length less than or equal to ${DynamoDbLimits.TABLE_NAME_MAX}")
        }
    }

    fun required(
        member: String,
        value: Any?,
    ) {
        if (value == null) fail(member, null, "Member must not be null")
    }

    fun oneOf(
        member: String,
        value: String?,
        allowed: List<String>,
    ) {
        if (value != null && value !in allowed) {
            fail(member, value, "Member must satisfy enum value set: ${allowed.joinToString(", ", "[", "]")}")
        }
    }

    fun atLeast(
        member: String,
        value: Number?,
        least: Long,
    ) {
        if (value != null &&
            value.toLong() < least
        ) {
            fail(member, value, "Member must have value greater than or equal to $least")
        }
    }

    fun atMost(
        member: String,
        value: Number?,
        most: Long,
    ) {
        if (value != null &&
            value.toLong() > most
        ) {
            fail(member, value, "Member must have value less than or equal to $most")
        }
    }

    fun length(
        member: String,
        value: Collection<*>?,
        allowed: IntRange,
    ) {
        fail(member, value, lengthProblem(value?.size, allowed) ?: return)
    }

    fun length(
        member: String,
        value: String?,
        allowed: IntRange,
    ) {
        fail(member, value, lengthProblem(value?.length, allowed) ?: return)
    }

    /** A length that each of [values] has to have. */
    fun lengthOfEach(
        member: String,
        values: Collection<String>?,
        allowed: IntRange,
    ) {
        if (values == null || values.all { it.length in allowed }) return
        fail(
            member,
            values,
            "Member must satisfy constraint: [Member must have length less than or equal to ${allowed.last}, " +
                "Member must have length greater than or equal to ${allowed.first}]",
        )
    }

    /** [length] as the operations word it that AWS has moved to its new checks: without [value], [member] as it was sent. */
    fun currentLength(
        member: String,
        value: Collection<*>?,
        allowed: IntRange,
    ) {
        tell("Value at '$member' failed to satisfy constraint: ${lengthProblem(value?.size, allowed) ?: return}")
    }

    private fun lengthProblem(
        length: Int?,
        allowed: IntRange,
    ): String? =
        when {
            length == null || length in allowed -> null
            length < allowed.first -> "Member must have length greater than or equal to ${allowed.first}"
            else -> "Member must have length less than or equal to ${allowed.last}"
        }

    fun returnConsumedCapacity(value: String?) = oneOf("returnConsumedCapacity", value, CAPACITY)

    fun returnItemCollectionMetrics(value: String?) = oneOf("returnItemCollectionMetrics", value, METRICS)

    fun returnValues(value: String?) = oneOf("returnValues", value, RETURN_VALUES)

    fun returnValuesOnConditionCheckFailure(
        value: String?,
        at: String = "",
    ) = oneOf("${at}returnValuesOnConditionCheckFailure", value, ON_FAILURE)

    fun select(value: String?) = oneOf("select", value, SELECT)

    fun conditionalOperator(value: String?) = oneOf("conditionalOperator", value, CONDITIONAL)

    fun fail(
        member: String,
        value: Any?,
        constraint: String,
    ) {
        val shown = if (value == null) "null" else "'$value'"
        tell("Value $shown at '$member' failed to satisfy constraint: $constraint")
    }

    private fun tell(problem: String) {
        val list = problems ?: ArrayList<String>(2).also { problems = it }
        if (list.size < MOST_TOLD) list += problem
    }

    fun check() {
        val found = problems ?: return
        val count = if (found.size == 1) "1 validation error" else "${found.size} validation errors"
        throw DynamoDbFaults.validation("$count detected: ${found.joinToString("; ")}")
    }

    companion object {
        private const val MOST_TOLD = 10
        private val CAPACITY = listOf("INDEXES", "TOTAL", "NONE")
        private val METRICS = listOf("SIZE", "NONE")
        private val RETURN_VALUES = listOf("ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW")
        private val ON_FAILURE = listOf("ALL_OLD", "NONE")
        private val SELECT = listOf("SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES")
        private val CONDITIONAL = listOf("OR", "AND")

        fun isName(value: String): Boolean =
            value.isNotEmpty() &&
                value.all { it in 'a'..'z' || it in 'A'..'Z' || it in '0'..'9' || it == '_' || it == '.' || it == '-' }

        /** The table of an operation on tables, whose complaints AWS words differently. */
        fun checkTableName(
            value: String?,
            member: String = "tableName",
        ) {
            if (value == null) {
                throw DynamoDbFaults.validation(
                    "The parameter 'TableName' is required but was not present in the request"
                )
            }
            if (value.startsWith("arn:")) return
            if (value.length !in DynamoDbLimits.TABLE_NAME_MIN..DynamoDbLimits.TABLE_NAME_MAX) {
                throw DynamoDbFaults.validation(
                    "TableName must be at least 3 characters long and at most 255 characters long"
                )
            }
            Constraints().apply { name(member, value) }.check()
        }

        /** @throws io.mockaws.engine.AwsFault for the first name that is none */
        fun checkNames(names: Collection<String>?) {
            for (name in names.orEmpty()) throw DynamoDbFaults.validation(nameProblem(name) ?: continue)
        }

        /** @throws io.mockaws.engine.AwsFault for the first name or value that is none */
        fun checkValues(
            attributes: Attributes?,
            wording: Wording = Wording.CURRENT,
        ) {
            if (attributes == null) return
            checkNames(attributes.keys)
            for (value in attributes.values) {
                if (value is AttributeValue.Invalid) throw DynamoDbFaults.validation(wording.of(value))
            }
        }
    }
}
