package io.mockaws.services.s3.checksum

import kotlinx.serialization.Serializable

/** [ChecksumMembers] as headers, which have no order among the other members of an input or output. */
@Serializable
internal abstract class ChecksumHeaders : ChecksumMembers {
    final override var checksumCRC32: String? = null
        private set

    final override var checksumCRC32C: String? = null
        private set

    final override var checksumCRC64NVME: String? = null
        private set

    final override var checksumSHA1: String? = null
        private set

    final override var checksumSHA256: String? = null
        private set

    /** Sets the member of [algorithm]. */
    fun show(
        algorithm: ChecksumAlgorithm,
        value: String,
    ) = when (algorithm) {
        ChecksumAlgorithm.CRC32 -> checksumCRC32 = value
        ChecksumAlgorithm.CRC32C -> checksumCRC32C = value
        ChecksumAlgorithm.CRC64NVME -> checksumCRC64NVME = value
        ChecksumAlgorithm.SHA1 -> checksumSHA1 = value
        ChecksumAlgorithm.SHA256 -> checksumSHA256 = value
    }
}
