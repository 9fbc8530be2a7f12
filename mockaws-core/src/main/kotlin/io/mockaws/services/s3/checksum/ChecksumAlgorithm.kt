package io.mockaws.services.s3.checksum

import kotlinx.serialization.Serializable
import java.security.MessageDigest
import java.util.zip.CRC32
import java.util.zip.CRC32C
import java.util.zip.Checksum

/**
 * The algorithms that S3 checks an object with.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 */
@Serializable
internal enum class ChecksumAlgorithm(
    /** Length of a value in bytes. */
    val size: Int,
    /** The reflected polynomial of a CRC, 0 for a hash. */
    val polynomial: Long,
) {
    CRC32(4, 0xEDB88320L),
    CRC32C(4, 0x82F63B78L),
    CRC64NVME(8, Crc64Nvme.POLYNOMIAL),
    SHA1(20, 0),
    SHA256(32, 0),
    ;

    /** In messages and header names: `crc64nvme`. */
    val lowerCase: String = name.lowercase()

    /** The header or trailer that carries a value. */
    val header: String = "x-amz-checksum-$lowerCase"

    /** Only a CRC of the whole can be made from those of its parts. */
    val isCrc: Boolean get() = polynomial != 0L

    /** What a multipart upload gets that does not say. */
    val defaultType: ChecksumType
        get() = if (this == CRC64NVME) ChecksumType.FULL_OBJECT else ChecksumType.COMPOSITE

    fun supports(type: ChecksumType): Boolean =
        when (type) {
            ChecksumType.COMPOSITE -> this != CRC64NVME
            ChecksumType.FULL_OBJECT -> isCrc
        }

    fun start(): RunningChecksum =
        when (this) {
            CRC32 -> RunningCrc(CRC32(), size)
            CRC32C -> RunningCrc(CRC32C(), size)
            CRC64NVME -> RunningCrc(Crc64Nvme(), size)
            SHA1 -> RunningHash(MessageDigest.getInstance("SHA-1"))
            SHA256 -> RunningHash(MessageDigest.getInstance("SHA-256"))
        }

    /** Of [bytes] alone. */
    fun of(bytes: ByteArray): ByteArray = start().apply { update(bytes, 0, bytes.size) }.value()

    companion object {
        /** What S3 works out when the client sends no checksum. */
        val Default: ChecksumAlgorithm = CRC64NVME

        fun find(name: String): ChecksumAlgorithm? = entries.firstOrNull { it.name.equals(name, ignoreCase = true) }
    }
}

/** Whether the checksum of a multipart object is that of its bytes or that of its parts' checksums. */
@Serializable
internal enum class ChecksumType { COMPOSITE, FULL_OBJECT }

/** A checksum on its way through a body. */
internal interface RunningChecksum {
    fun update(
        bytes: ByteArray,
        offset: Int,
        length: Int,
    )

    /** The big-endian result; call it once. */
    fun value(): ByteArray
}

private class RunningCrc(
    private val crc: Checksum,
    private val size: Int,
) : RunningChecksum {
    override fun update(
        bytes: ByteArray,
        offset: Int,
        length: Int,
    ) = crc.update(bytes, offset, length)

    override fun value(): ByteArray = crc.value.toBigEndian(size)
}

private class RunningHash(
    private val digest: MessageDigest,
) : RunningChecksum {
    override fun update(
        bytes: ByteArray,
        offset: Int,
        length: Int,
    ) = digest.update(bytes, offset, length)

    override fun value(): ByteArray = digest.digest()
}

/** The lowest [size] bytes of this, the highest first. */
internal fun Long.toBigEndian(size: Int): ByteArray = ByteArray(size) { (this ushr (8 * (size - 1 - it))).toByte() }

/** These bytes, the highest first, as an unsigned number. */
internal fun ByteArray.toUnsigned(): Long = fold(0L) { value, byte -> (value shl 8) or (byte.toLong() and 0xff) }
