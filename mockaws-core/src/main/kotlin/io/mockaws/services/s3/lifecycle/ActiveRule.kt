package io.mockaws.services.s3.lifecycle

import io.mockaws.services.s3.S3Limits
import io.mockaws.services.s3.objects.S3Object
import io.mockaws.services.s3.settings.BucketLifecycle
import io.mockaws.services.s3.settings.LifecycleRule
import io.mockaws.services.s3.settings.TransitionMinimumSize
import io.mockaws.services.s3.settings.TransitionStorageClass
import kotlin.time.Instant

/** A rule in force: what it does to what, and when. */
internal class ActiveRule(
    private val rule: LifecycleRule,
    private val lifecycle: BucketLifecycle,
) {
    val scope: RuleScope = RuleScope(rule)
    val id: String get() = rule.id.orEmpty()

    /** When what came at [created] expires; null for never. */
    fun expiry(created: Instant): Instant? =
        rule.expiration?.let { expiration -> expiration.date ?: expiration.days?.let { created.agedBy(it) } }

    /** When a delete marker of [created] goes that has nothing left to mark; null for never. */
    fun markerExpiry(created: Instant): Instant? =
        if (rule.expiration?.expiredObjectDeleteMarker == true) created.nextMidnight() else expiry(created)

    /** When an upload is given up that began at [initiated]; null for never. */
    fun abortion(initiated: Instant): Instant? =
        rule.abortIncompleteMultipartUpload?.let { initiated.agedBy(it.daysAfterInitiation) }

    /**
     * When a version expires that is noncurrent [since]; null for never.
     *
     * @param newer how many noncurrent versions of its key are newer
     */
    fun noncurrentExpiry(
        since: Instant,
        newer: Int,
    ): Instant? =
        rule.noncurrentVersionExpiration
            ?.takeIf { newer >= (it.newerNoncurrentVersions ?: 0) }
            ?.let { since.agedBy(it.noncurrentDays) }

    /** Where and when [target] moves as the current version. */
    fun transitions(target: S3Object): List<Pair<TransitionStorageClass, Instant>> =
        rule.transitions
            .filter { moves(target, it.storageClass) }
            .map { it.storageClass to (it.date ?: target.lastModified.agedBy(it.days!!)) }

    /** The same for a version that is noncurrent [since]. */
    fun noncurrentTransitions(
        target: S3Object,
        since: Instant,
        newer: Int,
    ): List<Pair<TransitionStorageClass, Instant>> =
        rule.noncurrentVersionTransitions
            .filter { moves(target, it.storageClass) && newer >= (it.newerNoncurrentVersions ?: 0) }
            .map { it.storageClass to since.agedBy(it.noncurrentDays) }

    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
    private fun moves(
        target: S3Object,
        to: TransitionStorageClass,
    ): Boolean = isWorthIt(target, to) && isBehind(target.headers.storageClass, to)

    private fun isWorthIt(
        target: S3Object,
        to: TransitionStorageClass,
    ): Boolean =
        scope.hasSizes || target.size >= SMALL || (isForAnySize && to.name in S3Limits.ARCHIVES)

    /** Whether archives take objects of any size. */
    private val isForAnySize get() = lifecycle.minimumSize == TransitionMinimumSize.VARIES_BY_STORAGE_CLASS

    private fun isBehind(
        from: String,
        to: TransitionStorageClass,
    ): Boolean {
        val present = TransitionStorageClass.entries.firstOrNull { it.name == from } ?: return true
        val isOneZoneToInstant =
            present == TransitionStorageClass.ONEZONE_IA && to == TransitionStorageClass.GLACIER_IR
        return to > present && !isOneZoneToInstant
    }

    private companion object {
        const val SMALL = 128 * 1024L
    }
}
