package io.mockaws.services.kms.crypto

import java.math.BigInteger
import java.security.AlgorithmParameters
import java.security.SecureRandom
import java.security.spec.ECFieldFp
import java.security.spec.ECGenParameterSpec
import java.security.spec.ECParameterSpec
import java.security.spec.ECPoint
import java.security.spec.EllipticCurve

/**
 * An elliptic curve over a prime field, `y² = x³ + ax + b`, with what the JDK does not give away: the public point of a
 * private number. Those of NIST are the JDK's; secp256k1 it has no more.
 */
internal enum class Curve(
    val oid: String,
    parameters: ECParameterSpec,
) {
    P256("1.2.840.10045.3.1.7", named("secp256r1")),
    P384("1.3.132.0.34", named("secp384r1")),
    P521("1.3.132.0.35", named("secp521r1")),

    /** https://www.secg.org/sec2-v2.pdf */
    SECP256K1(
        "1.3.132.0.10",
        ECParameterSpec(
            EllipticCurve(
                ECFieldFp(number("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f")),
                BigInteger.ZERO,
                BigInteger.valueOf(7),
            ),
            ECPoint(
                number("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"),
                number("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"),
            ),
            number("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"),
            1,
        ),
    ),
    ;

    /** A point; null is the one at infinity. */
    data class Point(
        val x: BigInteger,
        val y: BigInteger,
    )

    private val p = (parameters.curve.field as ECFieldFp).p
    private val a = parameters.curve.a
    private val b = parameters.curve.b
    private val g = parameters.generator.let { Point(it.affineX, it.affineY) }

    /** The order of the curve's base point. */
    val n: BigInteger = parameters.order

    private val fieldBytes = (p.bitLength() + 7) / 8

    /** A private number that follows from [random]. */
    fun privateNumber(random: SecureRandom): BigInteger {
        while (true) {
            val candidate = BigInteger(n.bitLength(), random)
            if (candidate.signum() > 0 && candidate < n) return candidate
        }
    }

    fun publicPoint(d: BigInteger): Point = checkNotNull(multiply(g, d))

    fun contains(point: Point): Boolean =
        point.x in BigInteger.ZERO..<p && point.y in BigInteger.ZERO..<p &&
            (point.y * point.y - point.x * point.x * point.x - a * point.x - b).mod(p).signum() == 0

    fun add(
        one: Point?,
        other: Point?,
    ): Point? {
        if (one == null) return other
        if (other == null) return one
        val slope =
            when {
                one.x != other.x -> (other.y - one.y) * (other.x - one.x).modInverse(p)
                one.y != other.y || one.y.signum() == 0 -> return null
                else -> (THREE * one.x * one.x + a) * (one.y + one.y).modInverse(p)
            }
        val x = (slope * slope - one.x - other.x).mod(p)
        return Point(x, (slope * (one.x - x) - one.y).mod(p))
    }

    fun multiply(
        point: Point,
        times: BigInteger,
    ): Point? {
        var sum: Point? = null
        for (bit in times.bitLength() - 1 downTo 0) {
            sum = add(sum, sum)
            if (times.testBit(bit)) sum = add(sum, point)
        }
        return sum
    }

    /** [times] the base point. */
    fun multiplyBase(times: BigInteger): Point? = multiply(g, times)

    /** Uncompressed, as in SEC 1. */
    fun encode(point: Point): ByteArray = byteArrayOf(UNCOMPRESSED) + fixed(point.x) + fixed(point.y)

    fun decode(bytes: ByteArray): Point {
        if (bytes.size != 2 * fieldBytes + 1 || bytes[0] != UNCOMPRESSED) throw BadDer()
        val x = BigInteger(1, bytes.copyOfRange(1, fieldBytes + 1))
        return Point(x, BigInteger(1, bytes.copyOfRange(fieldBytes + 1, bytes.size))).also {
            if (!contains(it)) throw BadDer()
        }
    }

    /** [number] in as many bytes as a coordinate has. */
    fun fixed(number: BigInteger): ByteArray {
        val bytes = number.toByteArray().dropWhile { it.toInt() == 0 }.toByteArray()
        return ByteArray(fieldBytes - bytes.size) + bytes
    }
}

private const val HEX = 16

private fun number(hex: String) = BigInteger(hex, HEX)

private fun named(name: String): ECParameterSpec {
    val parameters = AlgorithmParameters.getInstance("EC")
    parameters.init(ECGenParameterSpec(name))
    return parameters.getParameterSpec(ECParameterSpec::class.java)
}

private const val UNCOMPRESSED: Byte = 4
private val THREE = BigInteger.valueOf(3)
