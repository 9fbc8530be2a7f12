package io.mockaws.services.s3.bucket

import io.mockaws.engine.Entry
import io.mockaws.services.s3.COMPLETED
import io.mockaws.services.s3.OBJECT
import io.mockaws.services.s3.PART
import io.mockaws.services.s3.UPLOAD
import io.mockaws.services.s3.multipart.CompletedUpload
import io.mockaws.services.s3.multipart.MultipartUpload
import io.mockaws.services.s3.multipart.UploadedPart
import io.mockaws.services.s3.objects.S3Object
import io.mockaws.services.s3.settings.BucketConfiguration
import kotlinx.serialization.Serializable
import org.pcollections.ConsPStack
import org.pcollections.TreePMap
import kotlin.time.Instant

/** A bucket with all that is in it. Immutable: a change makes a new one that shares what did not change. */
internal class Bucket private constructor(
    val settings: BucketSettings,
    val objects: TreePMap<String, S3Object>,
    val uploads: TreePMap<String, MultipartUpload>,
    /** Remembered because S3 answers a repeated CompleteMultipartUpload as it did the first time. */
    val completed: TreePMap<String, CompletedUpload>,
    /** What changed in it since it was [settled], the last first. */
    val changes: ConsPStack<Entry>,
) {
    constructor(settings: BucketSettings) :
        this(settings, TreePMap.empty(Utf8Order), TreePMap.empty(), TreePMap.empty(), ConsPStack.empty())

    val name: String get() = settings.name
    val owner: String get() = settings.owner
    val region: String get() = settings.region
    val created: Instant get() = settings.created
    val isEu: Boolean get() = settings.isEu

    /** Names of buckets are unique everywhere, so S3 leaves out region and account. */
    val arn: String get() = arnOf(name)

    fun with(settings: BucketSettings): Bucket = Bucket(settings, objects, uploads, completed, changes)

    fun with(added: S3Object): Bucket = describing(added).overtaken(added.key)

    fun without(key: String): Bucket =
        changed(OBJECT.entry(name, key, value = null), objects = objects.minus(key)).overtaken(key)

    /** In place of an object with the same content, which is no write to uploads of its key. */
    fun describing(changed: S3Object): Bucket =
        changed(OBJECT.entry(name, changed.key, value = changed), objects = objects.plus(changed.key, changed))

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
    fun settled(): Bucket = Bucket(settings, objects, uploads, completed, ConsPStack.empty())

    private fun begun(upload: MultipartUpload): Bucket =
        changed(UPLOAD.entry(name, upload.id, value = upload.begin), uploads = uploads.plus(upload.id, upload))

    private fun overtaken(key: String): Bucket =
        uploads.values.filter {
            it.key == key && !it.overtaken
        }.fold(this) { it, upload -> it.begun(upload.overtaken()) }

    private fun changed(
        change: Entry,
        objects: TreePMap<String, S3Object> = this.objects,
        uploads: TreePMap<String, MultipartUpload> = this.uploads,
        completed: TreePMap<String, CompletedUpload> = this.completed,
    ) = Bucket(settings, objects, uploads, completed, changes.plus(change))
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
    val configuration: BucketConfiguration = BucketConfiguration(),
)

internal fun arnOf(bucket: String): String = "arn:aws:s3:::$bucket"
