package io.mockaws.services.s3.op

import io.mockaws.services.s3.checksum.ChecksumAlgorithm
import io.mockaws.services.s3.checksum.ChecksumType
import io.mockaws.services.s3.encryption.EncryptionAnswer
import io.mockaws.services.s3.encryption.context
import io.mockaws.services.s3.lock.ProtectionHeaders
import io.mockaws.services.s3.objects.CopySourceMembers
import io.mockaws.services.s3.objects.ObjectHeadersMembers
import io.mockaws.services.s3.objects.S3Object
import io.mockaws.wire.DateText
import io.mockaws.wire.XmlName
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class CopyObjectRequest(
    val bucket: String,
    val key: String,
    override val copySource: String,
    override val copySourceIfMatch: String? = null,
    override val copySourceIfModifiedSince: DateText? = null,
    override val copySourceIfNoneMatch: String? = null,
    override val copySourceIfUnmodifiedSince: DateText? = null,
    @SerialName("CopySourceSSECustomerAlgorithm")
    override val copySourceCustomerAlgorithm: String? = null,
    @SerialName("CopySourceSSECustomerKey")
    override val copySourceCustomerKey: String? = null,
    @SerialName("CopySourceSSECustomerKeyMD5")
    override val copySourceCustomerKeyMD5: String? = null,
    override val expectedSourceBucketOwner: String? = null,
    override val cacheControl: String? = null,
    override val contentDisposition: String? = null,
    override val contentEncoding: String? = null,
    override val contentLanguage: String? = null,
    override val contentType: String? = null,
    override val expires: DateText? = null,
    override val metadata: Map<String, String> = emptyMap(),
    override val storageClass: String? = null,
    override val websiteRedirectLocation: String? = null,
    override val tagging: String? = null,
    val checksumAlgorithm: String? = null,
    val ifMatch: String? = null,
    val ifNoneMatch: String? = null,
    val metadataDirective: String? = null,
    val taggingDirective: String? = null,
    val expectedBucketOwner: String? = null,
) : ProtectionHeaders(), CopySourceMembers, ObjectHeadersMembers

@Serializable
internal data class CopyObjectResponse(
    val copyObjectResult: CopyObjectResult,
    val versionId: String?,
    val copySourceVersionId: String?,
    val expiration: String?,
    val sseKmsEncryptionContext: String?,
) : EncryptionAnswer()

@Serializable
@XmlName("CopyObjectResult")
internal data class CopyObjectResult(
    val eTag: String,
    val lastModified: Instant,
    val checksumType: ChecksumType?,
    val checksumCRC32: String?,
    val checksumCRC32C: String?,
    val checksumCRC64NVME: String?,
    val checksumSHA1: String?,
    val checksumSHA256: String?,
) {
    companion object {
        fun of(copy: S3Object) =
            CopyObjectResult(
                eTag = copy.eTag,
                lastModified = copy.lastModified,
                checksumType = copy.checksum?.type,
                checksumCRC32 = copy.checksum?.get(ChecksumAlgorithm.CRC32),
                checksumCRC32C = copy.checksum?.get(ChecksumAlgorithm.CRC32C),
                checksumCRC64NVME = copy.checksum?.get(ChecksumAlgorithm.CRC64NVME),
                checksumSHA1 = copy.checksum?.get(ChecksumAlgorithm.SHA1),
                checksumSHA256 = copy.checksum?.get(ChecksumAlgorithm.SHA256),
            )
    }
}
