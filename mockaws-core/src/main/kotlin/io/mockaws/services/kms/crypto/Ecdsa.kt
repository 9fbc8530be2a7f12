package io.mockaws.services.kms.crypto

import java.math.BigInteger
import java.security.SecureRandom

/** ECDSA (SEC 1, 4.1) on a curve that the JDK no longer has. Signatures are DER of both numbers, as JCA's are. */
internal object Ecdsa {
    fun sign(
        curve: Curve,
        d: BigInteger,
        digest: ByteArray,
        random: SecureRandom,
    ): ByteArray {
        val z = number(curve, digest)
        while (true) {
            val k = curve.privateNumber(random)
            val r = curve.publicPoint(k).x.mod(curve.n)
            val s = (k.modInverse(curve.n) * (z + r * d)).mod(curve.n)
            if (r.signum() != 0 && s.signum() != 0) return Der.sequence(Der.integer(r), Der.integer(s))
        }
    }

    fun verify(
        curve: Curve,
        q: Curve.Point,
        digest: ByteArray,
        signature: ByteArray,
    ): Boolean {
        val (r, s) =
            try {
                Der.read(signature).items().map { it.integer() }.takeIf { it.size == 2 } ?: return false
            } catch (_: BadDer) {
                return false
            }
        if (r.signum() <= 0 || s.signum() <= 0 || r >= curve.n || s >= curve.n) return false
        val inverse = s.modInverse(curve.n)
        val ofBase = curve.multiplyBase((number(curve, digest) * inverse).mod(curve.n))
        val sum = curve.add(ofBase, curve.multiply(q, (r * inverse).mod(curve.n)))
        return sum != null && sum.x.mod(curve.n) == r
    }

    /** As many bits from the left as the order has. */
    private fun number(
        curve: Curve,
        digest: ByteArray,
    ): BigInteger {
        val surplus = digest.size * Byte.SIZE_BITS - curve.n.bitLength()
        return BigInteger(1, digest).shiftRight(maxOf(surplus, 0))
    }
}
