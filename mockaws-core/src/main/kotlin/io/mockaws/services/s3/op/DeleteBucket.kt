package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.openBucket
import kotlinx.serialization.Serializable

@Serializable
internal data class DeleteBucketRequest(
    val bucket: String,
    val expectedBucketOwner: String? = null,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html */
internal fun deleteBucket(
    request: DeleteBucketRequest,
    call: CallContext<S3State>,
) {
    call.openBucket(request.bucket, request.expectedBucketOwner)
    call.state.change(request.bucket) { bucket ->
        if (bucket?.isEmpty == false) {
            throw if (bucket.settings.versioning == null) {
                S3Faults.bucketNotEmpty(request.bucket)
            } else {
                S3Faults.versionsLeft(request.bucket)
            }
        }
        null
    }
}
