package io.mockaws.services.s3.lock

import io.mockaws.services.s3.acl.AclMembers
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.encryption.EncryptionHeaders
import io.mockaws.services.s3.objects.BodyMembers
import io.mockaws.services.s3.settings.BucketObjectLock
import io.mockaws.wire.DateText
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/**
 * The members by which PutObject, CopyObject and CreateMultipartUpload say who may do what with the object to come, and how
 * it is protected.
 */
@Serializable
internal abstract class ProtectionHeaders : EncryptionHeaders(), AclMembers {
    final override var acl: String? = null
        private set

    final override var grantFullControl: String? = null
        private set

    final override var grantRead: String? = null
        private set

    final override var grantReadACP: String? = null
        private set

    final override var grantWriteACP: String? = null
        private set

    var objectLockMode: String? = null
        private set

    var objectLockRetainUntilDate: DateText? = null
        private set

    var objectLockLegalHoldStatus: String? = null
        private set

    /** What they say of a lock for an object in [bucket], after S3's checks. */
    fun lockIn(
        bucket: Bucket,
        now: Instant,
    ): ObjectLock {
        val lock = ObjectLock(retention(now), legalHold())
        if (lock != ObjectLock.None && bucket.objectLock == null) throw LockFaults.writeWithoutLock()
        return lock
    }

    private fun retention(now: Instant): Retention? {
        val date = objectLockRetainUntilDate
        val name = objectLockMode
        if (name == null && date == null) return null
        if (name == null) throw LockFaults.incompleteHeaders(LockFaults.MODE)
        if (date == null) throw LockFaults.incompleteHeaders(LockFaults.UNTIL)
        val until = date.asIsoDate() ?: throw LockFaults.notIsoDate(date.text)
        val mode = RetentionMode.entries.firstOrNull { it.name == name } ?: throw LockFaults.modeUnknown(name)
        if (until <= now) throw LockFaults.dateInPast(LockFaults.UNTIL, until)
        return Retention(mode, until)
    }

    private fun legalHold(): LegalHold? =
        objectLockLegalHoldStatus?.let { name ->
            LegalHold.entries.firstOrNull { it.name == name } ?: throw LockFaults.holdUnknown(name)
        }
}

/** What the bucket was set to, which it never loses again; null where there is no object lock. */
internal val Bucket.objectLock: BucketObjectLock? get() = settings.configuration.find<BucketObjectLock>()

/** What a delete means by its [asked], which must not be there at all where nothing can be locked. */
internal fun Bucket.bypasses(asked: Boolean?): Boolean {
    if (asked != null && objectLock == null) throw LockFaults.bypassWithoutLock()
    return asked == true
}

/** [lock], with the retention that this bucket gives to each object which comes without one of its own. */
internal fun Bucket.withDefault(
    lock: ObjectLock,
    now: Instant,
): ObjectLock = if (lock.retention != null) lock else lock.copy(retention = objectLock?.retentionFrom(now))

/** Whether the body comes with a digest, without which S3 locks nothing. */
internal fun BodyMembers.hasDigest(): Boolean = contentMD5 != null || checksumAlgorithm != null || sent() != null
