package io.mockaws.services.s3.objects

import io.mockaws.engine.StoredBodyRef
import io.mockaws.services.s3.acl.Acl
import io.mockaws.services.s3.checksum.ObjectChecksum
import io.mockaws.services.s3.encryption.Encryption
import io.mockaws.services.s3.lock.ObjectLock
import io.mockaws.services.s3.restore.Restore
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** An object. */
@Serializable
internal data class S3Object(
    val key: String,
    val body: StoredBodyRef,
    /** In its quotes. */
    val eTag: String,
    /** Whole seconds, as S3 keeps it. */
    val lastModified: Instant,
    val headers: ObjectHeaders,
    /**
     * Null for what came in parts under a key of the client's own: S3 cannot read it any more when the last part is there.
     */
    val checksum: ObjectChecksum?,
    /** The parts it was put together from; empty for an object that came in one piece. */
    val parts: List<ObjectPart> = emptyList(),
    /** Null for the null version, the only one where there are no versions. */
    val versionId: String? = null,
    val encryption: Encryption = Encryption.ByS3,
    val lock: ObjectLock = ObjectLock.None,
    /** Null for what was never asked for from an archive. */
    val restore: Restore? = null,
    /** Null where it has the owner alone. */
    val acl: Acl? = null,
    /** The account that wrote it and kept it; null for the bucket's owner. */
    val owner: String? = null,
) {
    val size: Long get() = body.length
}

/** A part of an object that was uploaded in parts. */
@Serializable
internal data class ObjectPart(
    val number: Int,
    val size: Long,
    /** Null where the upload did not ask for checksums of its parts. */
    val checksum: ObjectChecksum?,
)

/** What the client says of an object and gets back with it. */
@Serializable
internal data class ObjectHeaders(
    val cacheControl: String? = null,
    val contentDisposition: String? = null,
    val contentEncoding: String? = null,
    val contentLanguage: String? = null,
    val contentType: String = DEFAULT_TYPE,
    /** A date, if the client likes: S3 keeps what it is sent. */
    val expires: String? = null,
    val websiteRedirectLocation: String? = null,
    val storageClass: String = STANDARD,
    /** By names in lower case, without `x-amz-meta-`. */
    val metadata: Map<String, String> = emptyMap(),
    val tags: Map<String, String> = emptyMap(),
) {
    companion object {
        const val DEFAULT_TYPE: String = "binary/octet-stream"
        const val STANDARD: String = "STANDARD"
    }
}

/** S3 keeps times of objects, buckets and uploads in whole seconds. */
internal fun Instant.toSeconds(): Instant = Instant.fromEpochSeconds(epochSeconds)
