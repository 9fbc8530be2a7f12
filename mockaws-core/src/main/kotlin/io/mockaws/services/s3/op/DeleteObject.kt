package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.changeBucket
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.objects.WriteConditions
import io.mockaws.services.s3.objects.checkVersion
import io.mockaws.wire.HttpHeader
import io.mockaws.wire.HttpLabel
import io.mockaws.wire.HttpQuery
import kotlinx.serialization.Serializable

@Serializable
internal data class DeleteObjectRequest(
    @HttpLabel
    val bucket: String,
    @HttpLabel
    val key: String,
    @HttpQuery("versionId")
    val versionId: String? = null,
    @HttpHeader("x-amz-expected-bucket-owner")
    val expectedBucketOwner: String? = null,
    @HttpHeader("If-Match")
    val ifMatch: String? = null,
)

/**
 * Succeeds for a key that is not there.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html
 */
internal fun deleteObject(
    request: DeleteObjectRequest,
    call: CallContext<S3State>,
) {
    call.openBucket(request.bucket, request.expectedBucketOwner)
    checkVersion(request.versionId)
    val conditions = WriteConditions(request.ifMatch, takesAny = true)
    call.changeBucket(request.bucket) { bucket ->
        conditions.check(bucket.objects[request.key], request.key)
        bucket.without(request.key)
    }
}
