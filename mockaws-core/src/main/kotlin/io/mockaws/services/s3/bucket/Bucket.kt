package io.mockaws.services.s3.bucket

import io.mockaws.services.s3.multipart.CompletedUpload
import io.mockaws.services.s3.multipart.MultipartUpload
import io.mockaws.services.s3.objects.S3Object
import kotlinx.serialization.Serializable
import org.pcollections.TreePMap
import kotlin.time.Instant

/** A bucket with all that is in it. Immutable: a change makes a new one that shares what did not change. */
@Serializable
internal data class Bucket(
    val name: String,
    /** The account that made it. */
    val owner: String,
    val region: String,
    val created: Instant,
    /** Made with the old name of eu-west-1, which S3 tells as the location ever after. */
    val isEu: Boolean = false,
    @Serializable(with = ObjectsByKey::class)
    val objects: TreePMap<String, S3Object> = TreePMap.empty(Utf8Order),
    @Serializable(with = UploadsById::class)
    val uploads: TreePMap<String, MultipartUpload> = TreePMap.empty(),
    /** Remembered because S3 answers a repeated CompleteMultipartUpload as it did the first time. */
    @Serializable(with = CompletedById::class)
    val completed: TreePMap<String, CompletedUpload> = TreePMap.empty(),
) {
    /** Names of buckets are unique everywhere, so S3 leaves out region and account. */
    val arn: String get() = arnOf(name)

    fun with(added: S3Object): Bucket = copy(objects = objects.plus(added.key, added), uploads = overtaken(added.key))

    fun without(key: String): Bucket = copy(objects = objects.minus(key), uploads = overtaken(key))

    /** In place of an object with the same content, which is no write to uploads of its key. */
    fun describing(changed: S3Object): Bucket = copy(objects = objects.plus(changed.key, changed))

    fun with(upload: MultipartUpload): Bucket = copy(uploads = uploads.plus(upload.id, upload))

    fun with(upload: CompletedUpload): Bucket = copy(completed = completed.plus(upload.id, upload))

    fun withoutUpload(id: String): Bucket = copy(uploads = uploads.minus(id))

    private fun overtaken(key: String): TreePMap<String, MultipartUpload> {
        if (uploads.isEmpty()) return uploads
        return uploads.values
            .filter { it.key == key && !it.overtaken }
            .fold(uploads) { all, upload -> all.plus(upload.id, upload.copy(overtaken = true)) }
    }
}

internal fun arnOf(bucket: String): String = "arn:aws:s3:::$bucket"

internal object ObjectsByKey :
    SortedByKey<String, S3Object>(S3Object.serializer(), TreePMap.empty(Utf8Order), S3Object::key)

internal object UploadsById :
    SortedByKey<String, MultipartUpload>(MultipartUpload.serializer(), TreePMap.empty(), MultipartUpload::id)

internal object CompletedById :
    SortedByKey<String, CompletedUpload>(CompletedUpload.serializer(), TreePMap.empty(), CompletedUpload::id)

internal object BucketsByName :
    SortedByKey<String, Bucket>(Bucket.serializer(), TreePMap.empty(), Bucket::name)
