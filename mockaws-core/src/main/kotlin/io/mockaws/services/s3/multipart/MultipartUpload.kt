package io.mockaws.services.s3.multipart

import io.mockaws.engine.StoredBodyRef
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3Limits
import io.mockaws.services.s3.acl.Acl
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.checksum.ChecksumAlgorithm
import io.mockaws.services.s3.checksum.ChecksumType
import io.mockaws.services.s3.checksum.ObjectChecksum
import io.mockaws.services.s3.encryption.Encryption
import io.mockaws.services.s3.lock.ObjectLock
import io.mockaws.services.s3.objects.ObjectHeaders
import kotlinx.serialization.Serializable
import org.pcollections.TreePMap
import kotlin.time.Instant

/** An upload between CreateMultipartUpload and its completion or abortion. Immutable. */
internal class MultipartUpload(
    val begin: UploadBegin,
    val parts: TreePMap<Int, UploadedPart> = TreePMap.empty(),
) {
    val id: String get() = begin.id
    val key: String get() = begin.key
    val initiated: Instant get() = begin.initiated
    val initiator: String get() = begin.initiator
    val headers: ObjectHeaders get() = begin.headers
    val checksumAlgorithm: ChecksumAlgorithm? get() = begin.checksumAlgorithm
    val checksumType: ChecksumType get() = begin.checksumType
    val overtaken: Boolean get() = begin.overtaken
    val encryption: Encryption get() = begin.encryption

    /** What each part's checksum is worked out with. */
    val effectiveAlgorithm: ChecksumAlgorithm get() = checksumAlgorithm ?: ChecksumAlgorithm.Default

    /** Without having been asked for one, S3 works none out under a key that it does not keep. */
    val keepsChecksum: Boolean get() = checksumAlgorithm != null || encryption !is Encryption.ByCustomerKey

    /** Nor does it tell one at the end that it was not asked for, but where the keys are its own. */
    val tellsChecksum: Boolean get() = checksumAlgorithm != null || encryption == Encryption.ByS3

    fun with(part: UploadedPart): MultipartUpload = MultipartUpload(begin, parts.plus(part.number, part))

    fun overtaken(): MultipartUpload = MultipartUpload(begin.copy(overtaken = true), parts)

    /** Refuses a part with another kind of checksum than the upload was begun with. */
    fun checkAlgorithm(sent: ChecksumAlgorithm?) {
        val expected = checksumAlgorithm ?: return
        // A checksum of checksums needs one of each part; that of the whole can be worked out without.
        if (sent == null && checksumType == ChecksumType.FULL_OBJECT) return
        if (sent != expected) throw S3Faults.checksumMismatch(expected, sent)
    }
}

/** An upload without its parts. */
@Serializable
internal data class UploadBegin(
    val id: String,
    val key: String,
    val initiated: Instant,
    /** The account that began it. */
    val initiator: String,
    val headers: ObjectHeaders,
    /** What the client asked for; null for S3's default, which clients do not hear of before the end. */
    val checksumAlgorithm: ChecksumAlgorithm?,
    val checksumType: ChecksumType,
    /** Whether its key was written or deleted since it began: S3 then refuses to complete it on a condition. */
    val overtaken: Boolean = false,
    val encryption: Encryption = Encryption.ByS3,
    /** What was asked for: the bucket's default comes with the object. */
    val lock: ObjectLock = ObjectLock.None,
    /** Of the object to come; null where that has the owner alone. */
    val acl: Acl? = null,
    /** The account that the object to come will be of; null for the bucket's owner. */
    val owner: String? = null,
)

/** A part as it was uploaded last. */
@Serializable
internal data class UploadedPart(
    val number: Int,
    val body: StoredBodyRef,
    val eTag: String,
    val lastModified: Instant,
    /** In base64: the upload's own kind, and what the client sent. */
    val checksums: Map<ChecksumAlgorithm, String>,
) {
    val size: Long get() = body.length
}

/** What remains of an upload that was completed. */
@Serializable
internal data class CompletedUpload(
    val id: String,
    val key: String,
    val eTag: String,
    /** What the end of an upload tells. */
    val checksum: ObjectChecksum?,
    /** Null where the bucket had no versions then. */
    val versionId: String? = null,
    val encryption: Encryption = Encryption.ByS3,
)

/** The upload [id], if it is one of [key]. */
internal fun Bucket.upload(
    key: String,
    id: String,
): MultipartUpload = uploads[id]?.takeIf { it.key == key } ?: throw S3Faults.noSuchUpload(id)

internal fun checkPartNumber(number: Int) {
    if (number !in 1..S3Limits.PART_NUMBER) {
        throw S3Faults.invalidArgument(
            "Part number must be an integer between 1 and ${S3Limits.PART_NUMBER}, inclusive",
            "partNumber",
            number.toString(),
        )
    }
}
