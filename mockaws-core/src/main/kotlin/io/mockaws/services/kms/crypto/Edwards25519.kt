package io.mockaws.services.kms.crypto

import java.math.BigInteger
import java.security.MessageDigest

/**
 * Ed25519 (RFC 8032) as far as the JDK does not give it away: the public key of a private one, and signatures of digests
 * (Ed25519ph), which the JDK makes of whole messages only.
 */
internal object Edwards25519 {
    private class Point(
        val x: BigInteger,
        val y: BigInteger,
    )

    private const val BITS = 256
    private const val LENGTH = 32
    private val two = BigInteger.TWO
    private val p = two.pow(255) - BigInteger.valueOf(19)
    private val order = two.pow(252) + BigInteger("27742317777372353535851937790883648493")
    private val d = (BigInteger.valueOf(-121665) * BigInteger.valueOf(121666).modInverse(p)).mod(p)
    private val rootOfMinusOne = two.modPow((p - BigInteger.ONE) / BigInteger.valueOf(4), p)
    private val neutral = Point(BigInteger.ZERO, BigInteger.ONE)
    private val base = (BigInteger.valueOf(4) * BigInteger.valueOf(5).modInverse(p)).mod(p).let {
        Point(xOf(it, false)!!, it)
    }

    /** The public key of [seed], 32 bytes. */
    fun publicKey(seed: ByteArray): ByteArray = encode(multiply(base, scalar(sha512(seed))))

    /** The signature of the message with the SHA-512 digest [digest]. */
    fun signDigest(
        seed: ByteArray,
        digest: ByteArray,
    ): ByteArray {
        val hash = sha512(seed)
        val s = scalar(hash)
        val publicKey = encode(multiply(base, s))
        val r = number(sha512(DOMAIN, hash.copyOfRange(LENGTH, 2 * LENGTH), digest)).mod(order)
        val point = encode(multiply(base, r))
        val k = number(sha512(DOMAIN, point, publicKey, digest)).mod(order)
        return point + bytes((r + k * s).mod(order))
    }

    fun verifyDigest(
        publicKey: ByteArray,
        digest: ByteArray,
        signature: ByteArray,
    ): Boolean {
        if (signature.size != 2 * LENGTH) return false
        val pointBytes = signature.copyOf(LENGTH)
        val s = number(signature.copyOfRange(LENGTH, 2 * LENGTH))
        val point = decode(pointBytes)
        val key = decode(publicKey)
        if (point == null || key == null || s >= order) return false
        val k = number(sha512(DOMAIN, pointBytes, publicKey, digest)).mod(order)
        return encode(multiply(base, s)).contentEquals(encode(add(point, multiply(key, k))))
    }

    private fun add(
        one: Point,
        other: Point,
    ): Point {
        val product = d * one.x * other.x * one.y * other.y
        val x = (one.x * other.y + one.y * other.x) * (BigInteger.ONE + product).modInverse(p)
        val y = (one.y * other.y + one.x * other.x) * (BigInteger.ONE - product).modInverse(p)
        return Point(x.mod(p), y.mod(p))
    }

    private fun multiply(
        point: Point,
        times: BigInteger,
    ): Point {
        var sum = neutral
        for (bit in times.bitLength() - 1 downTo 0) {
            sum = add(sum, sum)
            if (times.testBit(bit)) sum = add(sum, point)
        }
        return sum
    }

    /** The coordinate that goes with [y]; null where there is none. */
    private fun xOf(
        y: BigInteger,
        isOdd: Boolean,
    ): BigInteger? {
        val square = ((y * y - BigInteger.ONE) * (d * y * y + BigInteger.ONE).modInverse(p)).mod(p)
        var x = square.modPow((p + BigInteger.valueOf(3)) / BigInteger.valueOf(8), p)
        if ((x * x - square).mod(p).signum() != 0) x = (x * rootOfMinusOne).mod(p)
        if ((x * x - square).mod(p).signum() != 0) return null
        return if (x.testBit(0) == isOdd) x else (p - x).mod(p)
    }

    private fun encode(point: Point): ByteArray {
        val bits = if (point.x.testBit(0)) point.y.setBit(BITS - 1) else point.y
        return bytes(bits)
    }

    private fun decode(bytes: ByteArray): Point? {
        if (bytes.size != LENGTH) return null
        val bits = number(bytes)
        val y = bits.clearBit(BITS - 1)
        if (y >= p) return null
        return xOf(y, bits.testBit(BITS - 1))?.let { Point(it, y) }
    }

    private fun scalar(hash: ByteArray): BigInteger =
        number(hash.copyOf(LENGTH)).clearBit(0).clearBit(1).clearBit(2).clearBit(BITS - 1).setBit(BITS - 2)

    /** The least byte first. */
    private fun number(bytes: ByteArray) = BigInteger(1, bytes.reversedArray())

    private fun bytes(number: BigInteger): ByteArray {
        val bytes = number.toByteArray().dropWhile { it.toInt() == 0 }.toByteArray().reversedArray()
        return bytes + ByteArray(LENGTH - bytes.size)
    }

    private fun sha512(vararg parts: ByteArray): ByteArray {
        val digest = MessageDigest.getInstance("SHA-512")
        parts.forEach(digest::update)
        return digest.digest()
    }

    /** That a digest is signed, without a context. */
    private val DOMAIN = "SigEd25519 no Ed25519 collisions".encodeToByteArray() + byteArrayOf(1, 0)
}
