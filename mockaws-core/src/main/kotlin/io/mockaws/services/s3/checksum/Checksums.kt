package io.mockaws.services.s3.checksum

import io.mockaws.services.s3.S3Faults
import kotlinx.serialization.Serializable
import java.util.Base64

/** The checksum that S3 keeps with an object. [value] is base64, with `-N` behind it when composite. */
@Serializable
internal data class ObjectChecksum(
    val algorithm: ChecksumAlgorithm,
    val type: ChecksumType,
    val value: String,
) {
    /** [value] if it is of [asked], as the members `ChecksumCRC32`, `ChecksumSHA1`, ... want it. */
    operator fun get(asked: ChecksumAlgorithm): String? = value.takeIf { algorithm == asked }
}

/** The members `ChecksumCRC32` to `ChecksumSHA256` of many shapes. */
internal interface ChecksumMembers {
    val checksumCRC32: String?
    val checksumCRC32C: String?
    val checksumCRC64NVME: String?
    val checksumSHA1: String?
    val checksumSHA256: String?

    fun checksum(algorithm: ChecksumAlgorithm): String? =
        when (algorithm) {
            ChecksumAlgorithm.CRC32 -> checksumCRC32
            ChecksumAlgorithm.CRC32C -> checksumCRC32C
            ChecksumAlgorithm.CRC64NVME -> checksumCRC64NVME
            ChecksumAlgorithm.SHA1 -> checksumSHA1
            ChecksumAlgorithm.SHA256 -> checksumSHA256
        }

    /** The one that is set, or null. More than one is refused. */
    fun sent(): SentChecksum? {
        val sent = ChecksumAlgorithm.entries.mapNotNull { a -> checksum(a)?.let { SentChecksum(a, it) } }
        if (sent.size > 1) throw S3Faults.severalChecksums()
        return sent.firstOrNull()
    }
}

/** A value that the client says the body has. */
internal class SentChecksum(
    val algorithm: ChecksumAlgorithm,
    val value: String,
) {
    /** Refuses what cannot be a value of the algorithm. */
    fun checkForm() {
        if (decodeBase64(value)?.size != algorithm.size) throw S3Faults.invalidChecksumHeader(algorithm)
    }

    /** Refuses a body whose checksum is another. */
    fun verify(calculated: String) {
        if (calculated != value) throw S3Faults.badChecksum(algorithm.name)
    }
}

/** Null for what is no base64. */
internal fun decodeBase64(text: String): ByteArray? =
    try {
        Base64.getDecoder().decode(text)
    } catch (_: IllegalArgumentException) {
        null
    }

internal fun ByteArray.toBase64(): String = Base64.getEncoder().encodeToString(this)
