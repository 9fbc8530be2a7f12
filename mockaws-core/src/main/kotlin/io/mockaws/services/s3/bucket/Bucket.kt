package io.mockaws.services.s3.bucket

import io.mockaws.engine.Entry
import io.mockaws.services.s3.COMPLETED
import io.mockaws.services.s3.OBJECT
import io.mockaws.services.s3.PART
import io.mockaws.services.s3.UPLOAD
import io.mockaws.services.s3.VERSION
import io.mockaws.services.s3.multipart.CompletedUpload
import io.mockaws.services.s3.multipart.MultipartUpload
import io.mockaws.services.s3.multipart.UploadedPart
import io.mockaws.services.s3.notifications.Happening
import io.mockaws.services.s3.objects.S3Object
import io.mockaws.services.s3.settings.BucketConfiguration
import io.mockaws.services.s3.versions.PastVersions
import io.mockaws.services.s3.versions.Version
import io.mockaws.services.s3.versions.Versioning
import io.mockaws.services.s3.versions.asVersion
import io.mockaws.services.s3.versions.find
import io.mockaws.services.s3.versions.ranked
import io.mockaws.services.s3.versions.replacing
import io.mockaws.services.s3.versions.with
import io.mockaws.services.s3.versions.without
import kotlinx.serialization.Serializable
import org.pcollections.ConsPStack
import org.pcollections.TreePMap
import kotlin.time.Instant

/** A bucket with all that is in it. Immutable: a change makes a new one that shares what did not change. */
internal class Bucket private constructor(
    val settings: BucketSettings,
    /** What is there for who names no version. */
    val objects: TreePMap<String, S3Object>,
    /** Empty where there never were versions. */
    val past: PastVersions,
    val uploads: TreePMap<String, MultipartUpload>,
    /** Remembered because S3 answers a repeated CompleteMultipartUpload as it did the first time. */
    val completed: TreePMap<String, CompletedUpload>,
    /** What changed in it since it was [settled], the last first. */
    val changes: ConsPStack<Entry>,
    /** What is to be told of that, likewise. */
    val happenings: ConsPStack<Happening>,
) {
    constructor(settings: BucketSettings) :
        this(
            settings,
            TreePMap.empty(Utf8Order),
            TreePMap.empty(Utf8Order),
            TreePMap.empty(),
            TreePMap.empty(),
            ConsPStack.empty(),
            ConsPStack.empty(),
        )

    val name: String get() = settings.name
    val owner: String get() = settings.owner
    val region: String get() = settings.region
    val created: Instant get() = settings.created
    val isEu: Boolean get() = settings.isEu

    /** Names of buckets are unique everywhere, so S3 leaves out region and account. */
    val arn: String get() = arnOf(name)

    fun with(settings: BucketSettings): Bucket =
        Bucket(settings, objects, past, uploads, completed, changes, happenings)

    fun with(happening: Happening): Bucket =
        Bucket(settings, objects, past, uploads, completed, changes, happenings.plus(happening))

    /** [added] at its key; what is there becomes a past version, if it is not of the same id. */
    fun with(added: S3Object): Bucket =
        making(added.key, added.versionId).describing(added).overtaken(added.key)

    /** A delete marker at its key. */
    fun with(marker: Version): Bucket {
        val made = making(marker.key, marker.id).withPast(marker)
        return (if (marker.key in objects) made.withoutCurrent(marker.key) else made).overtaken(marker.key)
    }

    fun without(key: String): Bucket = withoutCurrent(key).overtaken(key)

    /** Without one version; the latest of the rest is then what is at the key. */
    fun without(version: Version): Bucket {
        val current = objects[version.key]
        if (current == null || current.versionId != version.id) {
            return withoutPast(version).promoted(version.key).overtaken(version.key)
        }
        val next = past[version.key]?.first()?.takeIf { !it.isDeleteMarker } ?: return without(version.key)
        return describing(next.content!!).withoutPast(next).overtaken(version.key)
    }

    /** In place of an object with the same content, which is no write to uploads of its key. */
    fun describing(changed: S3Object): Bucket =
        changed(OBJECT.entry(name, changed.key, value = changed), objects = objects.plus(changed.key, changed))

    /** The same, for whichever version of its key has the id of [changed]. */
    fun describingVersion(changed: S3Object): Bucket {
        val current = objects[changed.key]
        if (current != null && current.versionId == changed.versionId) return describing(changed)
        val version = past.find(changed.key, changed.versionId) ?: return this
        return version.copy(content = changed).let { changed(entryOf(it), past = past.replacing(it)) }
    }

    /** One that was among the past ones before, with its rank. */
    fun withRanked(version: Version): Bucket = changed(entryOf(version), past = past.with(version))

    /** The version [id] of [key], null for the null version. */
    fun version(
        key: String,
        id: String?,
    ): Version? = objects[key]?.takeIf { it.versionId == id }?.asVersion() ?: past.find(key, id)

    /** All of [key], the latest first. */
    fun versionsOf(key: String): List<Version> =
        listOfNotNull(objects[key]?.asVersion()) + past[key].orEmpty()

    /** The first key that has a version, from [key] on. */
    fun keyFrom(key: String): String? = first(objects.ceilingKey(key), past.ceilingKey(key))

    /** The first key that has a version, behind [key]. */
    fun keyBehind(key: String): String? = first(objects.higherKey(key), past.higherKey(key))

    val isEmpty: Boolean get() = objects.isEmpty() && past.isEmpty()

    /** [upload] with all its parts. */
    fun with(
        upload: MultipartUpload
    ): Bucket = upload.parts.values.fold(begun(upload)) { it, part -> it.with(upload, part) }

    /** One more part of [upload], which is here already. */
    fun with(
        upload: MultipartUpload,
        part: UploadedPart,
    ): Bucket =
        changed(
            PART.entry(name, upload.id, "${part.number}", value = part),
            uploads = uploads.plus(upload.id, upload.with(part)),
        )

    fun with(upload: CompletedUpload): Bucket =
        changed(COMPLETED.entry(name, upload.id, value = upload), completed = completed.plus(upload.id, upload))

    fun withoutUpload(id: String): Bucket = changed(UPLOAD.entry(name, id, value = null), uploads = uploads.minus(id))

    /** The same bucket, whose changes have been told. */
    fun settled(): Bucket =
        Bucket(settings, objects, past, uploads, completed, ConsPStack.empty(), ConsPStack.empty())

    /**
     * Room for a version [id] of [key] in front of all others. What is kept is written before what it was kept as goes,
     * so that nobody counts its content as gone in between.
     */
    private fun making(
        key: String,
        id: String?,
    ): Bucket {
        val cleared = if (id == null) past.find(key, null)?.let { withoutPast(it) } ?: this else this
        val current = objects[key] ?: return cleared
        return if (current.versionId == id) cleared else cleared.withPast(current.asVersion())
    }

    private fun withPast(version: Version): Bucket = withRanked(past.ranked(version))

    private fun withoutPast(version: Version): Bucket =
        changed(VERSION.entry(name, entryKeyOf(version), value = null), past = past.without(version))

    private fun withoutCurrent(key: String): Bucket =
        changed(OBJECT.entry(name, key, value = null), objects = objects.minus(key))

    private fun promoted(key: String): Bucket {
        if (key in objects) return this
        val next = past[key]?.first()?.takeIf { !it.isDeleteMarker } ?: return this
        return describing(next.content!!).withoutPast(next)
    }

    private fun entryOf(version: Version) = VERSION.entry(name, entryKeyOf(version), value = version)

    private fun begun(upload: MultipartUpload): Bucket =
        changed(UPLOAD.entry(name, upload.id, value = upload.begin), uploads = uploads.plus(upload.id, upload))

    private fun overtaken(key: String): Bucket =
        uploads.values.filter {
            it.key == key && !it.overtaken
        }.fold(this) { it, upload -> it.begun(upload.overtaken()) }

    private fun changed(
        change: Entry,
        objects: TreePMap<String, S3Object> = this.objects,
        past: PastVersions = this.past,
        uploads: TreePMap<String, MultipartUpload> = this.uploads,
        completed: TreePMap<String, CompletedUpload> = this.completed,
    ) = Bucket(settings, objects, past, uploads, completed, changes.plus(change), happenings)
}

/** What a bucket is, apart from what is in it. */
@Serializable
internal data class BucketSettings(
    val name: String,
    /** The account that made it. */
    val owner: String,
    val region: String,
    val created: Instant,
    /** Made with the old name of eu-west-1, which S3 tells as the location ever after. */
    val isEu: Boolean = false,
    /** Null for a bucket that never had versions. */
    val versioning: Versioning? = null,
    val configuration: BucketConfiguration = BucketConfiguration(),
)

private fun first(
    a: String?,
    b: String?,
): String? = listOfNotNull(a, b).minWithOrNull(Utf8Order)

/** An id has no slash, and "null" is one of many keys'. */
internal fun entryKeyOf(version: Version): String = "${version.shownId}/${version.key}"

internal fun arnOf(bucket: String): String = "arn:aws:s3:::$bucket"
