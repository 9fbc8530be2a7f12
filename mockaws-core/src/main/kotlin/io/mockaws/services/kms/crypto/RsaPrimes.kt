package io.mockaws.services.kms.crypto

import java.math.BigInteger
import java.security.SecureRandom

/**
 * Primes for RSA that follow from a source of chance alone, on each JDK: how the JDK itself uses what it is given is
 * nobody's promise.
 */
internal object RsaPrimes {
    private const val CERTAINTY = 20
    private const val SMALL = 4000

    /** All odd primes below [SMALL], to sort out what is none at little cost. */
    private val smallPrimes: IntArray =
        BooleanArray(SMALL).let { isComposite ->
            (3 until SMALL step 2).filter { candidate ->
                if (!isComposite[candidate]) {
                    (candidate * candidate until SMALL step candidate).forEach {
                        isComposite[it] =
                            true
                    }
                }
                !isComposite[candidate]
            }.toIntArray()
        }

    /** A prime of [bits] bits, of which the two highest are set, so that the product of two has all of its bits. */
    fun next(
        bits: Int,
        random: SecureRandom,
    ): BigInteger {
        val start = BigInteger(bits, random).setBit(bits - 1).setBit(bits - 2).setBit(0)
        val remainders = IntArray(smallPrimes.size) { start.mod(BigInteger.valueOf(smallPrimes[it].toLong())).toInt() }
        var step = 0
        while (true) {
            val isCandidate = smallPrimes.indices.none { (remainders[it] + step) % smallPrimes[it] == 0 }
            if (isCandidate) {
                val candidate = start + BigInteger.valueOf(step.toLong())
                if (candidate.bitLength() > bits) return next(bits, random)
                if (candidate.isProbablePrime(CERTAINTY)) return candidate
            }
            step += 2
        }
    }
}
