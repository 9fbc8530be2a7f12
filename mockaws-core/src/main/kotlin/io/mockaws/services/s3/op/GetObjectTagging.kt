package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.versions.markableAt
import io.mockaws.services.s3.versions.shownIdOf
import io.mockaws.wire.HttpHeader
import io.mockaws.wire.HttpLabel
import io.mockaws.wire.HttpQuery
import io.mockaws.wire.XmlItem
import io.mockaws.wire.XmlName
import kotlinx.serialization.Serializable

@Serializable
internal data class GetObjectTaggingRequest(
    @HttpLabel
    val bucket: String,
    @HttpLabel
    val key: String,
    @HttpQuery("versionId")
    val versionId: String? = null,
    @HttpHeader("x-amz-expected-bucket-owner")
    val expectedBucketOwner: String? = null,
)

@Serializable
@XmlName("Tagging")
internal data class GetObjectTaggingResponse(
    @HttpHeader("x-amz-version-id")
    val versionId: String?,
    @XmlItem("Tag")
    val tagSet: List<Tag>,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html */
internal fun getObjectTagging(
    request: GetObjectTaggingRequest,
    call: CallContext<S3State>,
): GetObjectTaggingResponse {
    val bucket = call.openBucket(request.bucket, request.expectedBucketOwner)
    val target = bucket.markableAt(request.key, request.versionId, "GET")
    val tags = target.headers.tags.map { (key, value) -> Tag(key, value) }
    return GetObjectTaggingResponse(bucket.shownIdOf(target), tags)
}
