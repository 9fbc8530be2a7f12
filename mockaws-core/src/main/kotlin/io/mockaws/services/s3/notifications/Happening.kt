package io.mockaws.services.s3.notifications

import io.mockaws.engine.Ids
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.objects.S3Object
import io.mockaws.services.s3.settings.BucketNotification
import io.mockaws.services.s3.versions.Version

/** Something that happened to an object, for who wants to know. */
internal class Happening(
    val event: S3Event,
    val key: String,
    val versionId: String?,
    val size: Long,
    /** In its quotes. */
    val eTag: String,
    /** Greater than that of all that happened before. */
    val sequence: Long,
)

/** The same bucket, in which [event] happened to [target]; told once the change is made. */
internal fun Bucket.telling(
    event: S3Event,
    target: S3Object,
    ids: Ids,
): Bucket = telling { Happening(event, target.key, target.versionId, target.size, target.eTag, ids.nextNumber()) }

/** The same for a version, which may be a delete marker: S3 counts that as an empty object. */
internal fun Bucket.telling(
    event: S3Event,
    version: Version,
    ids: Ids,
): Bucket =
    telling {
        val content = version.content
        Happening(event, version.key, version.id, content?.size ?: 0, content?.eTag ?: EMPTY, ids.nextNumber())
    }

/** Most buckets have nobody to tell. */
private inline fun Bucket.telling(happening: () -> Happening): Bucket =
    if (settings.configuration.find<BucketNotification>() == null) this else with(happening())

private const val EMPTY = "\"d41d8cd98f00b204e9800998ecf8427e\""
