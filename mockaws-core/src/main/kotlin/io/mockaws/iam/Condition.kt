package io.mockaws.iam

/** One key of a `Condition` block with all that it may be: `"StringLike": {"s3:prefix": ["home"]}`. */
internal class Condition(
    /** As it is written: `ForAnyValue:StringEqualsIfExists`. */
    val operatorName: String,
    /** As it is written. */
    val keyName: String,
    /** As they are written. */
    val values: List<String>,
    hasVariables: Boolean,
) {
    private val set = Quantifier.entries.firstOrNull { operatorName.startsWith(it.prefix, ignoreCase = true) }
    private val ifExists: Boolean
    private val isNull: Boolean
    private val operator: Operator?
    private val comparisons: List<Operator.Comparison>
    private val key = keyName.lowercase()

    init {
        val bare = operatorName.substringAfter(':')
        ifExists = bare.endsWith(IF_EXISTS, ignoreCase = true)
        val name = if (ifExists) bare.dropLast(IF_EXISTS.length) else bare
        isNull = name.equals(Operator.NULL, ignoreCase = true)
        operator = Operator.named(name)
        val isKnown = if (isNull) !ifExists else operator != null
        if (!isKnown || (':' in operatorName && set == null)) {
            throw MalformedPolicy("Invalid Condition type : $operatorName")
        }
        comparisons = operator?.let { values.map { value -> it.comparison(value, hasVariables) } }.orEmpty()
    }

    private enum class Quantifier(
        val prefix: String,
    ) {
        ALL("ForAllValues:"),
        ANY("ForAnyValue:"),
    }

    /** Whether the request is as this says. */
    fun holds(keys: ConditionKeys): Boolean {
        val actual = keys.values(key)
        if (operator == null) return values.any { it.equals("${actual == null}", ignoreCase = true) }
        if (actual.isNullOrEmpty()) {
            return ifExists || set == Quantifier.ALL || (operator.isNegated && set == null)
        }
        return when (set) {
            Quantifier.ALL -> actual.all { holds(it, operator, keys) }

            Quantifier.ANY -> actual.any { holds(it, operator, keys) }

            // AWS does not say; several values are then as one that has any of them.
            null -> actual.any { isAmong(it, keys) } != operator.isNegated
        }
    }

    private fun holds(
        value: String,
        operator: Operator,
        keys: ConditionKeys,
    ) = isAmong(value, keys) != operator.isNegated

    private fun isAmong(
        value: String,
        keys: ConditionKeys,
    ): Boolean {
        for (i in comparisons.indices) if (comparisons[i].matches(value, keys)) return true
        return false
    }

    private companion object {
        const val IF_EXISTS = "IfExists"
    }
}
