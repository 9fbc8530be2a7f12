package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.openBucket
import kotlinx.serialization.Serializable

@Serializable
internal data class DeleteObjectTaggingRequest(
    val bucket: String,
    val key: String,
    val versionId: String? = null,
    val expectedBucketOwner: String? = null,
)

@Serializable
internal data class DeleteObjectTaggingResponse(
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
