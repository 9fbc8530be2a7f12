package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.wire.XmlName
import kotlinx.serialization.Serializable

@Serializable
internal data class GetBucketVersioningRequest(
    val bucket: String,
    val expectedBucketOwner: String? = null,
)

@Serializable
@XmlName("VersioningConfiguration")
internal data class GetBucketVersioningResponse(
    /** Absent for a bucket that never had versions. */
    val status: String?,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html */
internal fun getBucketVersioning(
    request: GetBucketVersioningRequest,
    call: CallContext<S3State>,
): GetBucketVersioningResponse {
    val bucket = call.openBucket(request.bucket, request.expectedBucketOwner)
    return GetBucketVersioningResponse(bucket.settings.versioning?.status)
}
