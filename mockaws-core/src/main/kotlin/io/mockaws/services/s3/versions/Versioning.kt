package io.mockaws.services.s3.versions

import io.mockaws.engine.Ids
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.objects.S3Object

/**
 * What a bucket does with what it had at a key. A bucket that was never told has none of both, and cannot go back there.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html
 */
internal enum class Versioning(
    /** As AWS writes it. */
    val status: String,
) {
    ENABLED("Enabled"),

    /** What comes is the null version, and takes the place of the one before; the others stay. */
    SUSPENDED("Suspended"),
}

/** Ids of versions: opaque, but S3 tells one that it cannot have given from one that is gone. */
internal object VersionId {
    /** What came while its bucket did not have versions. */
    const val NULL: String = "null"

    private const val ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._"
    private const val RANDOM = 30
    private const val CHECK = 2

    fun make(ids: Ids): String = ids.random(RANDOM, ALPHABET).let { it + check(it) }

    fun isOne(id: String): Boolean =
        id == NULL || (id.length == RANDOM + CHECK && id.endsWith(check(id.take(RANDOM))))

    /** [id] as versions have it: null for the null version. Refuses what is no id. */
    fun parse(id: String): String? {
        if (!isOne(id)) throw S3Faults.invalidVersionId(id)
        return id.takeIf { it != NULL }
    }

    private fun check(random: String): String {
        val hash = random.hashCode()
        return "${ALPHABET[hash and 63]}${ALPHABET[(hash ushr 6) and 63]}"
    }
}

/** The id that the next version in this bucket gets; null for the null version. */
internal fun Bucket.nextVersionId(ids: Ids): String? =
    if (settings.versioning == Versioning.ENABLED) VersionId.make(ids) else null

/** The id that a reader of [target] hears of: none in a bucket that never had versions. */
internal fun Bucket.shownIdOf(target: S3Object): String? =
    if (settings.versioning == null) null else target.versionId ?: VersionId.NULL
