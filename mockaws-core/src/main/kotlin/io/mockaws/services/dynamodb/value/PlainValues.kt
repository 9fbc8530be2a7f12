package io.mockaws.services.dynamodb.value

import io.mockaws.wire.Blob
import java.math.BigDecimal

/** Attribute values from and to what Kotlin and Java have of their own. */
internal object PlainValues {
    /** Digits that any Long has room for. */
    private const val DIGITS = 18

    fun toAttributes(item: Map<String, Any?>): Attributes = item.mapValues { (_, value) -> toValue(value) }

    /** @throws IllegalArgumentException when DynamoDB has no such value */
    fun toValue(value: Any?): AttributeValue =
        when (value) {
            null -> AttributeValue.Null

            is String -> AttributeValue.S(value)

            is Number -> AttributeValue.N(number(value))

            is Boolean -> AttributeValue.Bool(value)

            is ByteArray -> AttributeValue.B(Blob(value.copyOf()))

            is Set<*> -> set(value)

            is Map<*, *> -> AttributeValue.M(
                value.entries.associate { (key, member) ->
                    key.toString() to
                        toValue(member)
                }
            )

            is Iterable<*> -> AttributeValue.L(value.map { toValue(it) })

            else -> throw IllegalArgumentException("DynamoDB has no value for ${value.javaClass.name}")
        }

    fun ofAttributes(attributes: Attributes): Map<String, Any?> = attributes.mapValues { (_, value) -> ofValue(value) }

    private fun ofValue(value: AttributeValue): Any? =
        when (value) {
            is AttributeValue.S -> value.value
            is AttributeValue.N -> plain(value.value)
            is AttributeValue.B -> value.value.bytes.copyOf()
            is AttributeValue.SS -> value.values
            is AttributeValue.NS -> value.values.mapTo(LinkedHashSet()) { plain(it) }
            is AttributeValue.BS -> value.values.mapTo(LinkedHashSet()) { it.bytes.copyOf() }
            is AttributeValue.M -> ofAttributes(value.values)
            is AttributeValue.L -> value.values.map { ofValue(it) }
            AttributeValue.Null -> null
            is AttributeValue.Bool -> value.value
            is AttributeValue.Invalid -> error("A table holds no invalid value: $value")
        }

    /** As a test writes it: `shouldBe 42` must not fail because DynamoDB has decimals only. */
    private fun plain(number: DecimalNumber): Number {
        val whole = number.decimal.takeIf {
            it.stripTrailingZeros().scale() <= 0 &&
                it.precision() - it.scale() <= DIGITS
        }
        val long = whole?.toLong() ?: return number.decimal
        return if (long.toInt().toLong() == long) long.toInt() else long
    }

    private fun number(value: Number): DecimalNumber =
        try {
            DecimalNumber.of(BigDecimal(value.toString()))
        } catch (invalid: NumberFormatException) {
            throw IllegalArgumentException("DynamoDB has no number $value", invalid)
        } catch (invalid: InvalidNumber) {
            throw IllegalArgumentException(invalid.message, invalid)
        }

    private fun set(values: Set<*>): AttributeValue {
        require(values.isNotEmpty()) { "DynamoDB has no empty set" }
        return when {
            values.all { it is String } -> AttributeValue.SS(values.mapTo(LinkedHashSet()) { it as String })

            values.all { it is Number } -> AttributeValue.NS(values.mapTo(LinkedHashSet()) { number(it as Number) })

            values.all {
                it is ByteArray
            } -> AttributeValue.BS(values.mapTo(LinkedHashSet()) { Blob((it as ByteArray).copyOf()) })

            else -> throw IllegalArgumentException(
                "A set of DynamoDB's holds strings, numbers or binaries, all of one kind: $values"
            )
        }
    }
}
