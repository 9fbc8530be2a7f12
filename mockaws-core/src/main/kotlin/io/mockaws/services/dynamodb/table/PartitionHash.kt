package io.mockaws.services.dynamodb.table

import io.mockaws.services.dynamodb.value.AttributeValue
import io.mockaws.services.dynamodb.value.DecimalNumber
import java.security.MessageDigest

/**
 * Where partition keys stand in a table: AWS's own order, in which Scan returns them and by which segments are cut.
 * AWS does not document it; it was read off its answers by https://github.com/mhart/dynalite (test/scan.js).
 */
internal object PartitionHash {
    /** Segments begin at multiples of this many hashes. */
    const val STEPS: Int = 4096

    /** To be copied: that is cheaper than to look a digest up, and each call makes a key. */
    private val salted = MessageDigest.getInstance("MD5").apply { update("Outliers".toByteArray()) }

    /** The hash of [values] one behind the other; unsigned. */
    fun of(vararg values: AttributeValue): Int {
        val digest = salted.clone() as MessageDigest
        values.forEach { digest.add(it) }
        val bytes = digest.digest()
        return (bytes[0].toInt() shl 24) or (byte(bytes[1]) shl 16) or (byte(bytes[2]) shl 8) or byte(bytes[3])
    }

    private fun byte(value: Byte) = value.toInt() and 0xff

    private fun MessageDigest.add(value: AttributeValue) {
        when (value) {
            is AttributeValue.S -> update(value.value.toByteArray())
            is AttributeValue.N -> update(bytesOf(value.value))
            is AttributeValue.B -> update(value.value.bytes)
            is AttributeValue.L -> value.values.forEach { add(it) }
            else -> error("No key is a ${value.type}")
        }
    }

    /** As DynamoDB keeps numbers: the power of 100, then the digits in pairs; smaller numbers have smaller bytes. */
    private fun bytesOf(number: DecimalNumber): ByteArray {
        val value = number.decimal.stripTrailingZeros()
        if (value.signum() == 0) return byteArrayOf(ZERO)
        val digits = value.unscaledValue().abs().toString()
        val before = digits.length - value.scale()
        val pairs = ("0".repeat(before.mod(2)) + digits).chunked(2) { it.padEnd(2, '0').toString().toInt() }
        val power = (before + before.mod(2)) / 2 - BIAS
        if (value.signum() > 0) return bytes(listOf(power) + pairs.map { it + 1 })
        val end = listOf(END_OF_NEGATIVE).take(if (pairs.size < MOST_PAIRS) 1 else 0)
        return bytes(listOf(power.inv()) + pairs.map { END_OF_NEGATIVE - 1 - it } + end)
    }

    private fun bytes(values: List<Int>) = ByteArray(values.size) { values[it].toByte() }

    private const val ZERO: Byte = -128
    private const val BIAS = 64
    private const val END_OF_NEGATIVE = 102
    private const val MOST_PAIRS = 20
}
