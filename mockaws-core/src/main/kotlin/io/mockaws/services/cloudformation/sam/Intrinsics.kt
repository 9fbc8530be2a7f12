package io.mockaws.services.cloudformation.sam

internal fun ref(id: String): Fields = fieldsOf("Ref" to id)

internal fun getAtt(
    id: String,
    attribute: String,
): Fields = fieldsOf("Fn::GetAtt" to itemsOf(id, attribute))

internal fun sub(
    text: String,
    variables: Fields? = null,
): Fields = fieldsOf("Fn::Sub" to if (variables.isNullOrEmpty()) text else itemsOf(text, variables))

internal fun conditional(
    condition: Any?,
    yes: Any?,
    no: Any? = ref("AWS::NoValue"),
): Fields = fieldsOf("Fn::If" to itemsOf(condition, yes, no))

internal fun notCondition(name: Any?): Fields = fieldsOf("Fn::Not" to itemsOf(fieldsOf("Condition" to name)))

internal fun anyCondition(names: Collection<String>): Fields = fieldsOf(
    "Fn::Or" to names.mapTo(mutableListOf<Any?>()) {
        fieldsOf("Condition" to it)
    }
)

/** Whether all of [names] hold, in the form that SAM gives it: one level deeper than [anyCondition]. */
internal fun allConditions(names: Collection<String>): Fields =
    fieldsOf("Fn::And" to names.mapTo(mutableListOf<Any?>()) { fieldsOf("Condition" to fieldsOf("Condition" to it)) })

internal fun isIntrinsic(value: Any?): Boolean =
    value is Fields && value.size == 1 &&
        value.keys.first().let { it == "Ref" || it == "Condition" || it.startsWith("Fn::") }

internal fun isIf(value: Any?): Boolean = isIntrinsic(value) && "Fn::If" in value as Fields

internal fun isNoValue(value: Any?): Boolean = isIntrinsic(value) && (value as Fields)["Ref"] == "AWS::NoValue"

/** Condition, value if it holds, value if not; null where Fn::If has not three. */
internal fun branchesOf(value: Any?): Items? = (value as? Fields)?.items("Fn::If")?.takeIf { it.size == IF_ITEMS }

internal const val IF_COMPLAINT: String = "Fn::If requires 3 arguments"

private const val IF_ITEMS = 3
private const val MOST_CONDITIONS = 10

/** Which resource [value] refers to by Ref or Fn::GetAtt. */
internal fun referredId(value: Any?): String? {
    if (!isIntrinsic(value)) return null
    val fields = value as Fields
    fields.text("Ref")?.let { return it }
    return when (val of = fields["Fn::GetAtt"]) {
        is List<*> -> (of.firstOrNull() as? String)?.takeIf { of.size == 2 }
        is String -> of.split('.').takeIf { it.size == 2 }?.first()
        else -> null
    }
}

/**
 * Conditions that together say whether any of [names] holds, the last of them by name [name]: CloudFormation takes
 * ten in one.
 */
internal fun combinedCondition(
    names: List<String>,
    name: String,
): Map<String, Fields> {
    val made = LinkedHashMap<String, Fields>()
    var rest = names
    var number = (rest.size - 2) / (MOST_CONDITIONS - 1)
    while (rest.size > 1) {
        val next = if (number > 0) "$name${number--}" else name
        made[next] = anyCondition(rest.take(MOST_CONDITIONS))
        rest = rest.drop(MOST_CONDITIONS) + next
    }
    return made
}

internal fun tagList(tags: Fields?): Items = tags?.ordered().orEmpty().mapTo(mutableListOf()) {
    fieldsOf(
        "Key" to it,
        "Value" to (tags!![it] ?: "")
    )
}
