package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.listing.ContinuationToken
import io.mockaws.services.s3.listing.KeyEncoding
import io.mockaws.services.s3.listing.ListingPage
import io.mockaws.services.s3.listing.pageSize
import io.mockaws.wire.HttpHeader
import io.mockaws.wire.XmlName
import kotlinx.serialization.Serializable

@Serializable
internal data class ListObjectsV2Request(
    val bucket: String,
    val delimiter: String? = null,
    val encodingType: String? = null,
    val maxKeys: Int? = null,
    val prefix: String? = null,
    val continuationToken: String? = null,
    val fetchOwner: Boolean? = null,
    val startAfter: String? = null,
    val expectedBucketOwner: String? = null,
)

@Serializable
@XmlName("ListBucketResult")
internal data class ListObjectsV2Response(
    @HttpHeader("x-amz-bucket-region")
    val bucketRegion: String,
    val name: String,
    val prefix: String,
    val continuationToken: String?,
    val nextContinuationToken: String?,
    val startAfter: String?,
    val keyCount: Int,
    val maxKeys: Int,
    val delimiter: String?,
    val encodingType: String?,
    val isTruncated: Boolean,
    val contents: List<ListedObject>,
    val commonPrefixes: List<CommonPrefix>,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
internal fun listObjectsV2(
    request: ListObjectsV2Request,
    call: CallContext<S3State>,
): ListObjectsV2Response {
    val bucket = call.openBucket(request.bucket, request.expectedBucketOwner)
    val encoding = KeyEncoding(request.encodingType)
    val limit = pageSize(request.maxKeys, "max-keys")
    val after = request.continuationToken?.let { ContinuationToken.read(it) } ?: request.startAfter?.ifEmpty { null }
    val page = ListingPage.of(bucket.objects, request.prefix.orEmpty(), request.delimiter, after, limit)
    val owners = if (request.fetchOwner == true) Owners(bucket) else null
    return ListObjectsV2Response(
        bucketRegion = bucket.region,
        name = bucket.name,
        prefix = encoding.encode(request.prefix.orEmpty()),
        continuationToken = request.continuationToken,
        nextContinuationToken = page.last?.takeIf { page.isTruncated }?.let(ContinuationToken::of),
        startAfter = request.startAfter?.takeIf { request.continuationToken == null }?.let(encoding::encode),
        keyCount = page.entries.size + page.commonPrefixes.size,
        maxKeys = limit,
        delimiter = request.delimiter?.ifEmpty { null }?.let(encoding::encode),
        encodingType = request.encodingType,
        isTruncated = page.isTruncated,
        contents = page.entries.map { listed(it, encoding, owners?.of(it)) },
        commonPrefixes = page.commonPrefixes.map { CommonPrefix(encoding.encode(it)) },
    )
}
