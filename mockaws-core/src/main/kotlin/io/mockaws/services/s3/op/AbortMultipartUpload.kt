package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.changeBucket
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.multipart.upload
import kotlinx.serialization.Serializable

@Serializable
internal data class AbortMultipartUploadRequest(
    val bucket: String,
    val key: String,
    val uploadId: String,
    val expectedBucketOwner: String? = null,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
internal fun abortMultipartUpload(
    request: AbortMultipartUploadRequest,
    call: CallContext<S3State>,
) {
    call.openBucket(request.bucket, request.expectedBucketOwner)
    call.changeBucket(request.bucket) { it.withoutUpload(it.upload(request.key, request.uploadId).id) }
}
