package io.mockaws.services.iam.credential

import java.io.ByteArrayOutputStream
import java.nio.ByteBuffer
import java.util.zip.CRC32
import java.util.zip.DeflaterOutputStream
import kotlin.math.abs

/**
 * A QR code of one size, which is enough for the key of an authenticator app: version 9 of ISO/IEC 18004, error correction L,
 * bytes, mask 0.
 */
internal class QrCode private constructor(
    private val dark: Array<BooleanArray>,
) {
    /** It as a picture, with the margin that readers want. */
    fun png(): ByteArray {
        val side = (SIZE + 2 * MARGIN) * SCALE
        val rows = ByteArrayOutputStream()
        for (y in 0 until side) {
            rows.write(0)
            for (x in 0 until side) rows.write(if (isDark(x / SCALE - MARGIN, y / SCALE - MARGIN)) 0 else WHITE)
        }
        val packed = ByteArrayOutputStream()
        DeflaterOutputStream(packed).use { it.write(rows.toByteArray()) }
        // Eight bits of grey, https://www.w3.org/TR/png/#11IHDR
        val head = ByteBuffer.allocate(13).putInt(side).putInt(side).put(8).put(ByteArray(4)).array()
        return PNG + chunk("IHDR", head) + chunk("IDAT", packed.toByteArray()) + chunk("IEND", ByteArray(0))
    }

    private fun isDark(
        x: Int,
        y: Int,
    ) = x in 0 until SIZE && y in 0 until SIZE && dark[y][x]

    private fun chunk(
        type: String,
        data: ByteArray,
    ): ByteArray {
        val named = type.encodeToByteArray() + data
        val crc = CRC32().apply { update(named) }.value.toInt()
        return ByteBuffer.allocate(named.size + 2 * Int.SIZE_BYTES).putInt(data.size).put(named).putInt(crc).array()
    }

    companion object {
        private const val VERSION = 9
        private const val SIZE = 17 + 4 * VERSION
        private const val DATA = 232
        private const val BLOCKS = 2
        private const val CORRECTION = 30
        private const val MARGIN = 4
        private const val SCALE = 4
        private const val WHITE = 255
        private val PNG = byteArrayOf(0x89.toByte()) + "PNG\r\n".encodeToByteArray() + byteArrayOf(0x1a, 10)
        private val alignments = listOf(6, 26, 46)

        /** The code of [text]; null where it is too long for it. */
        fun of(text: String): QrCode? {
            val bytes = text.encodeToByteArray()
            // Four bits say that bytes follow, and eight how many.
            if (bytes.size > DATA - 2) return null
            return QrCode(Drawing().apply { draw(codewords(bytes)) }.dark)
        }

        private fun codewords(bytes: ByteArray): IntArray {
            val bits = StringBuilder("0100").append(binary(bytes.size))
            bytes.forEach { bits.append(binary(it.toInt() and 0xff)) }
            bits.append("0000")
            val data = bits.chunked(8).map { it.toInt(2) }.toMutableList()
            while (data.size < DATA) data += if ((data.size - bytes.size) % 2 == 0) 0xec else 0x11
            val blocks = data.chunked(DATA / BLOCKS)
            val corrections = blocks.map { ReedSolomon.remainder(it, CORRECTION) }
            return (interleaved(blocks) + interleaved(corrections)).toIntArray()
        }

        private fun interleaved(blocks: List<List<Int>>): List<Int> =
            blocks[0].indices.flatMap { i -> blocks.map { it[i] } }

        private fun binary(byte: Int): String = byte.toString(2).padStart(8, '0')
    }

    /** The modules while they are drawn. */
    private class Drawing {
        val dark = Array(SIZE) { BooleanArray(SIZE) }
        private val isTaken = Array(SIZE) { BooleanArray(SIZE) }

        private fun set(
            x: Int,
            y: Int,
            isDark: Boolean,
        ) {
            dark[y][x] = isDark
            isTaken[y][x] = true
        }

        fun draw(codewords: IntArray) {
            for (i in 0 until SIZE) {
                set(i, 6, i % 2 == 0)
                set(6, i, i % 2 == 0)
            }
            finder(3, 3)
            finder(SIZE - 4, 3)
            finder(3, SIZE - 4)
            for (x in alignments) for (y in alignments) if (!isCorner(x, y)) alignment(x, y)
            version()
            format()
            data(codewords)
        }

        private fun isCorner(
            x: Int,
            y: Int,
        ) = (x == 6 && (y == 6 || y == alignments.last())) || (x == alignments.last() && y == 6)

        /** Rings about a middle, with a light one outside. */
        private fun finder(
            x: Int,
            y: Int,
        ) {
            for (dy in -4..4) {
                for (dx in -4..4) {
                    if (x + dx !in 0 until SIZE || y + dy !in 0 until SIZE) continue
                    val ring = maxOf(abs(dx), abs(dy))
                    set(x + dx, y + dy, ring != 2 && ring != 4)
                }
            }
        }

        private fun alignment(
            x: Int,
            y: Int,
        ) {
            for (dy in -2..2) for (dx in -2..2) set(x + dx, y + dy, maxOf(abs(dx), abs(dy)) != 1)
        }

        /** The version and its check bits, twice. */
        private fun version() {
            val bits = (VERSION shl 12) or check(VERSION, 12, 0x1f25)
            for (i in 0 until 18) {
                val isDark = bits shr i and 1 == 1
                set(SIZE - 11 + i % 3, i / 3, isDark)
                set(i / 3, SIZE - 11 + i % 3, isDark)
            }
        }

        /** Correction L and mask 0, and their check bits, twice. */
        private fun format() {
            val level = 0b01000
            val bits = ((level shl 10) or check(level, 10, 0x537)) xor 0x5412

            fun bit(i: Int) = bits shr i and 1 == 1
            for (i in 0..5) set(8, i, bit(i))
            set(8, 7, bit(6))
            set(8, 8, bit(7))
            set(7, 8, bit(8))
            for (i in 9..14) set(14 - i, 8, bit(i))
            for (i in 0..7) set(SIZE - 1 - i, 8, bit(i))
            for (i in 8..14) set(8, SIZE - 15 + i, bit(i))
            set(8, SIZE - 8, true)
        }

        /** The remainder of [value] by the polynomial [generator] of [degree]. */
        private fun check(
            value: Int,
            degree: Int,
            generator: Int,
        ): Int {
            var rest = value
            repeat(degree) { rest = (rest shl 1) xor (if (rest shr (degree - 1) and 1 == 1) generator else 0) }
            return rest and ((1 shl degree) - 1)
        }

        /** Two columns at a time, up and down, from the right, but for the column that is a ruler. */
        private fun data(codewords: IntArray) {
            var at = 0
            for (right in (SIZE - 1 downTo 8 step 2) + listOf(5, 3, 1)) {
                val isUp = (right + 1) and 2 == 0
                for (step in 0 until SIZE) {
                    val y = if (isUp) SIZE - 1 - step else step
                    for (x in listOf(right, right - 1)) {
                        if (isTaken[y][x]) continue
                        val bit = at < codewords.size * 8 && codewords[at / 8] shr (7 - at % 8) and 1 == 1
                        at++
                        dark[y][x] = bit != ((x + y) % 2 == 0)
                    }
                }
            }
        }
    }
}

/** Numbers of GF(256), with the polynomial of QR codes. */
private object ReedSolomon {
    private const val POLYNOMIAL = 0x11d

    /** [count] codewords that correct [data]. */
    fun remainder(
        data: List<Int>,
        count: Int,
    ): List<Int> {
        val divisor = divisor(count)
        val rest = ArrayDeque(List(count) { 0 })
        for (byte in data) {
            val factor = byte xor rest.removeFirst()
            rest.addLast(0)
            for (i in 0 until count) rest[i] = rest[i] xor product(divisor[i], factor)
        }
        return rest.toList()
    }

    private fun divisor(degree: Int): IntArray {
        val result = IntArray(degree)
        result[degree - 1] = 1
        var root = 1
        repeat(degree) {
            for (i in result.indices) {
                result[i] = product(result[i], root)
                if (i + 1 < degree) result[i] = result[i] xor result[i + 1]
            }
            root = product(root, 2)
        }
        return result
    }

    private fun product(
        x: Int,
        y: Int,
    ): Int {
        var product = 0
        for (i in 7 downTo 0) {
            product = (product shl 1) xor ((product ushr 7) * POLYNOMIAL)
            if (y ushr i and 1 == 1) product = product xor x
        }
        return product
    }
}
