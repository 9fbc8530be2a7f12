package io.mockaws.services.s3.encryption

import io.mockaws.engine.Ids
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/** How an object is encrypted, as S3 tells its clients: contents themselves are kept as they came. */
@Serializable
internal sealed interface Encryption {
    /**
     * With keys of S3's own, as every object is since 2023 that asks for nothing else.
     * https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
     */
    @Serializable
    @SerialName("s3")
    data object ByS3 : Encryption

    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html */
    @Serializable
    @SerialName("kms")
    data class ByKms(
        /** One layer or two: `aws:kms` or `aws:kms:dsse`. */
        val algorithm: String,
        val keyArn: String,
        val bucketKey: Boolean = false,
        /** In base64, as it was sent. */
        val context: String? = null,
    ) : Encryption

    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html */
    @Serializable
    @SerialName("customer")
    data class ByCustomerKey(
        /** All that S3 keeps of the key: its MD5 in base64. */
        val keyMd5: String,
    ) : Encryption

    /**
     * The ETag of content with the MD5 [md5], in quotes. Under any key that is not S3's own it tells nothing of the
     * content, and is another one each time.
     * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html
     */
    fun eTag(
        md5: String,
        ids: Ids,
    ): String = if (this == ByS3) md5 else "\"${ids.hex(E_TAG)}\""

    companion object {
        const val AES256: String = "AES256"
        const val KMS: String = "aws:kms"
        const val DSSE: String = "aws:kms:dsse"

        private const val E_TAG = 32
    }
}
