package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.checksum.ChecksumType
import io.mockaws.services.s3.listing.KeyEncoding
import io.mockaws.services.s3.listing.VersionsPage
import io.mockaws.services.s3.listing.pageSize
import io.mockaws.services.s3.objects.S3Object
import io.mockaws.wire.XmlName
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class ListObjectVersionsRequest(
    val bucket: String,
    val delimiter: String? = null,
    val encodingType: String? = null,
    val keyMarker: String? = null,
    val maxKeys: Int? = null,
    val prefix: String? = null,
    val versionIdMarker: String? = null,
    val expectedBucketOwner: String? = null,
)

@Serializable
@XmlName("ListVersionsResult")
internal data class ListObjectVersionsResponse(
    val name: String,
    val prefix: String,
    val keyMarker: String,
    val versionIdMarker: String,
    val nextKeyMarker: String?,
    val nextVersionIdMarker: String?,
    val maxKeys: Int,
    val delimiter: String?,
    val encodingType: String?,
    val isTruncated: Boolean,
    val versions: List<ObjectVersion>,
    val deleteMarkers: List<DeleteMarkerEntry>,
    val commonPrefixes: List<CommonPrefix>,
)

@Serializable
internal data class ObjectVersion(
    val key: String,
    val versionId: String,
    val isLatest: Boolean,
    val lastModified: Instant,
    val eTag: String,
    val checksumAlgorithm: List<String>,
    val checksumType: ChecksumType?,
    val size: Long,
    val storageClass: String,
    val owner: Owner,
)

@Serializable
internal data class DeleteMarkerEntry(
    val key: String,
    val versionId: String,
    val isLatest: Boolean,
    val lastModified: Instant,
    val owner: Owner,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html */
internal fun listObjectVersions(
    request: ListObjectVersionsRequest,
    call: CallContext<S3State>,
): ListObjectVersionsResponse {
    val bucket = call.openBucket(request.bucket, request.expectedBucketOwner)
    val encoding = KeyEncoding(request.encodingType)
    val limit = pageSize(request.maxKeys, "max-keys")
    val marker = VersionsPage.Marker(request.keyMarker, request.versionIdMarker)
    val page = VersionsPage(bucket, request.prefix.orEmpty(), request.delimiter, marker, limit)
    val owners = Owners(bucket)
    return ListObjectVersionsResponse(
        name = bucket.name,
        prefix = encoding.encode(request.prefix.orEmpty()),
        keyMarker = encoding.encode(request.keyMarker.orEmpty()),
        versionIdMarker = request.versionIdMarker.orEmpty(),
        nextKeyMarker = page.lastKey?.takeIf { page.isTruncated }?.let(encoding::encode),
        nextVersionIdMarker = page.lastId.takeIf { page.isTruncated },
        maxKeys = limit,
        delimiter = request.delimiter?.ifEmpty { null }?.let(encoding::encode),
        encodingType = request.encodingType,
        isTruncated = page.isTruncated,
        versions = page.entries.mapNotNull { entry ->
            entry.version.content?.let { version(it, entry, encoding, owners.of(it)) }
        },
        deleteMarkers = page.entries.filter { it.version.isDeleteMarker }.map { marker(it, encoding, owners.ofBucket) },
        commonPrefixes = page.commonPrefixes.map { CommonPrefix(encoding.encode(it)) },
    )
}

private fun version(
    target: S3Object,
    entry: VersionsPage.Entry,
    encoding: KeyEncoding,
    owner: Owner,
) = ObjectVersion(
    key = encoding.encode(target.key),
    versionId = entry.version.shownId,
    isLatest = entry.isLatest,
    lastModified = target.lastModified,
    eTag = target.eTag,
    checksumAlgorithm = listOfNotNull(target.checksum?.algorithm?.name),
    checksumType = target.checksum?.type,
    size = target.size,
    storageClass = target.headers.storageClass,
    owner = owner,
)

private fun marker(
    entry: VersionsPage.Entry,
    encoding: KeyEncoding,
    owner: Owner,
) = DeleteMarkerEntry(
    key = encoding.encode(entry.version.key),
    versionId = entry.version.shownId,
    isLatest = entry.isLatest,
    lastModified = entry.version.lastModified,
    owner = owner,
)
