package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.wire.HttpHeader
import io.mockaws.wire.HttpLabel
import kotlinx.serialization.Serializable

@Serializable
internal data class DeleteObjectTaggingRequest(
    @HttpLabel
    val bucket: String,
    @HttpLabel
    val key: String,
    @HttpHeader("x-amz-expected-bucket-owner")
    val expectedBucketOwner: String? = null,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html */
internal fun deleteObjectTagging(
    request: DeleteObjectTaggingRequest,
    call: CallContext<S3State>,
) {
    call.openBucket(request.bucket, request.expectedBucketOwner)
    call.changeTags(request.bucket, request.key, emptyMap())
}
