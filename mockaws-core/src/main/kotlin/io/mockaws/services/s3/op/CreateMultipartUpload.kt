package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.acl.possessionOf
import io.mockaws.services.s3.bucket.changeBucket
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.checksum.ChecksumAlgorithm
import io.mockaws.services.s3.checksum.ChecksumType
import io.mockaws.services.s3.encryption.EncryptionAnswer
import io.mockaws.services.s3.encryption.context
import io.mockaws.services.s3.encryption.encryptionOf
import io.mockaws.services.s3.lifecycle.abortionOf
import io.mockaws.services.s3.lock.ProtectionHeaders
import io.mockaws.services.s3.multipart.MultipartUpload
import io.mockaws.services.s3.multipart.UploadBegin
import io.mockaws.services.s3.objects.ObjectHeadersMembers
import io.mockaws.services.s3.objects.algorithmNamed
import io.mockaws.services.s3.objects.checkKey
import io.mockaws.services.s3.objects.toSeconds
import io.mockaws.wire.DateText
import io.mockaws.wire.XmlName
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class CreateMultipartUploadRequest(
    val bucket: String,
    val key: String,
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
    val checksumType: String? = null,
    val expectedBucketOwner: String? = null,
) : ProtectionHeaders(), ObjectHeadersMembers

@Serializable
@XmlName("InitiateMultipartUploadResult")
internal data class CreateMultipartUploadResponse(
    val bucket: String,
    val key: String,
    val uploadId: String,
    val checksumAlgorithm: String?,
    val checksumType: ChecksumType?,
    val abortDate: Instant?,
    val abortRuleId: String?,
    val sseKmsEncryptionContext: String?,
) : EncryptionAnswer()

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
internal fun createMultipartUpload(
    request: CreateMultipartUploadRequest,
    call: CallContext<S3State>,
): CreateMultipartUploadResponse {
    val bucket = call.openBucket(request.bucket, request.expectedBucketOwner)
    checkKey(request.key)
    val headers = request.headers()
    val encryption = call.encryptionOf(request, bucket)
    val lock = request.lockIn(bucket, call.now())
    val algorithm = request.checksumAlgorithm?.let { algorithmNamed(it) }
    val type = typeOf(request.checksumType, algorithm)
    val possession = call.possessionOf(request, bucket, request.key, "CreateMultipartUpload")
    val upload =
        UploadBegin(
            id = call.ids.alphanumeric(UPLOAD_ID),
            key = request.key,
            initiated = call.now().toSeconds(),
            initiator = call.account,
            headers = headers,
            checksumAlgorithm = algorithm,
            checksumType = type,
            encryption = encryption,
            lock = lock,
            acl = possession.acl,
            owner = possession.owner,
        )
    val after = call.changeBucket(request.bucket) { it.with(MultipartUpload(upload)) }
    val abortion = after.abortionOf(upload.key, upload.initiated)
    return CreateMultipartUploadResponse(
        bucket = request.bucket,
        key = request.key,
        uploadId = upload.id,
        checksumAlgorithm = algorithm?.name,
        checksumType = type.takeIf { algorithm != null },
        abortDate = abortion?.at,
        abortRuleId = abortion?.ruleId,
        sseKmsEncryptionContext = encryption.context,
    ).apply { show(encryption) }
}

private fun typeOf(
    name: String?,
    algorithm: ChecksumAlgorithm?,
): ChecksumType {
    if (name == null) return (algorithm ?: ChecksumAlgorithm.Default).defaultType
    if (algorithm == null) {
        throw S3Faults.invalidRequest(
            "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.",
        )
    }
    val type =
        ChecksumType.entries.firstOrNull { it.name == name }
            ?: throw S3Faults.invalidRequest("Value for x-amz-checksum-type header is invalid.")
    if (!algorithm.supports(type)) throw S3Faults.checksumTypeUnsupported(type, algorithm)
    return type
}

private const val UPLOAD_ID = 128
