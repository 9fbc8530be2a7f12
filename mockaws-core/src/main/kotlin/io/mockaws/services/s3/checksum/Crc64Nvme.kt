package io.mockaws.services.s3.checksum

import java.lang.invoke.MethodHandles
import java.nio.ByteOrder
import java.util.zip.Checksum

/**
 * CRC-64/NVME (NVM Express NVM Command Set Specification, 5.2.1.3.4), eight bytes a step. `java.util.zip` has no
 * CRC of this width, and it is on the path of every object that is put without a checksum.
 */
internal class Crc64Nvme : Checksum {
    private var state = -1L

    override fun update(byte: Int) {
        state = TABLES[0][((state xor byte.toLong()) and 0xff).toInt()] xor (state ushr 8)
    }

    override fun update(
        bytes: ByteArray,
        offset: Int,
        length: Int,
    ) {
        var crc = state
        var i = offset
        val end = offset + length
        while (end - i >= Long.SIZE_BYTES) {
            crc = step(crc xor (LONGS.get(bytes, i) as Long))
            i += Long.SIZE_BYTES
        }
        state = crc
        while (i < end) update(bytes[i++].toInt())
    }

    private fun step(mixed: Long): Long =
        TABLES[7][(mixed and 0xff).toInt()] xor
            TABLES[6][((mixed ushr 8) and 0xff).toInt()] xor
            TABLES[5][((mixed ushr 16) and 0xff).toInt()] xor
            TABLES[4][((mixed ushr 24) and 0xff).toInt()] xor
            TABLES[3][((mixed ushr 32) and 0xff).toInt()] xor
            TABLES[2][((mixed ushr 40) and 0xff).toInt()] xor
            TABLES[1][((mixed ushr 48) and 0xff).toInt()] xor
            TABLES[0][(mixed ushr 56).toInt()]

    override fun getValue(): Long = state.inv()

    override fun reset() {
        state = -1L
    }

    companion object {
        /** 0xAD93D23594C93659 with its bits the other way round. */
        const val POLYNOMIAL: Long = -0x6593_6CD6_53B4_364BL

        private val LONGS = MethodHandles.byteArrayViewVarHandle(LongArray::class.java, ByteOrder.LITTLE_ENDIAN)

        /** `TABLES[k][b]`: what byte b does to the CRC when k more zero bytes follow it. */
        private val TABLES: Array<LongArray> =
            Array(Long.SIZE_BYTES) { LongArray(256) }.also { tables ->
                for (byte in 0..255) {
                    var crc = byte.toLong()
                    repeat(8) { crc = if (crc and 1L != 0L) (crc ushr 1) xor POLYNOMIAL else crc ushr 1 }
                    tables[0][byte] = crc
                }
                for (k in 1 until Long.SIZE_BYTES) {
                    for (byte in 0..255) {
                        val before = tables[k - 1][byte]
                        tables[k][byte] = tables[0][(before and 0xff).toInt()] xor (before ushr 8)
                    }
                }
            }
    }
}
