package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.lock.LockFaults
import io.mockaws.services.s3.lock.ObjectLock
import io.mockaws.services.s3.lock.objectLock
import io.mockaws.services.s3.versions.markableAt
import kotlinx.serialization.Serializable

/** The input of GetObjectRetention and of GetObjectLegalHold, which have the same members. */
@Serializable
internal data class GetObjectRetentionRequest(
    val bucket: String,
    val key: String,
    val versionId: String? = null,
    val expectedBucketOwner: String? = null,
)

@Serializable
internal data class GetObjectRetentionResponse(
    val retention: ObjectLockRetention,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectRetention.html */
internal fun getObjectRetention(
    request: GetObjectRetentionRequest,
    call: CallContext<S3State>,
): GetObjectRetentionResponse {
    val retention = call.lockOf(request).retention ?: throw LockFaults.noLockOnObject()
    return GetObjectRetentionResponse(ObjectLockRetention(retention.mode.name, retention.until))
}

internal fun CallContext<S3State>.lockOf(request: GetObjectRetentionRequest): ObjectLock {
    val bucket = openBucket(request.bucket, request.expectedBucketOwner)
    if (bucket.objectLock == null) throw LockFaults.bucketWithoutLock()
    return bucket.markableAt(request.key, request.versionId, "GET").lock
}
