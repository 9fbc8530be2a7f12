package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.bucket.canonicalUserId
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.checksum.ChecksumType
import io.mockaws.services.s3.listing.KeyEncoding
import io.mockaws.services.s3.listing.UploadsPage
import io.mockaws.services.s3.listing.pageSize
import io.mockaws.services.s3.multipart.MultipartUpload
import io.mockaws.wire.HttpHeader
import io.mockaws.wire.HttpLabel
import io.mockaws.wire.HttpQuery
import io.mockaws.wire.XmlFlattened
import io.mockaws.wire.XmlName
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class ListMultipartUploadsRequest(
    @HttpLabel
    val bucket: String,
    @HttpQuery("delimiter")
    val delimiter: String? = null,
    @HttpQuery("encoding-type")
    val encodingType: String? = null,
    @HttpQuery("key-marker")
    val keyMarker: String? = null,
    @HttpQuery("max-uploads")
    val maxUploads: Int? = null,
    @HttpQuery("prefix")
    val prefix: String? = null,
    @HttpQuery("upload-id-marker")
    val uploadIdMarker: String? = null,
    @HttpHeader("x-amz-expected-bucket-owner")
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
    @XmlFlattened
    @XmlName("Upload")
    val uploads: List<ListedUpload>,
    @XmlFlattened
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
    val marker = UploadsPage.Marker(request.keyMarker?.ifEmpty { null }, request.uploadIdMarker?.ifEmpty { null })
    val page = UploadsPage.of(bucket.uploads.values, request.prefix.orEmpty(), request.delimiter, marker, limit)
    val lastKey = if (page.isTruncated) page.lastKey else page.uploads.lastOrNull()?.key
    val lastId = if (page.isTruncated) page.lastId else page.uploads.lastOrNull()?.id
    return ListMultipartUploadsResponse(
        bucket = bucket.name,
        keyMarker = encoding.encode(request.keyMarker.orEmpty()),
        uploadIdMarker = request.uploadIdMarker.orEmpty(),
        // S3 names the last upload at the end of the listing too.
        nextKeyMarker = encoding.encode(lastKey.orEmpty()),
        nextUploadIdMarker = lastId.orEmpty(),
        prefix = request.prefix?.let(encoding::encode),
        delimiter = request.delimiter?.ifEmpty { null }?.let(encoding::encode),
        encodingType = request.encodingType,
        maxUploads = limit,
        isTruncated = page.isTruncated,
        uploads = page.uploads.map { listed(it, bucket, encoding) },
        commonPrefixes = page.commonPrefixes.map { CommonPrefix(encoding.encode(it)) },
    )
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
