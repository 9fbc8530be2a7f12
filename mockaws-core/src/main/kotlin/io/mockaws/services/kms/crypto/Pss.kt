package io.mockaws.services.kms.crypto

import java.security.MessageDigest
import java.security.SecureRandom
import kotlin.experimental.and
import kotlin.experimental.xor

/** EMSA-PSS (RFC 8017, 9.1) of a digest; the JDK's takes whole messages only. The salt is as long as the digest. */
internal object Pss {
    private const val TRAILER: Byte = 0xbc.toByte()

    fun encode(
        digest: ByteArray,
        bits: Int,
        kind: Digest,
        random: SecureRandom,
    ): ByteArray {
        val salt = ByteArray(kind.length).also(random::nextBytes)
        val hash = hash(digest, salt, kind)
        val length = (bits + 7) / 8
        val block = ByteArray(length - kind.length - 1)
        block[block.size - salt.size - 1] = 1
        salt.copyInto(block, block.size - salt.size)
        mask(block, hash, bits, kind)
        return block + hash + TRAILER
    }

    fun verify(
        encoded: ByteArray,
        digest: ByteArray,
        bits: Int,
        kind: Digest,
    ): Boolean {
        if (encoded.last() != TRAILER) return false
        val block = encoded.copyOf(encoded.size - kind.length - 1)
        val hash = encoded.copyOfRange(block.size, encoded.size - 1)
        mask(block, hash, bits, kind)
        val saltAt = block.size - kind.length
        if (saltAt < 1 || block[saltAt - 1] != 1.toByte() ||
            (0 until saltAt - 1).any { block[it] != 0.toByte() }
        ) {
            return false
        }
        return hash(digest, block.copyOfRange(saltAt, block.size), kind).contentEquals(hash)
    }

    private fun hash(
        digest: ByteArray,
        salt: ByteArray,
        kind: Digest,
    ) = kind.of(ByteArray(8) + digest + salt)

    /** Puts MGF1 of [seed] over [block], or takes it off; bits above [bits] become 0. */
    private fun mask(
        block: ByteArray,
        seed: ByteArray,
        bits: Int,
        kind: Digest,
    ) {
        val digest = MessageDigest.getInstance(kind.jcaName)
        for (start in block.indices step kind.length) {
            digest.update(seed)
            val counter = start / kind.length
            val part = digest.digest(
                byteArrayOf(
                    (counter shr 24).toByte(),
                    (counter shr 16).toByte(),
                    (counter shr 8).toByte(),
                    counter.toByte()
                )
            )
            for (i in start until minOf(start + kind.length, block.size)) block[i] = block[i] xor part[i - start]
        }
        val unused = 8 * ((bits + 7) / 8) - bits
        block[0] = block[0] and (0xff ushr unused).toByte()
    }
}
