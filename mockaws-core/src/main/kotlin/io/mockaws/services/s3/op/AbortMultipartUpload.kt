package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.changeBucket
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.multipart.upload
import io.mockaws.wire.HttpHeader
import io.mockaws.wire.HttpLabel
import io.mockaws.wire.HttpQuery
import kotlinx.serialization.Serializable

@Serializable
internal data class AbortMultipartUploadRequest(
    @HttpLabel
    val bucket: String,
    @HttpLabel
    val key: String,
    @HttpQuery("uploadId")
    val uploadId: String,
    @HttpHeader("x-amz-expected-bucket-owner")
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
