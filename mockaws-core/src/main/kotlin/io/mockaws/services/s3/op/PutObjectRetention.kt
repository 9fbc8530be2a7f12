package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.changeBucket
import io.mockaws.services.s3.bucket.openBucket
import io.mockaws.services.s3.lock.LockFaults
import io.mockaws.services.s3.lock.Retention
import io.mockaws.services.s3.lock.RetentionMode
import io.mockaws.services.s3.lock.objectLock
import io.mockaws.services.s3.versions.markableAt
import io.mockaws.wire.XmlName
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class PutObjectRetentionRequest(
    val bucket: String,
    val key: String,
    val retention: ObjectLockRetention? = null,
    val versionId: String? = null,
    val bypassGovernanceRetention: Boolean? = null,
    val expectedBucketOwner: String? = null,
)

@Serializable
@XmlName("Retention")
internal data class ObjectLockRetention(
    val mode: String? = null,
    val retainUntilDate: Instant? = null,
)

/**
 * An empty retention takes the one away that is there.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectRetention.html
 */
internal fun putObjectRetention(
    request: PutObjectRetentionRequest,
    call: CallContext<S3State>,
) {
    val sent = request.retention ?: throw S3Faults.malformedXml()
    if (call.openBucket(request.bucket, request.expectedBucketOwner).objectLock == null) {
        throw LockFaults.bucketWithoutLock()
    }
    val now = call.now()
    call.changeBucket(request.bucket) { bucket ->
        val target = bucket.markableAt(request.key, request.versionId, "PUT")
        val next = checked(sent, now)
        val before = target.lock.retention
        val bypasses = request.bypassGovernanceRetention == true
        if (before != null && before.holds(now, bypasses) && !before.isExtendedBy(next)) throw LockFaults.locked()
        bucket.describingVersion(target.copy(lock = target.lock.copy(retention = next)))
    }
}

private fun checked(
    sent: ObjectLockRetention,
    now: Instant,
): Retention? {
    if (sent.mode == null && sent.retainUntilDate == null) return null
    val mode = RetentionMode.entries.firstOrNull { it.name == sent.mode } ?: throw S3Faults.malformedXml()
    val until = sent.retainUntilDate ?: throw S3Faults.malformedXml()
    if (until <= now) throw LockFaults.dateInPast("RetainUntilDate", until)
    return Retention(mode, until)
}
