package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3Limits
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.bucket.canonicalUserId
import io.mockaws.services.s3.listing.ContinuationToken
import io.mockaws.wire.XmlName
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class ListBucketsRequest(
    val maxBuckets: Int? = null,
    val continuationToken: String? = null,
    val prefix: String? = null,
    val bucketRegion: String? = null,
)

@Serializable
@XmlName("ListAllMyBucketsResult")
internal data class ListBucketsResponse(
    val owner: Owner,
    val buckets: List<ListedBucket>,
    val continuationToken: String? = null,
    val prefix: String? = null,
)

@Serializable
internal data class ListedBucket(
    val name: String,
    val creationDate: Instant,
    val bucketRegion: String? = null,
    val bucketArn: String,
)

/** S3 stopped to send a display name in November 2025. */
@Serializable
internal data class Owner(
    val id: String,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
internal fun listBuckets(
    request: ListBucketsRequest,
    call: CallContext<S3State>,
): ListBucketsResponse {
    val limit = request.maxBuckets ?: S3Limits.BUCKET_PAGE
    if (limit !in 1..S3Limits.BUCKET_PAGE) {
        throw S3Faults.invalidArgument(
            "Argument max-buckets must be an integer between 1 and ${S3Limits.BUCKET_PAGE}",
            "max-buckets",
            limit.toString(),
        )
    }
    val region = request.bucketRegion
    if (region != null && region != US_EAST_1 && region != call.region && region !in S3Limits.LOCATIONS) {
        throw S3Faults.invalidArgument("Argument value $region is not a valid AWS Region", "bucket-region", null)
    }
    val after = request.continuationToken?.ifEmpty { null }?.let { ContinuationToken.read(it) }
    val found =
        call.state
            .buckets()
            .asSequence()
            .filter { it.owner == call.account && it.name.startsWith(request.prefix.orEmpty()) }
            .filter { region == null || it.region == region }
            .filter { after == null || it.name > after }
            .take(limit + 1)
            .toList()
    val page = found.take(limit)
    // The form from before there were pages says nothing of regions.
    val withRegion = request != ListBucketsRequest()
    return ListBucketsResponse(
        owner = Owner(canonicalUserId(call.account)),
        buckets = page.map { listed(it, withRegion) },
        continuationToken = if (found.size > limit) ContinuationToken.of(page.last().name) else null,
        prefix = request.prefix,
    )
}

private fun listed(
    bucket: Bucket,
    withRegion: Boolean,
) = ListedBucket(bucket.name, bucket.created, bucket.region.takeIf { withRegion }, bucket.arn)
