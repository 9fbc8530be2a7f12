package io.mockaws.services.s3.checksum

/**
 * Makes the CRC of two pieces one behind the other from the CRCs of each, without their bytes: the first is moved
 * on by as many zero bytes as the second is long, which is a multiplication by x^8 for each, modulo the polynomial.
 */
internal class CrcCombine(
    private val algorithm: ChecksumAlgorithm,
) {
    private val top = 1L shl (algorithm.size * 8 - 1)

    fun combine(
        first: ByteArray,
        second: ByteArray,
        secondLength: Long,
    ): ByteArray {
        val moved = multiply(powerOfX8(secondLength), first.toUnsigned())
        return (moved xor second.toUnsigned()).toBigEndian(algorithm.size)
    }

    /** x^(8 * [bytes]) by squaring. */
    private fun powerOfX8(bytes: Long): Long {
        var result = top
        var square = top ushr 8
        var left = bytes
        while (left != 0L) {
            if (left and 1L != 0L) result = multiply(square, result)
            square = multiply(square, square)
            left = left ushr 1
        }
        return result
    }

    /** The product in the field of bits; in a reflected CRC the highest bit is x^0. */
    private fun multiply(
        a: Long,
        b: Long,
    ): Long {
        var product = 0L
        var factor = b
        var bit = top
        while (bit != 0L) {
            if (a and bit != 0L) product = product xor factor
            factor = if (factor and 1L != 0L) (factor ushr 1) xor algorithm.polynomial else factor ushr 1
            bit = bit ushr 1
        }
        return product
    }
}
