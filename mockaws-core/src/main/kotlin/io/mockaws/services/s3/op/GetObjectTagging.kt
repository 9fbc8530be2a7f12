package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.versions.markableAt
import io.mockaws.services.s3.versions.shownIdOf
import io.mockaws.wire.XmlName
import kotlinx.serialization.Serializable

@Serializable
internal data class GetObjectTaggingRequest(
    val bucket: String,
    val key: String,
    val versionId: String? = null,
    val expectedBucketOwner: String? = null,
)

@Serializable
@XmlName("Tagging")
internal data class GetObjectTaggingResponse(
    val versionId: String?,
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
