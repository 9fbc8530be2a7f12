package io.mockaws.services.s3.lock

import io.mockaws.services.s3.versions.Version
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/**
 * What keeps a version from being deleted; its parts are independent of each other.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
@Serializable
internal data class ObjectLock(
    val retention: Retention? = null,
    /** Null where there never was one. */
    val legalHold: LegalHold? = null,
) {
    fun holds(
        at: Instant,
        bypassesGovernance: Boolean,
    ): Boolean = legalHold == LegalHold.ON || retention?.holds(at, bypassesGovernance) == true

    /** When it ends if nobody changes it: a legal hold never does. */
    val end: Instant
        get() = if (legalHold == LegalHold.ON) Instant.DISTANT_FUTURE else retention?.until ?: Instant.DISTANT_PAST

    companion object {
        val None: ObjectLock = ObjectLock()
    }
}

/** S3 remembers it, and shows it, when it is over. */
@Serializable
internal data class Retention(
    val mode: RetentionMode,
    val until: Instant,
) {
    fun holds(
        at: Instant,
        bypassesGovernance: Boolean,
    ): Boolean = until > at && !(bypassesGovernance && mode == RetentionMode.GOVERNANCE)

    /** Whether a version under this is no freer under [next], for which nobody needs to be asked. */
    fun isExtendedBy(next: Retention?): Boolean = next != null && next.mode == mode && next.until >= until
}

internal enum class RetentionMode {
    GOVERNANCE,

    /** Nobody can end it. */
    COMPLIANCE,
}

internal enum class LegalHold { ON, OFF }

/** When S3 may delete this version by itself, as things are. A delete marker never is locked. */
internal val Version.unlocked: Instant get() = (content?.lock ?: ObjectLock.None).end

/** Whether nobody may delete this version [at] that time: the one question of all who ask for it. */
internal fun Version.isLocked(
    at: Instant,
    bypassesGovernance: Boolean = false,
): Boolean = content?.lock?.holds(at, bypassesGovernance) == true
