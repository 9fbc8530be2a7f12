package io.mockaws.engine

import java.io.Serial
import java.nio.ByteBuffer
import java.security.MessageDigest
import java.security.SecureRandom
import java.security.SecureRandomSpi

/**
 * Bytes that depend on [seed] alone, for makers of keys that ask for a source of chance: SHA-256 over the seed and a
 * counter. Two of the same seed give the same, on each JDK.
 */
internal class SeededRandom(
    seed: ByteArray,
) : SecureRandom(Stream(seed), null) {
    private class Stream(
        private val seed: ByteArray,
    ) : SecureRandomSpi() {
        private var block = ByteArray(0)
        private var used = 0
        private var counter = 0L

        override fun engineSetSeed(seed: ByteArray) = Unit

        @Synchronized
        override fun engineNextBytes(bytes: ByteArray) {
            for (i in bytes.indices) {
                if (used == block.size) {
                    val input = ByteBuffer.allocate(seed.size + Long.SIZE_BYTES).put(seed).putLong(counter++).array()
                    block = MessageDigest.getInstance("SHA-256").digest(input)
                    used = 0
                }
                bytes[i] = block[used++]
            }
        }

        override fun engineGenerateSeed(length: Int): ByteArray = ByteArray(length).also(::engineNextBytes)

        private companion object {
            @Serial
            private const val serialVersionUID = 1L
        }
    }

    private companion object {
        @Serial
        private const val serialVersionUID = 1L
    }
}
