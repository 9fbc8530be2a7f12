package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.bucket.canonicalUserId
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.checksum.ChecksumType
import io.mockaws.services.s3.listing.KeyEncoding
import io.mockaws.services.s3.listing.UploadsPage
import io.mockaws.services.s3.listing.pageSize
import io.mockaws.services.s3.multipart.MultipartUpload
import io.mockaws.wire.XmlName
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class ListMultipartUploadsRequest(
    val bucket: String,
    val delimiter: String? = null,
    val encodingType: String? = null,
    val keyMarker: String? = null,
    val maxUploads: Int? = null,
    val prefix: String? = null,
    val uploadIdMarker: String? = null,
    val expectedBucketOwner: String? = null,
)

@Serializable
@XmlName("ListMultipartUploadsResult")
internal data class ListMultipartUploadsResponse(
    val bucket: String,
    val keyMarker: String,
    val uploadIdMarker: String,
    val nextKeyMarker: String,
    val nextUploadIdMarker: String,
    val prefix: String?,
    val delimiter: String?,
    val encodingType: String?,
    val maxUploads: Int,
    val isTruncated: Boolean,
    val uploads: List<ListedUpload>,
    val commonPrefixes: List<CommonPrefix>,
)

@Serializable
internal data class ListedUpload(
    val key: String,
    val uploadId: String,
    val initiator: Owner,
    val owner: Owner,
    val storageClass: String,
    val initiated: Instant,
    val checksumAlgorithm: String?,
    val checksumType: ChecksumType?,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html */
internal fun listMultipartUploads(
    request: ListMultipartUploadsRequest,
    call: CallContext<S3State>,
): ListMultipartUploadsResponse {
    val bucket = call.openBucket(request.bucket, request.expectedBucketOwner)
    val encoding = KeyEncoding(request.encodingType)
    val limit = pageSize(request.maxUploads, "max-uploads")
    val marker = markerOf(request, bucket)
    val page = UploadsPage.of(bucket.uploads.values, request.prefix.orEmpty(), request.delimiter, marker, limit)
    // S3 names the last upload at the end of the listing too, and none where a page ends with a common prefix.
    val last = if (page.isTruncated) page.last else page.uploads.lastOrNull()
    return ListMultipartUploadsResponse(
        bucket = bucket.name,
        keyMarker = encoding.encode(request.keyMarker.orEmpty()),
        uploadIdMarker = marker.uploadId.orEmpty(),
        nextKeyMarker = encoding.encode(last?.key.orEmpty()),
        nextUploadIdMarker = last?.id.orEmpty(),
        prefix = request.prefix?.let(encoding::encode),
        delimiter = request.delimiter?.ifEmpty { null }?.let(encoding::encode),
        encodingType = request.encodingType,
        maxUploads = limit,
        isTruncated = page.isTruncated,
        uploads = page.uploads.map { listed(it, bucket, encoding) },
        commonPrefixes = page.commonPrefixes.map { CommonPrefix(encoding.encode(it)) },
    )
}

/** An id without a key is read over; one of another key's upload is refused. */
private fun markerOf(
    request: ListMultipartUploadsRequest,
    bucket: Bucket,
): UploadsPage.Marker {
    val key = request.keyMarker?.ifEmpty { null }
    val id = request.uploadIdMarker?.ifEmpty { null }?.takeIf { key != null }
    val upload = id?.let { bucket.uploads[it] }
    if (upload != null && upload.key != key) {
        throw S3Faults.invalidArgument("Invalid uploadId marker", "upload-id-marker", id)
    }
    return UploadsPage.Marker(key, id)
}

private fun listed(
    upload: MultipartUpload,
    bucket: Bucket,
    encoding: KeyEncoding,
) = ListedUpload(
    key = encoding.encode(upload.key),
    uploadId = upload.id,
    initiator = Owner(canonicalUserId(upload.initiator)),
    owner = Owner(canonicalUserId(bucket.owner)),
    storageClass = upload.headers.storageClass,
    initiated = upload.initiated,
    checksumAlgorithm = upload.checksumAlgorithm?.name,
    checksumType = upload.checksumType.takeIf { upload.checksumAlgorithm != null },
)
