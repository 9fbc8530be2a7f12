package io.mockaws.services.dynamodb.value

import java.math.BigDecimal

/**
 * DynamoDB's number: 38 significant digits, magnitude 1E-130 to 9.99...E+125, and zero.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number
 */
internal class DecimalNumber private constructor(
    /** Without exponent, plus sign, leading or trailing zeros: one text for each number. */
    val text: String,
    private var parsed: BigDecimal?,
) : Comparable<DecimalNumber> {
    val decimal: BigDecimal get() = parsed ?: BigDecimal(text).also { parsed = it }

    /** Bytes that the number takes in an item: one for each two significant digits, one more, and one for a minus. */
    val size: Int
        get() {
            var digits = 0
            var point = -1
            var first = -1
            var last = -1
            for (c in text) {
                if (c == '-') continue
                if (c == '.') {
                    point = digits
                    continue
                }
                if (c != '0') {
                    if (first < 0) first = digits
                    last = digits
                }
                digits++
            }
            if (first < 0) return 1
            val significant = last - first + 1
            val exponent = (if (point < 0) digits else point) - first - 1
            // Digits lie in pairs around the point.
            val pad = if (significant % 2 != 0 || exponent % 2 != 0) 0 else 1
            return 1 + (significant + 1) / 2 + pad + (if (text[0] == '-') 1 else 0)
        }

    operator fun plus(other: DecimalNumber): DecimalNumber = of(decimal.add(other.decimal))

    operator fun minus(other: DecimalNumber): DecimalNumber = of(decimal.subtract(other.decimal))

    override fun compareTo(other: DecimalNumber): Int = if (text == other.text) 0 else decimal.compareTo(other.decimal)

    override fun equals(other: Any?): Boolean = other is DecimalNumber && text == other.text

    override fun hashCode(): Int = text.hashCode()

    override fun toString(): String = text

    companion object {
        private const val MAX_DIGITS = 38
        private const val MAX_EXPONENT = 125
        private const val MIN_EXPONENT = -130

        /** Longer texts cannot be numbers in range and would only cost time to read. */
        private const val MAX_TEXT = 1024

        val ZERO: DecimalNumber = DecimalNumber("0", BigDecimal.ZERO)

        /** @throws InvalidNumber with AWS's message */
        fun parse(text: String): DecimalNumber {
            if (isCanonical(text)) return DecimalNumber(text, null)
            if (text.isEmpty()) throw InvalidNumber("$NOT_NUMERIC: ", NOT_NUMERIC)
            if (text.length > MAX_TEXT) throw InvalidNumber(TOO_PRECISE)
            val value =
                try {
                    BigDecimal(text)
                } catch (_: NumberFormatException) {
                    val exponent = HUGE_EXPONENT.matchEntire(text) ?: throw InvalidNumber("$NOT_NUMERIC: $text")
                    throw InvalidNumber(if (exponent.groupValues[1] == "-") UNDERFLOW else OVERFLOW)
                }
            return of(value)
        }

        fun of(value: Long): DecimalNumber = DecimalNumber(value.toString(), null)

        /** @throws InvalidNumber when [value] is out of range */
        fun of(value: BigDecimal): DecimalNumber {
            if (value.signum() == 0) return ZERO
            val exponent = value.precision().toLong() - value.scale() - 1
            if (exponent > MAX_EXPONENT) throw InvalidNumber(OVERFLOW)
            if (exponent < MIN_EXPONENT) throw InvalidNumber(UNDERFLOW)
            val stripped = value.stripTrailingZeros()
            if (stripped.precision() > MAX_DIGITS) throw InvalidNumber(TOO_PRECISE)
            return DecimalNumber(stripped.toPlainString(), null)
        }

        private fun isCanonical(text: String): Boolean {
            var at = if (text.startsWith('-')) 1 else 0
            val length = text.length
            if (at == length || length > MAX_DIGITS) return false
            if (text[at] == '0' && length > at + 1 && text[at + 1] != '.') return false
            var point = -1
            val first = at
            while (at < length) {
                val c = text[at]
                if (c == '.' && point < 0 && at > first) {
                    point = at
                } else if (c !in '0'..'9') {
                    return false
                }
                at++
            }
            return if (point >= 0) text[length - 1] in '1'..'9' else text != "-0"
        }

        /** A number whose exponent is more than Java reads. */
        private val HUGE_EXPONENT = Regex("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)[eE]([+-]?)\\d{10,}")

        private const val NOT_NUMERIC = "The parameter cannot be converted to a numeric value"
        private const val OVERFLOW =
            "Number overflow. Attempting to store a number with magnitude larger than supported range"
        private const val UNDERFLOW =
            "Number underflow. Attempting to store a number with magnitude smaller than supported range"
        private const val TOO_PRECISE = "Attempting to store more than 38 significant digits in a Number"
    }
}

/** A text or result that is no number of DynamoDB's; [message] is AWS's. */
internal class InvalidNumber(
    override val message: String,
    /** See [AttributeValue.Invalid.older]. */
    val older: String = message,
) : Exception(message, null, false, false)
