package io.mockaws.services.s3.versions

import io.mockaws.services.s3.objects.S3Object
import kotlinx.serialization.Serializable
import org.pcollections.ConsPStack
import org.pcollections.TreePMap
import kotlin.time.Instant

/** One of the versions of a key: an object or a delete marker. */
@Serializable
internal data class Version(
    val key: String,
    /** Null for the null version. */
    val id: String?,
    /** When it was put, in whole seconds. */
    val lastModified: Instant,
    /** Null for a delete marker. */
    val content: S3Object?,
    /** Where it stands among those of its key: the higher, the later. */
    val rank: Int = 0,
) {
    val isDeleteMarker: Boolean get() = content == null

    val shownId: String get() = id ?: VersionId.NULL
}

internal fun S3Object.asVersion(): Version = Version(key, versionId, lastModified, this)

/** The versions of each key but the object that is there now, the latest first. Keys without one do not occur. */
internal typealias PastVersions = TreePMap<String, ConsPStack<Version>>

/** [version] in front of those that are there. */
internal fun PastVersions.ranked(version: Version): Version =
    version.copy(rank = (this[version.key]?.first()?.rank ?: -1) + 1)

internal fun PastVersions.with(version: Version): PastVersions =
    plus(version.key, (this[version.key] ?: ConsPStack.empty()).plus(version))

internal fun PastVersions.find(
    key: String,
    id: String?,
): Version? = this[key]?.firstOrNull { it.id == id }

internal fun PastVersions.without(version: Version): PastVersions {
    val rest = getValue(version.key).minus(version)
    return if (rest.isEmpty()) minus(version.key) else plus(version.key, rest)
}

/** [changed] where the version of the same id is. */
internal fun PastVersions.replacing(changed: Version): PastVersions {
    val all = getValue(changed.key)
    return plus(changed.key, all.with(all.indexOfFirst { it.id == changed.id }, changed))
}
