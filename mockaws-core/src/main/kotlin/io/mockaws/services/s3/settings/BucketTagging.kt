package io.mockaws.services.s3.settings

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3Limits
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.objects.Tags
import io.mockaws.services.s3.op.Tag
import io.mockaws.services.s3.op.Tagging
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/** Never empty: a bucket without tags has no tag set. */
@Serializable
@SerialName("tagging")
internal data class BucketTagging(
    val tags: Map<String, String>,
) : BucketSetting {
    companion object {
        /** Null for no tags at all. */
        fun of(
            sent: List<Tag>,
            reserved: (String) -> AwsFault,
        ): BucketTagging? {
            val tags = Tags.wellFormed(sent.map { it.key to it.value }, reserved)
            // Other than for objects, S3 looks at each tag before it counts them.
            if (tags.size > S3Limits.BUCKET_TAGS) throw S3Faults.tooManyBucketTags()
            return if (tags.isEmpty()) null else BucketTagging(tags)
        }
    }
}

@Serializable
internal data class PutBucketTaggingRequest(
    val bucket: String,
    val tagging: Tagging,
    val expectedBucketOwner: String? = null,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html */
internal fun putBucketTagging(
    request: PutBucketTaggingRequest,
    call: CallContext<S3State>,
) {
    call.configure(request.bucket, request.expectedBucketOwner) {
        val tagging = BucketTagging.of(request.tagging.tagSet, S3Faults::systemTag)
        if (tagging == null) it.without<BucketTagging>() else it.with(tagging)
    }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html */
internal fun getBucketTagging(
    request: BucketSettingRequest,
    call: CallContext<S3State>,
): Tagging {
    val tagging = call.setting<BucketTagging>(request) ?: throw S3Faults.noSuchTagSet(request.bucket)
    return Tagging(tagging.tags.map { (key, value) -> Tag(key, value) })
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketTagging.html */
internal fun deleteBucketTagging(
    request: BucketSettingRequest,
    call: CallContext<S3State>,
) = call.unset<BucketTagging>(request)
