package io.mockaws.services.s3

import io.mockaws.engine.Entry
import io.mockaws.engine.EntryKind
import io.mockaws.engine.StoredEntries
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.bucket.BucketSettings
import io.mockaws.services.s3.bucket.entryKeyOf
import io.mockaws.services.s3.multipart.CompletedUpload
import io.mockaws.services.s3.multipart.MultipartUpload
import io.mockaws.services.s3.multipart.UploadBegin
import io.mockaws.services.s3.multipart.UploadedPart
import io.mockaws.services.s3.objects.S3Object
import io.mockaws.services.s3.versions.Version

// The state as it is written down. Parts stand alone, or each would take all others of its upload with it.

internal val BUCKET = EntryKind("bucket", BucketSettings.serializer())
internal val OBJECT = EntryKind("object", S3Object.serializer(), within = BUCKET) { it.body }
internal val VERSION = EntryKind("version", Version.serializer(), within = BUCKET) { it.content?.body }
internal val UPLOAD = EntryKind("upload", UploadBegin.serializer(), within = BUCKET)
internal val PART = EntryKind("part", UploadedPart.serializer(), within = UPLOAD) { it.body }
internal val COMPLETED = EntryKind("completed", CompletedUpload.serializer(), within = BUCKET)

internal fun entriesOf(bucket: Bucket): List<Entry> =
    buildList {
        val name = bucket.name
        add(BUCKET.entry(name, value = bucket.settings))
        bucket.objects.values.forEach { add(OBJECT.entry(name, it.key, value = it)) }
        bucket.past.values.flatten().forEach { add(VERSION.entry(name, entryKeyOf(it), value = it)) }
        for (upload in bucket.uploads.values) {
            add(UPLOAD.entry(name, upload.id, value = upload.begin))
            upload.parts.values.forEach { add(PART.entry(name, upload.id, "${it.number}", value = it)) }
        }
        bucket.completed.values.forEach { add(COMPLETED.entry(name, it.id, value = it)) }
    }

/** What is to be written down when [after] takes the place of [before]. */
internal fun changesOf(
    before: Bucket?,
    after: Bucket,
): List<Entry> =
    buildList {
        if (before?.settings != after.settings) add(BUCKET.entry(after.name, value = after.settings))
        addAll(after.changes.asReversed())
    }

internal fun bucketsOf(entries: StoredEntries): List<Bucket> =
    BUCKET.allIn(entries).map { (_, settings, below) ->
        var bucket = OBJECT.valuesIn(below).fold(Bucket(settings), Bucket::describing)
        bucket = VERSION.valuesIn(below).sortedBy { it.rank }.fold(bucket, Bucket::withRanked)
        for ((_, begin, parts) in UPLOAD.allIn(below)) {
            bucket = bucket.with(PART.valuesIn(parts).fold(MultipartUpload(begin), MultipartUpload::with))
        }
        COMPLETED.valuesIn(below).fold(bucket) { it, completed -> it.with(completed) }.settled()
    }
