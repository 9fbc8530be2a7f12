package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.wire.HttpHeader
import io.mockaws.wire.HttpLabel
import io.mockaws.wire.XmlItem
import io.mockaws.wire.XmlName
import kotlinx.serialization.Serializable

@Serializable
internal data class GetObjectTaggingRequest(
    @HttpLabel
    val bucket: String,
    @HttpLabel
    val key: String,
    @HttpHeader("x-amz-expected-bucket-owner")
    val expectedBucketOwner: String? = null,
)

@Serializable
@XmlName("Tagging")
internal data class GetObjectTaggingResponse(
    @XmlItem("Tag")
    val tagSet: List<Tag>,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html */
internal fun getObjectTagging(
    request: GetObjectTaggingRequest,
    call: CallContext<S3State>,
): GetObjectTaggingResponse {
    val bucket = call.openBucket(request.bucket, request.expectedBucketOwner)
    val target = bucket.objects[request.key] ?: throw S3Faults.noSuchKey(request.key)
    return GetObjectTaggingResponse(target.headers.tags.map { (key, value) -> Tag(key, value) })
}
