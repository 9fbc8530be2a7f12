package io.mockaws.services.s3.restore

import io.mockaws.services.s3.S3Limits
import io.mockaws.services.s3.lifecycle.agedBy
import io.mockaws.services.s3.objects.S3Object
import io.mockaws.services.s3.objects.asHttpDate
import kotlinx.serialization.Serializable
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Instant

/**
 * How long an archive takes, at most, by storage class.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects-retrieval-options.html
 */
internal enum class RestoreTier(
    /** As AWS writes it. */
    val value: String,
    private val glacier: Duration,
    /** Null where it is not offered. */
    private val deepArchive: Duration?,
) {
    EXPEDITED("Expedited", 5.minutes, null),
    STANDARD("Standard", 5.hours, 12.hours),
    BULK("Bulk", 12.hours, 48.hours),
    ;

    /** Null where it is not offered. */
    fun timeFor(storageClass: String): Duration? = if (storageClass == DEEP_ARCHIVE) deepArchive else glacier

    private companion object {
        const val DEEP_ARCHIVE = "DEEP_ARCHIVE"
    }
}

/** A copy of an archived object that can be read for some time, or is on its way. */
@Serializable
internal data class Restore(
    val tier: RestoreTier,
    /** When it is there. */
    val ready: Instant,
    val days: Int,
    /** When it is gone. */
    val expires: Instant,
) {
    fun isOngoing(now: Instant): Boolean = now < ready

    fun isThere(now: Instant): Boolean = now in ready..<expires

    /** As the `x-amz-restore` of a HeadObject has it; null when it is gone. */
    fun shown(now: Instant): String? =
        when {
            isOngoing(now) -> "ongoing-request=\"true\""
            isThere(now) -> "ongoing-request=\"false\", expiry-date=\"${expires.asHttpDate()}\""
            else -> null
        }

    companion object {
        /** S3 rounds up to the next day: https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects.html */
        fun of(
            tier: RestoreTier,
            ready: Instant,
            days: Int,
        ): Restore = Restore(tier, ready, days, ready.agedBy(days))
    }
}

internal val S3Object.isArchived: Boolean get() = headers.storageClass in S3Limits.ARCHIVES

/** Whether the content cannot be read: it is in an archive, and no copy of it is out. */
internal fun S3Object.isAway(now: Instant): Boolean = isArchived && restore?.isThere(now) != true
