package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.lock.bypasses
import io.mockaws.services.s3.objects.WriteConditions
import io.mockaws.services.s3.versions.delete
import kotlinx.serialization.Serializable

@Serializable
internal data class DeleteObjectRequest(
    val bucket: String,
    val key: String,
    val versionId: String? = null,
    val bypassGovernanceRetention: Boolean? = null,
    val expectedBucketOwner: String? = null,
    val ifMatch: String? = null,
)

@Serializable
internal data class DeleteObjectResponse(
    /** Whether a delete marker came, or the version that went was one; S3 does not say that it was none. */
    val deleteMarker: Boolean?,
    val versionId: String?,
)

/**
 * Succeeds for a key that is not there.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html
 */
internal fun deleteObject(
    request: DeleteObjectRequest,
    call: CallContext<S3State>,
): DeleteObjectResponse {
    val bypasses = call.openBucket(
        request.bucket,
        request.expectedBucketOwner
    ).bypasses(request.bypassGovernanceRetention)
    val conditions = WriteConditions(request.ifMatch, takesAny = true)
    val deletion = call.delete(request.bucket, request.key, request.versionId, conditions, bypasses)
    return DeleteObjectResponse(deletion.isDeleteMarker.takeIf { it }, deletion.versionId)
}
