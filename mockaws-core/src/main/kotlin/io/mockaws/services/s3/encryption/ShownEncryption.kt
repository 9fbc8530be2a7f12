package io.mockaws.services.s3.encryption

import io.mockaws.services.s3.checksum.ChecksumHeaders
import kotlinx.serialization.Serializable

/** The members by which an answer tells how an object is encrypted. */
internal interface ShowsEncryption {
    var serverSideEncryption: String?
    var sseKmsKeyId: String?
    var bucketKeyEnabled: Boolean?
    var sseCustomerAlgorithm: String?
    var sseCustomerKeyMD5: String?

    fun show(encryption: Encryption) =
        when (encryption) {
            Encryption.ByS3 -> serverSideEncryption = Encryption.AES256

            is Encryption.ByKms -> {
                serverSideEncryption = encryption.algorithm
                sseKmsKeyId = encryption.keyArn
                // S3 does not say that there is none.
                bucketKeyEnabled = encryption.bucketKey.takeIf { it }
            }

            is Encryption.ByCustomerKey -> {
                sseCustomerAlgorithm = Encryption.AES256
                sseCustomerKeyMD5 = encryption.keyMd5
            }
        }

    /** As [other] shows it. */
    fun showAs(other: ShowsEncryption) {
        serverSideEncryption = other.serverSideEncryption
        sseKmsKeyId = other.sseKmsKeyId
        bucketKeyEnabled = other.bucketKeyEnabled
        sseCustomerAlgorithm = other.sseCustomerAlgorithm
        sseCustomerKeyMD5 = other.sseCustomerKeyMD5
    }
}

/** The algorithm as `x-amz-server-side-encryption` has it; null for a key of the client's own. */
internal val Encryption.shownAlgorithm: String?
    get() =
        when (this) {
            Encryption.ByS3 -> Encryption.AES256
            is Encryption.ByKms -> algorithm
            is Encryption.ByCustomerKey -> null
        }

/** The context that an object was put with, which only the answer to that shows. */
internal val Encryption.context: String? get() = (this as? Encryption.ByKms)?.context

/** [ShowsEncryption] as headers. */
@Serializable
internal abstract class EncryptionAnswer : ShowsEncryption {
    override var serverSideEncryption: String? = null

    override var sseKmsKeyId: String? = null

    override var bucketKeyEnabled: Boolean? = null

    override var sseCustomerAlgorithm: String? = null

    override var sseCustomerKeyMD5: String? = null
}

/** The same beside checksums, which a class can inherit only one of. */
@Serializable
internal abstract class ChecksumAndEncryptionAnswer : ChecksumHeaders(), ShowsEncryption {
    override var serverSideEncryption: String? = null

    override var sseKmsKeyId: String? = null

    override var bucketKeyEnabled: Boolean? = null

    override var sseCustomerAlgorithm: String? = null

    override var sseCustomerKeyMD5: String? = null
}
