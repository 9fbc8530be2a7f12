package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.wire.HttpHeader
import io.mockaws.wire.HttpLabel
import kotlinx.serialization.Serializable

@Serializable
internal data class HeadBucketRequest(
    @HttpLabel
    val bucket: String,
    @HttpHeader("x-amz-expected-bucket-owner")
    val expectedBucketOwner: String? = null,
)

@Serializable
internal data class HeadBucketResponse(
    @HttpHeader("x-amz-bucket-arn")
    val bucketArn: String,
    @HttpHeader("x-amz-bucket-region")
    val bucketRegion: String,
    @HttpHeader("x-amz-access-point-alias")
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
