package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.checksum.ChecksumType
import io.mockaws.services.s3.listing.KeyEncoding
import io.mockaws.services.s3.listing.ListingPage
import io.mockaws.services.s3.listing.pageSize
import io.mockaws.services.s3.listing.pastCommonPrefix
import io.mockaws.services.s3.objects.S3Object
import io.mockaws.wire.HttpHeader
import io.mockaws.wire.XmlName
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class ListObjectsRequest(
    val bucket: String,
    val delimiter: String? = null,
    val encodingType: String? = null,
    val maxKeys: Int? = null,
    val prefix: String? = null,
    val marker: String? = null,
    val expectedBucketOwner: String? = null,
)

@Serializable
@XmlName("ListBucketResult")
internal data class ListObjectsResponse(
    @HttpHeader("x-amz-bucket-region")
    val bucketRegion: String,
    val name: String,
    val prefix: String,
    val marker: String,
    val nextMarker: String?,
    val maxKeys: Int,
    val delimiter: String?,
    val encodingType: String?,
    val isTruncated: Boolean,
    val contents: List<ListedObject>,
    val commonPrefixes: List<CommonPrefix>,
)

@Serializable
internal data class ListedObject(
    val key: String,
    val lastModified: Instant,
    val eTag: String,
    val checksumAlgorithm: List<String>,
    val checksumType: ChecksumType?,
    val size: Long,
    val storageClass: String,
    val owner: Owner?,
)

@Serializable
internal data class CommonPrefix(
    val prefix: String,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html */
internal fun listObjects(
    request: ListObjectsRequest,
    call: CallContext<S3State>,
): ListObjectsResponse {
    val bucket = call.openBucket(request.bucket, request.expectedBucketOwner)
    val encoding = KeyEncoding(request.encodingType)
    val limit = pageSize(request.maxKeys, "max-keys")
    val prefix = request.prefix.orEmpty()
    val marker = request.marker?.ifEmpty { null }?.let { pastCommonPrefix(it, prefix, request.delimiter) }
    val page = ListingPage.of(bucket.objects, prefix, request.delimiter, marker, limit)
    val owners = Owners(bucket)
    return ListObjectsResponse(
        bucketRegion = bucket.region,
        name = bucket.name,
        prefix = encoding.encode(prefix),
        marker = encoding.encode(request.marker.orEmpty()),
        // Without a delimiter the last key of the page says it already.
        nextMarker = page.last?.takeIf {
            page.isTruncated && !request.delimiter.isNullOrEmpty()
        }?.let(encoding::encode),
        maxKeys = limit,
        delimiter = request.delimiter?.ifEmpty { null }?.let(encoding::encode),
        encodingType = request.encodingType,
        isTruncated = page.isTruncated,
        contents = page.entries.map { listed(it, encoding, owners.of(it)) },
        commonPrefixes = page.commonPrefixes.map { CommonPrefix(encoding.encode(it)) },
    )
}

internal fun listed(
    found: S3Object,
    encoding: KeyEncoding,
    owner: Owner?,
) = ListedObject(
    key = encoding.encode(found.key),
    lastModified = found.lastModified,
    eTag = found.eTag,
    checksumAlgorithm = listOfNotNull(found.checksum?.algorithm?.name),
    checksumType = found.checksum?.type,
    size = found.size,
    storageClass = found.headers.storageClass,
    owner = owner,
)
