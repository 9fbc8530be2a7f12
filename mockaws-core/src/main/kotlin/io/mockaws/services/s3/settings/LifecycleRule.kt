package io.mockaws.services.s3.settings

import io.mockaws.services.s3.op.Tag
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html */
@Serializable
internal data class LifecycleRule(
    /** S3 makes one up where the client has none. */
    val id: String? = null,
    /** What rules had before there were filters; a rule has the one or the other. */
    val prefix: String? = null,
    val filter: LifecycleRuleFilter? = null,
    val status: SettingStatus,
    val expiration: LifecycleExpiration? = null,
    val transitions: List<Transition> = emptyList(),
    val noncurrentVersionTransitions: List<NoncurrentVersionTransition> = emptyList(),
    val noncurrentVersionExpiration: NoncurrentVersionExpiration? = null,
    val abortIncompleteMultipartUpload: AbortIncompleteMultipartUpload? = null,
)

/** At most one of them; [and] for several. */
@Serializable
internal data class LifecycleRuleFilter(
    val prefix: String? = null,
    val tag: Tag? = null,
    val objectSizeGreaterThan: Long? = null,
    val objectSizeLessThan: Long? = null,
    val and: LifecycleRuleAndOperator? = null,
)

@Serializable
internal data class LifecycleRuleAndOperator(
    val prefix: String? = null,
    val tags: List<Tag> = emptyList(),
    val objectSizeGreaterThan: Long? = null,
    val objectSizeLessThan: Long? = null,
)

@Serializable
internal data class LifecycleExpiration(
    val date: Instant? = null,
    val days: Int? = null,
    val expiredObjectDeleteMarker: Boolean? = null,
)

@Serializable
internal data class Transition(
    val date: Instant? = null,
    val days: Int? = null,
    val storageClass: TransitionStorageClass,
)

@Serializable
internal data class NoncurrentVersionTransition(
    val noncurrentDays: Int,
    val storageClass: TransitionStorageClass,
    val newerNoncurrentVersions: Int? = null,
)

@Serializable
internal data class NoncurrentVersionExpiration(
    val noncurrentDays: Int,
    val newerNoncurrentVersions: Int? = null,
)

@Serializable
internal data class AbortIncompleteMultipartUpload(
    val daysAfterInitiation: Int,
)

/** What an object can be moved to, in the order in which it can be: from a class to those behind it. */
@Serializable
internal enum class TransitionStorageClass {
    STANDARD_IA,
    INTELLIGENT_TIERING,
    ONEZONE_IA,
    GLACIER_IR,
    GLACIER,
    DEEP_ARCHIVE,
}
