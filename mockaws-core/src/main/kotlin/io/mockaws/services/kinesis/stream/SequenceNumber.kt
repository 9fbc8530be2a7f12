package io.mockaws.services.kinesis.stream

import java.math.BigInteger

/**
 * The number of a record in its shard. It has what AWS's own have: 56 digits that grow with the shard's age and its records,
 * and tell shard, place and second.
 */
internal class SequenceNumber private constructor(
    val shard: Int,
    private val epoch: Long,
    /** 0 for where the shard begins; its records have 1, 2, ... */
    val index: Long,
) {
    /** Whether it can be one of [shard]'s. */
    fun isOf(shard: Shard): Boolean = shard.number == this.shard && shard.epoch == epoch

    /** The numbers of the records that come to [shard] in [second]. */
    class Series(
        shard: Shard,
        second: Long,
    ) {
        private val first = BigInteger(text(shard, 0, second))
        private var index = -1L
        private var digits = ByteArray(0)

        /** That of the record at [index], which costs less for one after the other. */
        fun at(index: Long): String {
            if (this.index >= 0 && index == this.index + 1) {
                step()
            } else {
                digits = (first + BigInteger.valueOf(index).shiftLeft(BEHIND_INDEX)).toString().encodeToByteArray()
            }
            this.index = index
            return digits.decodeToString()
        }

        /** Adds one to the index, in decimal. */
        private fun step() {
            var carry = 0
            var at = digits.lastIndex
            for (i in ONE.lastIndex downTo 0) {
                carry = add(at--, ONE[i] - ZERO + carry)
            }
            while (carry > 0) carry = add(at--, carry)
        }

        private fun add(
            at: Int,
            value: Int,
        ): Int {
            val sum = digits[at] - ZERO + value
            digits[at] = (ZERO + sum % TEN).toByte()
            return sum / TEN
        }
    }

    companion object {
        /** Bits of what stands behind the index. */
        private const val BEHIND_INDEX = 80
        private const val END = Long.MAX_VALUE
        private const val VERSION = '2'
        private const val HEX = 16
        private const val TEN = 10
        private const val ZERO = '0'.code

        /** What one more in the index adds, in decimal. */
        private val ONE = BigInteger.ONE.shiftLeft(BEHIND_INDEX).toString().map { it.code }.toIntArray()
        private const val DIGITS = 47
        private val epochDigits = 1..9
        private val indexDigits = 11..26
        private val shardDigits = 38..45

        /** That of the record at [index] of [shard], which came in [second] since 1970. */
        fun text(
            shard: Shard,
            index: Long,
            second: Long = shard.epoch,
        ): String {
            val number = shard.number.toLong()
            val hex =
                "2${hex(shard.epoch, 9)}${(number % HEX).toString(HEX)}${hex(index, 16)}0${hex(second, 9)}0" +
                    hex(number, 8) + VERSION
            return BigInteger(hex, HEX).toString()
        }

        /** What stands for the end of a closed shard: above all of its records. */
        fun end(shard: Shard): String = text(shard, END, shard.closedAt?.epochSeconds ?: shard.epoch)

        /** Null for what is none. */
        fun parse(text: String): SequenceNumber? {
            val hex = text.toBigIntegerOrNull()?.toString(HEX) ?: return null
            if (hex.length != DIGITS || hex[0] != VERSION || hex.last() != VERSION) return null
            val shard = hex.substring(shardDigits).toLong(HEX)
            if (shard > Int.MAX_VALUE) return null
            val index = hex.substring(indexDigits).toULong(HEX)
            if (index > END.toULong()) return null
            return SequenceNumber(shard.toInt(), hex.substring(epochDigits).toLong(HEX), index.toLong())
        }

        private fun hex(
            value: Long,
            digits: Int,
        ): String = value.toString(HEX).padStart(digits, '0')
    }
}
