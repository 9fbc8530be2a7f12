package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.changeBucket
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.notifications.S3Event
import io.mockaws.services.s3.notifications.telling
import io.mockaws.services.s3.objects.Tags
import io.mockaws.services.s3.versions.markableAt
import io.mockaws.services.s3.versions.shownIdOf
import io.mockaws.wire.XmlName
import kotlinx.serialization.Serializable

@Serializable
internal data class PutObjectTaggingRequest(
    val bucket: String,
    val key: String,
    val tagging: Tagging,
    val versionId: String? = null,
    val expectedBucketOwner: String? = null,
)

@Serializable
@XmlName("Tagging")
internal data class Tagging(
    val tagSet: List<Tag> = emptyList(),
)

@Serializable
internal data class Tag(
    val key: String,
    val value: String,
)

@Serializable
internal data class PutObjectTaggingResponse(
    val versionId: String?,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html */
internal fun putObjectTagging(
    request: PutObjectTaggingRequest,
    call: CallContext<S3State>,
): PutObjectTaggingResponse {
    call.openBucket(request.bucket, request.expectedBucketOwner)
    val tags = Tags.check(request.tagging.tagSet.map { it.key to it.value })
    return PutObjectTaggingResponse(call.changeTags(request.bucket, request.key, request.versionId, tags, "PUT"))
}

/** Tags are not content: the object keeps its date. Hands back the id of the version that has them. */
internal fun CallContext<S3State>.changeTags(
    bucket: String,
    key: String,
    versionId: String?,
    tags: Map<String, String>,
    method: String,
): String? {
    var shown: String? = null
    changeBucket(bucket) {
        val target = it.markableAt(key, versionId, method)
        shown = it.shownIdOf(target)
        val event = if (method == "PUT") S3Event.TAGGING_PUT else S3Event.TAGGING_DELETE
        it.describingVersion(target.copy(headers = target.headers.copy(tags = tags))).telling(event, target, ids)
    }
    return shown
}
