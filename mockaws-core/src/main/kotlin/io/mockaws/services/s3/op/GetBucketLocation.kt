package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.checkOwner
import io.mockaws.wire.S3UnwrappedXmlOutput
import io.mockaws.wire.XmlName
import kotlinx.serialization.Serializable

@Serializable
internal data class GetBucketLocationRequest(
    val bucket: String,
    val expectedBucketOwner: String? = null,
)

@Serializable
@XmlName("LocationConstraint")
@S3UnwrappedXmlOutput
internal data class GetBucketLocationResponse(
    /** Null for us-east-1, which has no name as a location. */
    val locationConstraint: String?,
)

/**
 * Answers for a bucket in any region: it is how clients find out where a bucket is.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
 */
internal fun getBucketLocation(
    request: GetBucketLocationRequest,
    call: CallContext<S3State>,
): GetBucketLocationResponse {
    val bucket = call.state.bucket(request.bucket) ?: throw S3Faults.noSuchBucket(request.bucket)
    call.checkOwner(bucket, request.expectedBucketOwner)
    return GetBucketLocationResponse(if (bucket.isEu) EU else bucket.region.takeIf { it != US_EAST_1 })
}
