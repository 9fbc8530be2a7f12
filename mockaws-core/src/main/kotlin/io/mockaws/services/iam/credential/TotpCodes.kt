package io.mockaws.services.iam.credential

import javax.crypto.Mac
import javax.crypto.spec.SecretKeySpec
import kotlin.time.Instant

/** The codes that an authenticator app shows: RFC 6238, six digits every thirty seconds by HMAC-SHA1. */
internal object TotpCodes {
    private const val STEP = 30
    private const val DIGITS = 6
    private const val MODULUS = 1_000_000

    /** How many codes a device may be ahead or behind. AWS does not say how many it takes. */
    private const val DRIFT = 10

    /** Whether [first] and [second] follow each other on a device with the Base32 [seed], about [now]. */
    fun areConsecutive(
        seed: String,
        first: String,
        second: String,
        now: Instant,
    ): Boolean {
        val key = SecretKeySpec(Base32.decode(seed), "HmacSHA1")
        val step = now.epochSeconds / STEP
        return (step - DRIFT..step + DRIFT).any { code(key, it) == first && code(key, it + 1) == second }
    }

    private fun code(
        key: SecretKeySpec,
        step: Long,
    ): String {
        val message = ByteArray(Long.SIZE_BYTES) { (step ushr (Long.SIZE_BITS - Byte.SIZE_BITS * (it + 1))).toByte() }
        val hash = Mac.getInstance("HmacSHA1").apply { init(key) }.doFinal(message)
        val offset = hash.last().toInt() and 0xf
        val number = (0 until Int.SIZE_BYTES).fold(0) { sum, i -> (sum shl 8) or (hash[offset + i].toInt() and 0xff) }
        return "${(number and Int.MAX_VALUE) % MODULUS}".padStart(DIGITS, '0')
    }
}

/** RFC 4648, without padding. */
internal object Base32 {
    private const val BITS = 5
    const val ALPHABET: String = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

    fun decode(text: String): ByteArray {
        val out = ByteArray(text.length * BITS / Byte.SIZE_BITS)
        var buffer = 0
        var bits = 0
        var at = 0
        for (c in text) {
            buffer = (buffer shl BITS) or ALPHABET.indexOf(c)
            bits += BITS
            if (bits >= Byte.SIZE_BITS) {
                bits -= Byte.SIZE_BITS
                out[at++] = (buffer ushr bits).toByte()
            }
        }
        return out
    }
}
