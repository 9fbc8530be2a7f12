package io.mockaws.services.s3.versions

import io.mockaws.services.s3.MarkerDetail
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.objects.S3Object

/**
 * The object at [key], or its version [id], for a reader.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeleteMarker.html
 *
 * @param method what the reader does, as errors name it
 */
internal fun Bucket.objectAt(
    key: String,
    id: String?,
    method: String,
): S3Object {
    if (id != null) return versionAt(key, id, method)
    return objects[key] ?: throw latestMarker(key)?.let { S3Faults.deletedKey(it) } ?: S3Faults.noSuchKey(key)
}

/** The same for an operation on tags or locks, to which a delete marker is something that it cannot be done to. */
internal fun Bucket.markableAt(
    key: String,
    id: String?,
    method: String,
): S3Object {
    if (id != null) return versionAt(key, id, method)
    return objects[key] ?: throw latestMarker(key)?.let { notAllowed(it, method) } ?: S3Faults.noSuchKey(key)
}

/** The latest version of [key], or the one with [id]; null where there is none. */
internal fun Bucket.objectOrNull(
    key: String,
    id: String?,
): S3Object? =
    when {
        id == null -> objects[key]
        VersionId.isOne(id) -> version(key, VersionId.parse(id))?.content
        else -> null
    }

private fun Bucket.versionAt(
    key: String,
    id: String,
    method: String,
): S3Object {
    val found = version(key, VersionId.parse(id)) ?: throw S3Faults.noSuchVersion(key, id)
    return found.content ?: throw notAllowed(found, method)
}

private fun Bucket.latestMarker(key: String): Version? = past[key]?.first()?.takeIf { it.isDeleteMarker }

private fun notAllowed(
    marker: Version,
    method: String,
) = S3Faults.deleteMarkerNotAllowed(MarkerDetail(method, marker.lastModified, marker.shownId))
