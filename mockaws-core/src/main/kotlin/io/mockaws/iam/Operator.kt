package io.mockaws.iam

import java.util.Base64
import kotlin.time.Instant

/**
 * How a condition compares. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
internal class Operator private constructor(
    val name: String,
    /** Whether it holds where the comparison does not. */
    val isNegated: Boolean,
    private val compile: (String, Boolean) -> Comparison,
) {
    /** A value of a policy, ready to be compared to one of the request. */
    fun interface Comparison {
        fun matches(
            value: String,
            keys: ConditionKeys,
        ): Boolean
    }

    fun comparison(
        value: String,
        hasVariables: Boolean,
    ): Comparison = compile(value, hasVariables)

    companion object {
        const val NULL: String = "Null"

        private fun like(ignoreCase: Boolean = false): (String, Boolean) -> Comparison =
            { text, variables ->
                val pattern = Pattern(Template.of(text, variables), ignoreCase)
                Comparison { value, keys -> pattern.matches(value, keys) }
            }

        private fun arn(): (String, Boolean) -> Comparison =
            { text, variables ->
                val pattern = ArnPattern(text, variables)
                Comparison { value, keys -> pattern.matches(value, keys) }
            }

        /** By what [test] says of the value of the request and that of the policy. */
        private fun plain(test: (String, String) -> Boolean): (String, Boolean) -> Comparison =
            { text, variables ->
                val template = Template.of(text, variables)
                Comparison { value, keys -> template.resolve(keys)?.let { test(value, it) } ?: false }
            }

        private fun numeric(test: (Int) -> Boolean) =
            plain { value, wanted ->
                val number = value.toBigDecimalOrNull()
                val other = wanted.toBigDecimalOrNull()
                number != null && other != null && test(number.compareTo(other))
            }

        private fun date(test: (Int) -> Boolean) =
            plain { value, wanted ->
                val time = instant(value)
                val other = instant(wanted)
                time != null && other != null && test(time.compareTo(other))
            }

        /** ISO 8601, with or without a time, or seconds since 1970. */
        private fun instant(text: String): Instant? =
            text.toLongOrNull()?.takeIf { text.length > YEAR }?.let { Instant.fromEpochSeconds(it) }
                ?: Instant.parseOrNull(text) ?: Instant.parseOrNull("${text}T00:00:00Z")
                ?: Instant.parseOrNull(text.removeSuffix("Z") + ":00Z")

        private const val YEAR = 4

        private fun bytes(text: String): String? =
            try {
                Base64.getDecoder().decode(text).contentToString()
            } catch (_: IllegalArgumentException) {
                null
            }

        private val NEGATIONS =
            mapOf(
                "StringEquals" to "StringNotEquals",
                "StringEqualsIgnoreCase" to "StringNotEqualsIgnoreCase",
                "StringLike" to "StringNotLike",
                "NumericEquals" to "NumericNotEquals",
                "DateEquals" to "DateNotEquals",
                "IpAddress" to "NotIpAddress",
                "ArnEquals" to "ArnNotEquals",
                "ArnLike" to "ArnNotLike",
            )

        private val all: Map<String, Operator> =
            listOf(
                operator("StringEquals", plain { value, wanted -> value == wanted }),
                operator("StringEqualsIgnoreCase", plain { value, wanted -> value.equals(wanted, ignoreCase = true) }),
                operator("StringLike", like()),
                operator("NumericEquals", numeric { it == 0 }),
                operator("NumericLessThan", numeric { it < 0 }),
                operator("NumericLessThanEquals", numeric { it <= 0 }),
                operator("NumericGreaterThan", numeric { it > 0 }),
                operator("NumericGreaterThanEquals", numeric { it >= 0 }),
                operator("DateEquals", date { it == 0 }),
                operator("DateLessThan", date { it < 0 }),
                operator("DateLessThanEquals", date { it <= 0 }),
                operator("DateGreaterThan", date { it > 0 }),
                operator("DateGreaterThanEquals", date { it >= 0 }),
                operator("Bool", plain { value, wanted -> value.equals(wanted, ignoreCase = true) }),
                operator("BinaryEquals", plain { value, wanted -> bytes(value)?.let { it == bytes(wanted) } ?: false }),
                operator("IpAddress", plain { value, wanted -> IpRange.of(wanted)?.contains(value) ?: false }),
                operator("ArnEquals", arn()),
                operator("ArnLike", arn()),
            ).flatMap { listOf(it, it.negated()) }.associateBy { it.name.lowercase() }

        private fun operator(
            name: String,
            compile: (String, Boolean) -> Comparison,
        ) = Operator(name, isNegated = false, compile)

        private fun Operator.negated() = NEGATIONS[name]?.let { Operator(it, isNegated = true, compile) } ?: this

        /** Null for what is none. */
        fun named(name: String): Operator? = all[name.lowercase()]
    }
}

/** A range of addresses: `203.0.113.0/24`, `2001:db8::/32`, or one of them. */
internal class IpRange private constructor(
    private val network: ByteArray,
    private val bits: Int,
) {
    fun contains(address: String): Boolean {
        val other = bytes(address) ?: return false
        if (other.size != network.size) return false
        return (0 until bits).all { bit(network, it) == bit(other, it) }
    }

    private fun bit(
        address: ByteArray,
        index: Int,
    ) = (address[index / Byte.SIZE_BITS].toInt() shr (Byte.SIZE_BITS - 1 - index % Byte.SIZE_BITS)) and 1

    companion object {
        private val V4 = Regex("\\d{1,3}(\\.\\d{1,3}){3}")
        private val V6 = Regex("[0-9a-fA-F:]*:[0-9a-fA-F:.]*")

        /** Null for what is none. */
        fun of(text: String): IpRange? {
            val network = bytes(text.substringBefore('/')) ?: return null
            val whole = network.size * Byte.SIZE_BITS
            val bits = if ('/' in text) text.substringAfter('/').toIntOrNull() ?: return null else whole
            return if (bits in 0..whole) IpRange(network, bits) else null
        }

        /** Only what is written as an address, so that nobody is asked for a name. */
        private fun bytes(address: String): ByteArray? {
            if (!V4.matches(address) && !V6.matches(address)) return null
            return try {
                java.net.InetAddress.getByName(address).address
            } catch (_: java.net.UnknownHostException) {
                null
            }
        }
    }
}
