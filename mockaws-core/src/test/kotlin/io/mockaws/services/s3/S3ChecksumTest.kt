package io.mockaws.services.s3

import io.kotest.matchers.shouldBe
import io.mockaws.services.s3.checksum.ChecksumAlgorithm
import io.mockaws.services.s3.checksum.Crc64Nvme
import io.mockaws.services.s3.checksum.CrcCombine
import io.mockaws.services.s3.checksum.toBase64
import org.junit.jupiter.api.Test
import kotlin.random.Random

class S3ChecksumTest {
    private val digits = "123456789".encodeToByteArray()

    @Test
    fun `each algorithm gives its published check value`() {
        fun hex(algorithm: ChecksumAlgorithm) = algorithm.of(digits).joinToString("") { "%02x".format(it) }
        hex(ChecksumAlgorithm.CRC32) shouldBe "cbf43926"
        hex(ChecksumAlgorithm.CRC32C) shouldBe "e3069283"
        hex(ChecksumAlgorithm.CRC64NVME) shouldBe "ae8b14860a799888"
        hex(ChecksumAlgorithm.SHA1) shouldBe "f7c3bc1d808e04732adf679965ccc34ca7ae3441"
        ChecksumAlgorithm.CRC32.of(ByteArray(0)).toBase64() shouldBe "AAAAAA=="
    }

    @Test
    fun `CRC64NVME is the same however the bytes are cut`() {
        val random = Random(7)
        val bytes = random.nextBytes(10_000)
        val whole = Crc64Nvme().apply { update(bytes, 0, bytes.size) }.value
        repeat(50) {
            val cut = Crc64Nvme()
            var at = 0
            while (at < bytes.size) {
                val n = minOf(random.nextInt(1, 700), bytes.size - at)
                if (n == 1) cut.update(bytes[at].toInt()) else cut.update(bytes, at, n)
                at += n
            }
            cut.value shouldBe whole
        }
    }

    @Test
    fun `the CRC of a whole follows from those of its pieces`() {
        val random = Random(11)
        for (algorithm in ChecksumAlgorithm.entries.filter { it.isCrc }) {
            repeat(20) {
                val first = random.nextBytes(random.nextInt(5000))
                val second = random.nextBytes(random.nextInt(5000))
                val combined =
                    CrcCombine(algorithm).combine(algorithm.of(first), algorithm.of(second), second.size.toLong())
                combined.toBase64() shouldBe algorithm.of(first + second).toBase64()
            }
        }
    }
}
