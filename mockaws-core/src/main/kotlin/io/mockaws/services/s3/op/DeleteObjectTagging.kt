package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.wire.HttpHeader
import io.mockaws.wire.HttpLabel
import io.mockaws.wire.HttpQuery
import kotlinx.serialization.Serializable

@Serializable
internal data class DeleteObjectTaggingRequest(
    @HttpLabel
    val bucket: String,
    @HttpLabel
    val key: String,
    @HttpQuery("versionId")
    val versionId: String? = null,
    @HttpHeader("x-amz-expected-bucket-owner")
    val expectedBucketOwner: String? = null,
)

@Serializable
internal data class DeleteObjectTaggingResponse(
    @HttpHeader("x-amz-version-id")
    val versionId: String?,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html */
internal fun deleteObjectTagging(
    request: DeleteObjectTaggingRequest,
    call: CallContext<S3State>,
): DeleteObjectTaggingResponse {
    call.openBucket(request.bucket, request.expectedBucketOwner)
    val shown = call.changeTags(request.bucket, request.key, request.versionId, emptyMap(), "DELETE")
    return DeleteObjectTaggingResponse(shown)
}
