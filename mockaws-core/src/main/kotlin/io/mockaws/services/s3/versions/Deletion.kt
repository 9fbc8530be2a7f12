package io.mockaws.services.s3.versions

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.bucket.changeBucket
import io.mockaws.services.s3.lock.LockFaults
import io.mockaws.services.s3.lock.isLocked
import io.mockaws.services.s3.notifications.S3Event
import io.mockaws.services.s3.notifications.telling
import io.mockaws.services.s3.objects.WriteConditions
import io.mockaws.services.s3.objects.toSeconds

/** What a delete did. */
internal class Deletion(
    val after: Bucket,
    /** The id of the version that is gone, or of the delete marker that came. */
    val versionId: String?,
    val isDeleteMarker: Boolean,
)

/**
 * Deletes the version [id] of [key] for good, or without one whatever is at [key], of which a bucket with versions
 * makes a past one under a delete marker.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html
 */
internal fun CallContext<S3State>.delete(
    bucket: String,
    key: String,
    id: String?,
    conditions: WriteConditions,
    bypassesGovernance: Boolean = false,
): Deletion {
    var versionId: String? = null
    var isMarker = false
    val after =
        changeBucket(bucket) {
            if (id != null) {
                val found = it.version(key, VersionId.parse(id))
                conditions.check(found?.content, key)
                if (found?.isLocked(now(), bypassesGovernance) == true) throw LockFaults.locked()
                versionId = id
                isMarker = found?.isDeleteMarker == true
                if (found == null) return@changeBucket it
                return@changeBucket it.without(found).telling(S3Event.REMOVED_DELETE, found, ids)
            }
            conditions.check(it.objects[key], key)
            if (it.settings.versioning == null) {
                val gone = it.objects[key]
                val after = it.without(key)
                return@changeBucket if (gone == null) after else after.telling(S3Event.REMOVED_DELETE, gone, ids)
            }
            val marker = Version(key, it.nextVersionId(ids), now().toSeconds(), content = null)
            versionId = marker.shownId
            isMarker = true
            it.with(marker).telling(S3Event.REMOVED_MARKER, marker, ids)
        }
    return Deletion(after, versionId, isMarker)
}
