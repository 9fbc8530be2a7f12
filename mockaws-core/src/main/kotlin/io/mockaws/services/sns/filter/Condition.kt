package io.mockaws.services.sns.filter

import java.net.InetAddress

/**
 * What a policy asks of one value.
 *
 * https://docs.aws.amazon.com/sns/latest/dg/string-value-matching.html and
 * https://docs.aws.amazon.com/sns/latest/dg/numeric-value-matching.html
 */
internal sealed interface Condition {
    fun admits(value: FieldValue): Boolean

    /** One of these, texts, numbers or words. */
    class Exactly(
        val values: Set<FieldValue>,
    ) : Condition {
        override fun admits(value: FieldValue): Boolean = value in values
    }

    class AnythingBut(
        private val values: Set<FieldValue>,
    ) : Condition {
        override fun admits(value: FieldValue): Boolean = value !in values
    }

    class AnythingButPrefix(
        private val prefix: String,
    ) : Condition {
        override fun admits(value: FieldValue): Boolean = !(value.isText && value.text.startsWith(prefix))
    }

    class Prefix(
        private val prefix: String,
    ) : Condition {
        override fun admits(value: FieldValue): Boolean = value.isText && value.text.startsWith(prefix)
    }

    class Suffix(
        private val suffix: String,
    ) : Condition {
        override fun admits(value: FieldValue): Boolean = value.isText && value.text.endsWith(suffix)
    }

    class EqualsIgnoreCase(
        private val text: String,
    ) : Condition {
        override fun admits(value: FieldValue): Boolean = value.isText && value.text.equals(text, ignoreCase = true)
    }

    /** A range, whose ends belong to it or not. */
    class Numeric(
        private val bottom: Long,
        private val withBottom: Boolean,
        private val top: Long,
        private val withTop: Boolean,
    ) : Condition {
        override fun admits(value: FieldValue): Boolean {
            val number = value.number ?: return false
            return (number > bottom || (withBottom && number == bottom)) && (number < top || (withTop && number == top))
        }
    }

    /** The addresses of which the first [bits] are those of [network]. */
    class Cidr(
        private val network: ByteArray,
        private val bits: Int,
    ) : Condition {
        override fun admits(value: FieldValue): Boolean {
            if (!value.isText) return false
            val address = addressOf(value.text)?.takeIf { it.size == network.size } ?: return false
            return (0 until bits).all { bit ->
                val mask = 0x80 shr (bit % Byte.SIZE_BITS)
                ((address[bit / Byte.SIZE_BITS].toInt() xor network[bit / Byte.SIZE_BITS].toInt()) and mask) == 0
            }
        }
    }

    companion object {
        private val v4 = Regex("\\d{1,3}(\\.\\d{1,3}){3}")
        private val v6 = Regex("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")

        /** The bytes of an address; null for what is none. No name is looked up. */
        fun addressOf(text: String): ByteArray? {
            val isV4 = v4.matches(text)
            if (isV4 && text.split('.').any { it.toInt() > 0xff }) return null
            if (!isV4 && !v6.matches(text)) return null
            return try {
                InetAddress.getByName(text).address
            } catch (_: java.net.UnknownHostException) {
                null
            }
        }
    }
}
