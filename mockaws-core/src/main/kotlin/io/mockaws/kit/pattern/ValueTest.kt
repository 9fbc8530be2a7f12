package io.mockaws.kit.pattern

import java.math.BigDecimal

/** A value of an event: a string, a number, or `true`, `false` or `null` as text. */
internal class EventValue(
    val text: String,
    val isString: Boolean,
    /** Null for what is no number. */
    val number: BigDecimal? = null,
)

/** What a pattern asks of a value that is there. */
internal fun interface ValueTest {
    fun admits(value: EventValue): Boolean
}

/** What patterns can ask for. */
internal object ValueTests {
    /** A literal that is no number; strings are compared with strings. */
    fun equal(
        text: String,
        isString: Boolean,
    ) = ValueTest { it.text == text && it.isString == isString }

    fun equal(number: BigDecimal) = ValueTest { value -> value.number?.let { it.compareTo(number) == 0 } ?: false }

    fun ignoringCase(text: String) = ValueTest { it.isString && it.text.equals(text, ignoreCase = true) }

    fun prefix(
        text: String,
        ignoresCase: Boolean,
    ) = ValueTest { it.isString && it.text.startsWith(text, ignoresCase) }

    fun suffix(
        text: String,
        ignoresCase: Boolean,
    ) = ValueTest { it.isString && it.text.endsWith(text, ignoresCase) }

    fun wildcard(wildcard: Wildcard) = ValueTest { it.isString && wildcard.matches(it.text) }

    fun cidr(network: Network) = ValueTest { it.isString && network.has(it.text) }

    fun range(
        low: BigDecimal?,
        isLowIn: Boolean,
        high: BigDecimal?,
        isHighIn: Boolean,
    ) = ValueTest { value ->
        val number = value.number ?: return@ValueTest false
        val above = low == null || number.compareTo(low).let { it > 0 || (isLowIn && it == 0) }
        val below = high == null || number.compareTo(high).let { it < 0 || (isHighIn && it == 0) }
        above && below
    }

    fun none(of: List<ValueTest>) = ValueTest { value -> of.none { it.admits(value) } }
}

/** A text in which `*` stands for any characters, `\*` for itself. */
internal class Wildcard private constructor(
    /** What stands between the wildcards. */
    private val parts: List<String>,
) {
    fun matches(text: String): Boolean {
        if (parts.size == 1) return text == parts.single()
        if (!text.startsWith(parts.first())) return false
        var at = parts.first().length
        for (part in parts.subList(1, parts.size - 1)) {
            val found = text.indexOf(part, at)
            if (found < 0) return false
            at = found + part.length
        }
        return text.length - parts.last().length >= at && text.endsWith(parts.last())
    }

    /**
     * Whether AWS finds it too costly: what follows each wildcard may begin anew where another has begun, and the number of
     * these grows with every wildcard.
     */
    val isTooComplex: Boolean
        get() {
            val inner = parts.subList(1, parts.size).filter { it.isNotEmpty() }
            return inner.groupBy { it.first() }.values.any { it.size > REPEATS }
        }

    companion object {
        private const val REPEATS = 3

        /** @throws IllegalArgumentException in AWS's words, which count the quotation mark in front of [text] */
        fun of(text: String): Wildcard {
            val parts = ArrayList<String>()
            val part = StringBuilder()
            var at = 0
            while (at < text.length) {
                val char = text[at]
                when {
                    char == '\\' -> {
                        val next = text.getOrNull(at + 1)
                        require(next == '*' || next == '\\') { "Invalid escape character at pos ${at + 1}" }
                        part.append(next)
                        at++
                    }

                    char != '*' -> part.append(char)

                    text.getOrNull(at + 1) == '*' ->
                        throw IllegalArgumentException("Consecutive wildcard characters at pos ${at + 1}")

                    else -> {
                        parts += part.toString()
                        part.clear()
                    }
                }
                at++
            }
            parts += part.toString()
            return Wildcard(parts)
        }
    }
}

/** A block of addresses: `10.0.0.0/8`. */
internal class Network private constructor(
    private val address: ByteArray,
    private val bits: Int,
) {
    fun has(text: String): Boolean {
        val other = bytesOf(text) ?: return false
        if (other.size != address.size) return false
        return (0 until bits).all { bit -> bitAt(address, bit) == bitAt(other, bit) }
    }

    private fun bitAt(
        bytes: ByteArray,
        bit: Int,
    ): Int = (bytes[bit / Byte.SIZE_BITS].toInt() shr (Byte.SIZE_BITS - 1 - bit % Byte.SIZE_BITS)) and 1

    companion object {
        private val version4 = Regex("[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+")
        private val version6 = Regex("[0-9a-fA-F:]*:[0-9a-fA-F:]*")
        private const val BITS_4 = 32
        private const val BITS_6 = 128

        /** @throws IllegalArgumentException in AWS's words */
        fun of(text: String): Network {
            val parts = text.split('/')
            require(parts.size == 2) { "Malformed CIDR, one '/' required" }
            val bits = parts[1].toIntOrNull()
            require(bits != null) { "Malformed CIDR, mask bits must be an integer" }
            require(bits >= 0) { "Malformed CIDR, mask bits must not be negative" }
            val isStandard = version4.matches(parts[0]) || version6.matches(parts[0])
            require(isStandard) { "Nonstandard IP address: ${parts[0]}" }
            val address = bytesOf(parts[0])
            require(address != null) { "Invalid IP address: ${parts[0]}" }
            if (address.size * Byte.SIZE_BITS == BITS_4) {
                require(bits < BITS_4) { "IPv4 mask bits must be < 32" }
            } else {
                require(bits < BITS_6) { "IPv6 mask bits must be < 128" }
            }
            return Network(address, bits)
        }

        /** Of an address in digits; names are never looked up. */
        private fun bytesOf(text: String): ByteArray? {
            if (!version4.matches(text) && !version6.matches(text)) return null
            return try {
                java.net.InetAddress.getByName(text).address
            } catch (_: java.net.UnknownHostException) {
                null
            }
        }
    }
}
