package io.mockaws.engine

import kotlinx.serialization.Serializable
import java.nio.ByteBuffer
import java.util.UUID
import java.util.concurrent.atomic.AtomicLong

/**
 * Everything that AWS makes up: ids, tokens, version ids. The n-th id depends on the seed and on n alone, so a
 * test that makes the same calls gets the same ids (SplitMix64 over a counter). Safe for all threads.
 */
internal class Ids(
    seed: Long,
    drawn: Long = 0,
    /** Which copy of a mock it is: 0 for none. Copies draw the same ids, and this tells them apart. */
    val copy: Long = 0,
) {
    @Volatile
    private var seed = seed
    private val counter = AtomicLong(drawn)

    /** 64 fresh bits. */
    fun nextLong(): Long = mix(seed + counter.incrementAndGet() * GOLDEN)

    /** A number above all that it gave before. */
    fun nextNumber(): Long = counter.incrementAndGet()

    /** A version 4 UUID in lower case with dashes. */
    fun uuid(): String = nextUuid().toString()

    /** The same as a value. */
    fun nextUuid(): UUID {
        val hi = (nextLong() and 0xf000L.inv()) or 0x4000L
        val lo = (nextLong() ushr 2) or Long.MIN_VALUE
        return UUID(hi, lo)
    }

    /** [length] characters of [alphabet]. */
    fun random(
        length: Int,
        alphabet: String,
    ): String {
        val out = CharArray(length)
        var bits = 0L
        var left = 0
        for (i in out.indices) {
            if (left == 0) {
                bits = nextLong()
                left = CHARS_PER_DRAW
            }
            out[i] = alphabet[Math.floorMod(bits, alphabet.length.toLong()).toInt()]
            bits = bits / alphabet.length
            left--
        }
        return String(out)
    }

    /** [length] fresh bytes. */
    fun bytes(length: Int): ByteArray {
        val out = ByteBuffer.allocate((length + Long.SIZE_BYTES - 1) / Long.SIZE_BYTES * Long.SIZE_BYTES)
        while (out.hasRemaining()) out.putLong(nextLong())
        return out.array().copyOf(length)
    }

    /** [length] hexadecimal digits in lower case. */
    fun hex(length: Int): String = random(length, "0123456789abcdef")

    /** [length] capitals and digits, as in request ids and access keys. */
    fun capitals(length: Int): String = random(length, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")

    /** [length] letters and digits. */
    fun alphanumeric(length: Int): String =
        random(length, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")

    private val copies = AtomicLong()

    /** A stream that goes on as this one does, for a copy of its mock. */
    fun fork(): Ids = Ids(seed, counter.get(), copy * COPIES + copies.incrementAndGet())

    /** Where the stream stands, so that a snapshot goes on with the same ids. */
    fun position(): Position = Position(seed, counter.get())

    /** Goes on at [position]'s count; the seed stays. */
    fun moveTo(position: Position) = counter.set(position.drawn)

    /** Begins anew, as with [seed] from the start. */
    fun reseed(seed: Long) {
        this.seed = seed
        counter.set(0)
    }

    @Serializable
    data class Position(
        val seed: Long,
        val drawn: Long,
    )

    private companion object {
        /** No mock has more copies. */
        const val COPIES = 1_000_003L
        const val GOLDEN = -7046029254386353131L
        const val CHARS_PER_DRAW = 8

        fun mix(value: Long): Long {
            var z = value
            z = (z xor (z ushr 30)) * -4658895280553007687L
            z = (z xor (z ushr 27)) * -7723592293110705685L
            return z xor (z ushr 31)
        }
    }
}
