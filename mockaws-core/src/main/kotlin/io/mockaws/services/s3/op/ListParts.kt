package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.canonicalUserId
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.checksum.ChecksumAlgorithm
import io.mockaws.services.s3.checksum.ChecksumType
import io.mockaws.services.s3.encryption.CustomerKeyHeaders
import io.mockaws.services.s3.lifecycle.abortionOf
import io.mockaws.services.s3.listing.pageSize
import io.mockaws.services.s3.multipart.MultipartUpload
import io.mockaws.services.s3.multipart.UploadedPart
import io.mockaws.services.s3.multipart.upload
import io.mockaws.wire.XmlName
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class ListPartsRequest(
    val bucket: String,
    val key: String,
    val maxParts: Int? = null,
    val partNumberMarker: Int? = null,
    val uploadId: String,
    val expectedBucketOwner: String? = null,
) : CustomerKeyHeaders()

@Serializable
@XmlName("ListPartsResult")
internal data class ListPartsResponse(
    val bucket: String,
    val key: String,
    val uploadId: String,
    val partNumberMarker: Int,
    val nextPartNumberMarker: Int,
    val maxParts: Int,
    val isTruncated: Boolean,
    val parts: List<ListedPart>,
    val initiator: Owner,
    val owner: Owner,
    val storageClass: String,
    val checksumAlgorithm: String?,
    val checksumType: ChecksumType?,
    val abortDate: Instant?,
    val abortRuleId: String?,
)

@Serializable
internal data class ListedPart(
    val partNumber: Int,
    val lastModified: Instant,
    val eTag: String,
    val size: Long,
    val checksumCRC32: String?,
    val checksumCRC32C: String?,
    val checksumCRC64NVME: String?,
    val checksumSHA1: String?,
    val checksumSHA256: String?,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
internal fun listParts(
    request: ListPartsRequest,
    call: CallContext<S3State>,
): ListPartsResponse {
    val bucket = call.openBucket(request.bucket, request.expectedBucketOwner)
    val upload = bucket.upload(request.key, request.uploadId)
    if (request.customerKey.isThere) request.customerKey.checkFor(upload)
    val limit = pageSize(request.maxParts, "max-parts")
    val marker = pageSize(request.partNumberMarker ?: 0, "part-number-marker", Int.MAX_VALUE)
    val rest = upload.parts.tailMap(marker, false).values
    val page = rest.take(limit)
    val abortion = bucket.abortionOf(upload.key, upload.initiated)
    return ListPartsResponse(
        bucket = bucket.name,
        key = upload.key,
        uploadId = upload.id,
        partNumberMarker = marker,
        nextPartNumberMarker = page.lastOrNull()?.number ?: 0,
        maxParts = limit,
        isTruncated = limit > 0 && rest.size > limit,
        parts = page.map { listed(it, upload) },
        initiator = Owner(canonicalUserId(upload.initiator)),
        owner = Owner(canonicalUserId(bucket.owner)),
        storageClass = upload.headers.storageClass,
        checksumAlgorithm = upload.checksumAlgorithm?.name,
        checksumType = upload.checksumType.takeIf { upload.checksumAlgorithm != null },
        abortDate = abortion?.at,
        abortRuleId = abortion?.ruleId,
    )
}

private fun listed(
    part: UploadedPart,
    upload: MultipartUpload,
): ListedPart {
    val shown = part.checksums.filterKeys { it == upload.checksumAlgorithm }
    return ListedPart(
        partNumber = part.number,
        lastModified = part.lastModified,
        eTag = part.eTag,
        size = part.size,
        checksumCRC32 = shown[ChecksumAlgorithm.CRC32],
        checksumCRC32C = shown[ChecksumAlgorithm.CRC32C],
        checksumCRC64NVME = shown[ChecksumAlgorithm.CRC64NVME],
        checksumSHA1 = shown[ChecksumAlgorithm.SHA1],
        checksumSHA256 = shown[ChecksumAlgorithm.SHA256],
    )
}
