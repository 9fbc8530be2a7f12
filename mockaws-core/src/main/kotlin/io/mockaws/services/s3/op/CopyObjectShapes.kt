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
import io.mockaws.wire.HttpHeader
import io.mockaws.wire.HttpLabel
import io.mockaws.wire.HttpPayload
import io.mockaws.wire.HttpPrefixHeaders
import io.mockaws.wire.XmlName
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class CopyObjectRequest(
    @HttpLabel
    val bucket: String,
    @HttpLabel
    val key: String,
    @HttpHeader("x-amz-copy-source")
    override val copySource: String,
    @HttpHeader("x-amz-copy-source-if-match")
    override val copySourceIfMatch: String? = null,
    @HttpHeader("x-amz-copy-source-if-modified-since")
    override val copySourceIfModifiedSince: DateText? = null,
    @HttpHeader("x-amz-copy-source-if-none-match")
    override val copySourceIfNoneMatch: String? = null,
    @HttpHeader("x-amz-copy-source-if-unmodified-since")
    override val copySourceIfUnmodifiedSince: DateText? = null,
    @SerialName("CopySourceSSECustomerAlgorithm")
    @HttpHeader("x-amz-copy-source-server-side-encryption-customer-algorithm")
    override val copySourceCustomerAlgorithm: String? = null,
    @SerialName("CopySourceSSECustomerKey")
    @HttpHeader("x-amz-copy-source-server-side-encryption-customer-key")
    override val copySourceCustomerKey: String? = null,
    @SerialName("CopySourceSSECustomerKeyMD5")
    @HttpHeader("x-amz-copy-source-server-side-encryption-customer-key-MD5")
    override val copySourceCustomerKeyMD5: String? = null,
    @HttpHeader("x-amz-source-expected-bucket-owner")
    override val expectedSourceBucketOwner: String? = null,
    @HttpHeader("Cache-Control")
    override val cacheControl: String? = null,
    @HttpHeader("Content-Disposition")
    override val contentDisposition: String? = null,
    @HttpHeader("Content-Encoding")
    override val contentEncoding: String? = null,
    @HttpHeader("Content-Language")
    override val contentLanguage: String? = null,
    @HttpHeader("Content-Type")
    override val contentType: String? = null,
    @HttpHeader("Expires")
    override val expires: DateText? = null,
    @HttpPrefixHeaders("x-amz-meta-")
    override val metadata: Map<String, String> = emptyMap(),
    @HttpHeader("x-amz-storage-class")
    override val storageClass: String? = null,
    @HttpHeader("x-amz-website-redirect-location")
    override val websiteRedirectLocation: String? = null,
    @HttpHeader("x-amz-tagging")
    override val tagging: String? = null,
    @HttpHeader("x-amz-checksum-algorithm")
    val checksumAlgorithm: String? = null,
    @HttpHeader("If-Match")
    val ifMatch: String? = null,
    @HttpHeader("If-None-Match")
    val ifNoneMatch: String? = null,
    @HttpHeader("x-amz-metadata-directive")
    val metadataDirective: String? = null,
    @HttpHeader("x-amz-tagging-directive")
    val taggingDirective: String? = null,
    @HttpHeader("x-amz-expected-bucket-owner")
    val expectedBucketOwner: String? = null,
) : ProtectionHeaders(), CopySourceMembers, ObjectHeadersMembers

@Serializable
internal data class CopyObjectResponse(
    @HttpPayload
    val copyObjectResult: CopyObjectResult,
    @HttpHeader("x-amz-version-id")
    val versionId: String?,
    @HttpHeader("x-amz-copy-source-version-id")
    val copySourceVersionId: String?,
    @HttpHeader("x-amz-expiration")
    val expiration: String?,
    @SerialName("SSEKMSEncryptionContext")
    @HttpHeader("x-amz-server-side-encryption-context")
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
