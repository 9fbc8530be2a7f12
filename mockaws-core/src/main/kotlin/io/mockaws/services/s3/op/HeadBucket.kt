package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.wire.HttpHeader
import kotlinx.serialization.Serializable

@Serializable
internal data class HeadBucketRequest(
    val bucket: String,
    val expectedBucketOwner: String? = null,
)

@Serializable
internal data class HeadBucketResponse(
    val bucketArn: String,
    @HttpHeader("x-amz-bucket-region")
    val bucketRegion: String,
    val accessPointAlias: Boolean,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
internal fun headBucket(
    request: HeadBucketRequest,
    call: CallContext<S3State>,
): HeadBucketResponse =
    call.openBucket(request.bucket, request.expectedBucketOwner).let {
        HeadBucketResponse(it.arn, it.region, accessPointAlias = false)
    }
