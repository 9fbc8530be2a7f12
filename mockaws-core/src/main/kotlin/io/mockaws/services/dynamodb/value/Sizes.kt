package io.mockaws.services.dynamodb.value

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html

/** The bytes that count against an item's limit: names and values. */
internal fun sizeOf(attributes: Attributes): Int {
    var size = 0
    for ((name, value) in attributes) size += utf8Length(name) + sizeOf(value)
    return size
}

private fun sizeOf(value: AttributeValue): Int =
    when (value) {
        is AttributeValue.S -> utf8Length(value.value)
        is AttributeValue.N -> value.value.size
        is AttributeValue.B -> value.value.size
        is AttributeValue.SS -> value.values.sumOf { utf8Length(it) }
        is AttributeValue.NS -> value.values.sumOf { it.size }
        is AttributeValue.BS -> value.values.sumOf { it.size }
        is AttributeValue.M -> CONTAINER + value.values.size + sizeOf(value.values)
        is AttributeValue.L -> CONTAINER + value.values.size + value.values.sumOf { sizeOf(it) }
        AttributeValue.Null, is AttributeValue.Bool -> 1
        is AttributeValue.Invalid -> 0
    }

/** How many levels of lists and maps [value] has; a scalar or set has none. */
internal fun depthOf(value: AttributeValue): Int =
    when (value) {
        is AttributeValue.M -> 1 + (value.values.values.maxOfOrNull { depthOf(it) } ?: 0)
        is AttributeValue.L -> 1 + (value.values.maxOfOrNull { depthOf(it) } ?: 0)
        else -> 0
    }

private const val CONTAINER = 3
