package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.checksum.ChecksumAlgorithm
import io.mockaws.services.s3.checksum.ChecksumType
import io.mockaws.services.s3.checksum.ObjectChecksum
import io.mockaws.services.s3.encryption.CustomerKeyHeaders
import io.mockaws.services.s3.listing.pageSize
import io.mockaws.services.s3.objects.ObjectPart
import io.mockaws.services.s3.objects.S3Object
import io.mockaws.services.s3.versions.objectAt
import io.mockaws.services.s3.versions.shownIdOf
import io.mockaws.wire.XmlName
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class GetObjectAttributesRequest(
    val bucket: String,
    val key: String,
    val versionId: String? = null,
    val maxParts: Int? = null,
    val partNumberMarker: Int? = null,
    val objectAttributes: List<String> = emptyList(),
    val expectedBucketOwner: String? = null,
) : CustomerKeyHeaders()

@Serializable
@XmlName("GetObjectAttributesResponse")
internal data class GetObjectAttributesResponse(
    val lastModified: Instant,
    val versionId: String?,
    val eTag: String?,
    val checksum: Checksum?,
    val objectParts: ObjectParts?,
    val storageClass: String?,
    val objectSize: Long?,
)

@Serializable
internal data class Checksum(
    val checksumCRC32: String?,
    val checksumCRC32C: String?,
    val checksumCRC64NVME: String?,
    val checksumSHA1: String?,
    val checksumSHA256: String?,
    val checksumType: ChecksumType,
)

@Serializable
internal data class ObjectParts(
    val totalPartsCount: Int,
    val partNumberMarker: Int?,
    val nextPartNumberMarker: Int?,
    val maxParts: Int?,
    val isTruncated: Boolean?,
    val parts: List<AttributesPart>,
)

@Serializable
internal data class AttributesPart(
    val partNumber: Int,
    val size: Long,
    val checksumCRC32: String?,
    val checksumCRC32C: String?,
    val checksumCRC64NVME: String?,
    val checksumSHA1: String?,
    val checksumSHA256: String?,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html */
internal fun getObjectAttributes(
    request: GetObjectAttributesRequest,
    call: CallContext<S3State>,
): GetObjectAttributesResponse {
    val bucket = call.openBucket(request.bucket, request.expectedBucketOwner)
    val target = bucket.objectAt(request.key, request.versionId, "GET")
    request.customerKey.checkFor(target)
    val asked = request.objectAttributes.toSet()
    if (asked.isEmpty() || !ATTRIBUTES.containsAll(asked)) {
        throw S3Faults.invalidArgument(
            "Invalid attribute name specified.",
            "x-amz-object-attributes",
            asked.joinToString(","),
        )
    }
    return GetObjectAttributesResponse(
        lastModified = target.lastModified,
        versionId = bucket.shownIdOf(target),
        // Without its quotes, unlike anywhere else.
        eTag = target.eTag.trim('"').takeIf { "ETag" in asked },
        checksum = if ("Checksum" in asked) target.checksum?.let { checksumOf(withoutPartCount(it)) } else null,
        objectParts = if ("ObjectParts" in asked) partsOf(target, request) else null,
        storageClass = target.headers.storageClass.takeIf { "StorageClass" in asked },
        objectSize = target.size.takeIf { "ObjectSize" in asked },
    )
}

private val ATTRIBUTES = setOf("ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize")

/** Only here a composite checksum comes without the number of its parts. */
private fun withoutPartCount(checksum: ObjectChecksum) = checksum.copy(value = checksum.value.substringBefore('-'))

private fun checksumOf(checksum: ObjectChecksum) =
    Checksum(
        checksumCRC32 = checksum[ChecksumAlgorithm.CRC32],
        checksumCRC32C = checksum[ChecksumAlgorithm.CRC32C],
        checksumCRC64NVME = checksum[ChecksumAlgorithm.CRC64NVME],
        checksumSHA1 = checksum[ChecksumAlgorithm.SHA1],
        checksumSHA256 = checksum[ChecksumAlgorithm.SHA256],
        checksumType = checksum.type,
    )

/** Each part is only told of where the object's checksum is made of the parts' own. */
private fun partsOf(
    target: S3Object,
    request: GetObjectAttributesRequest,
): ObjectParts? {
    if (target.parts.isEmpty()) return null
    if (target.checksum?.type != ChecksumType.COMPOSITE || target.parts.any { it.checksum == null }) {
        return ObjectParts(target.parts.size, null, null, null, null, emptyList())
    }
    val limit = pageSize(request.maxParts, "max-parts")
    val marker = pageSize(request.partNumberMarker ?: 0, "part-number-marker", Int.MAX_VALUE)
    val rest = target.parts.filter { it.number > marker }
    val page = rest.take(limit)
    return ObjectParts(
        totalPartsCount = target.parts.size,
        partNumberMarker = marker,
        nextPartNumberMarker = page.lastOrNull()?.number ?: 0,
        maxParts = limit,
        isTruncated = rest.size > page.size,
        parts = page.map { listed(it, it.checksum!!) },
    )
}

private fun listed(
    part: ObjectPart,
    checksum: ObjectChecksum,
) = AttributesPart(
    partNumber = part.number,
    size = part.size,
    checksumCRC32 = checksum[ChecksumAlgorithm.CRC32],
    checksumCRC32C = checksum[ChecksumAlgorithm.CRC32C],
    checksumCRC64NVME = checksum[ChecksumAlgorithm.CRC64NVME],
    checksumSHA1 = checksum[ChecksumAlgorithm.SHA1],
    checksumSHA256 = checksum[ChecksumAlgorithm.SHA256],
)
