package io.mockaws.services.dynamodb.expression

import io.mockaws.services.dynamodb.value.AttributeType
import io.mockaws.services.dynamodb.value.AttributeValue
import io.mockaws.services.dynamodb.value.Attributes
import io.mockaws.services.dynamodb.value.DecimalNumber
import io.mockaws.services.dynamodb.value.compareOrNull
import io.mockaws.services.dynamodb.value.utf8Length

/** Whether an item meets a condition. */
internal fun interface Predicate {
    fun test(item: Attributes): Boolean
}

/** What the operators and functions say of two values; null is an attribute that is not there. */
internal object Predicates {
    fun compare(
        operator: String,
        left: AttributeValue?,
        right: AttributeValue?,
    ): Boolean {
        when (operator) {
            "=" -> return left != null && left == right

            // What is not there equals nothing, not even what is not there either.
            "<>" -> return left == null || left != right
        }
        if (left == null || right == null) return false
        val order = compareOrNull(left, right) ?: return false
        return when (operator) {
            "<" -> order < 0
            "<=" -> order <= 0
            ">" -> order > 0
            else -> order >= 0
        }
    }

    fun beginsWith(
        value: AttributeValue?,
        prefix: AttributeValue?,
    ): Boolean =
        when (value) {
            is AttributeValue.S -> prefix is AttributeValue.S && value.value.startsWith(prefix.value)
            is AttributeValue.B -> prefix is AttributeValue.B && startsWith(value.value.bytes, prefix.value.bytes, 0)
            else -> false
        }

    fun contains(
        value: AttributeValue?,
        wanted: AttributeValue?,
    ): Boolean {
        if (wanted == null) return false
        return when (value) {
            is AttributeValue.S -> wanted is AttributeValue.S && wanted.value in value.value
            is AttributeValue.B -> wanted is AttributeValue.B && contains(value.value.bytes, wanted.value.bytes)
            is AttributeValue.SS -> wanted is AttributeValue.S && wanted.value in value.values
            is AttributeValue.NS -> wanted is AttributeValue.N && wanted.value in value.values
            is AttributeValue.BS -> wanted is AttributeValue.B && wanted.value in value.values
            is AttributeValue.L -> wanted in value.values
            else -> false
        }
    }

    fun size(value: AttributeValue?): AttributeValue? {
        val size =
            when (value) {
                is AttributeValue.S -> utf8Length(value.value)
                is AttributeValue.B -> value.value.size
                is AttributeValue.SS -> value.values.size
                is AttributeValue.NS -> value.values.size
                is AttributeValue.BS -> value.values.size
                is AttributeValue.M -> value.values.size
                is AttributeValue.L -> value.values.size
                else -> return null
            }
        return AttributeValue.N(DecimalNumber.of(size.toLong()))
    }

    fun hasType(
        value: AttributeValue?,
        type: AttributeType,
    ): Boolean = value != null && value.type == type

    private fun contains(
        bytes: ByteArray,
        wanted: ByteArray,
    ): Boolean = (0..bytes.size - wanted.size).any { startsWith(bytes, wanted, it) }

    private fun startsWith(
        bytes: ByteArray,
        prefix: ByteArray,
        from: Int,
    ): Boolean =
        from + prefix.size <= bytes.size &&
            java.util.Arrays.equals(bytes, from, from + prefix.size, prefix, 0, prefix.size)
}
