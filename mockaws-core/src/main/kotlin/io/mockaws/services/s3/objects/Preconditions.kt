package io.mockaws.services.s3.objects

import io.mockaws.services.s3.NotModifiedDetail
import io.mockaws.services.s3.S3Faults
import io.mockaws.wire.DateText
import kotlin.time.Instant

/**
 * Conditions on an object that is read. An ETag has precedence over a date: If-Unmodified-Since is not looked at
 * beside If-Match, nor If-Modified-Since beside If-None-Match. An If-Modified-Since in the future counts as none, and so
 * does what is no date of HTTP's (https://github.com/minio/minio/issues/4082, https://github.com/aws/aws-cli/issues/1343).
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-reads.html
 */
internal class ReadConditions(
    private val ifMatch: String?,
    private val ifNoneMatch: String?,
    ifModifiedSince: DateText?,
    ifUnmodifiedSince: DateText?,
    /** Before the names in errors: a copy's conditions begin with `x-amz-copy-source-`. */
    private val prefix: String = "",
) {
    private val ifModifiedSince = ifModifiedSince?.asHttpDate()
    private val ifUnmodifiedSince = ifUnmodifiedSince?.asHttpDate()

    fun check(
        target: S3Object,
        now: Instant,
    ) {
        if (ifMatch != null) {
            if (!matches(ifMatch, target.eTag)) failed("If-Match")
        } else if (ifUnmodifiedSince != null && target.lastModified > ifUnmodifiedSince) {
            failed("If-Unmodified-Since")
        }
        if (ifNoneMatch != null) {
            if (matches(ifNoneMatch, target.eTag)) unchanged("If-None-Match", target)
        } else if (ifModifiedSince != null && ifModifiedSince <= now && target.lastModified <= ifModifiedSince) {
            unchanged("If-Modified-Since", target)
        }
    }

    private fun failed(condition: String): Nothing = throw S3Faults.preconditionFailed(prefix + condition)

    /** A reader is told that it has the object already; to a copy it is a failure like any other. */
    private fun unchanged(
        condition: String,
        target: S3Object,
    ): Nothing {
        if (prefix.isNotEmpty()) failed(condition)
        throw S3Faults.notModified(NotModifiedDetail(target.eTag, target.lastModified))
    }
}

/**
 * Conditions on the object that a write replaces or a delete removes.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
internal class WriteConditions(
    private val ifMatch: String?,
    private val ifNoneMatch: String? = null,
    /** Whether `If-Match: *` is known: only a delete may ask for any object at all. */
    takesAny: Boolean = false,
) {
    init {
        // S3 knows nothing but "*" here, and refuses to guess.
        if (ifNoneMatch != null && ifMatch != null) throw S3Faults.severalConditions()
        if (ifNoneMatch != null && ifNoneMatch != "*") throw S3Faults.conditionNotImplemented("If-None-Match")
        if (ifMatch == "*" && !takesAny) throw S3Faults.conditionNotImplemented("If-Match")
    }

    fun check(
        existing: S3Object?,
        key: String,
    ) {
        if (ifNoneMatch != null && existing != null) throw S3Faults.preconditionFailed("If-None-Match")
        if (ifMatch == null) return
        if (existing == null) throw S3Faults.noSuchKey(key)
        if (!matches(ifMatch, existing.eTag)) throw S3Faults.preconditionFailed("If-Match")
    }

    /** Refuses what depends on the object at [key] while others wrote it, however it looks now. */
    fun refuseConflict(key: String) {
        if (ifNoneMatch != null) throw S3Faults.conditionalRequestConflict("If-None-Match", key)
        if (ifMatch != null) throw S3Faults.conditionalRequestConflict("If-Match", key)
    }
}

/** Whether one of the tags in [header] is [eTag]. S3 takes them with quotes and without. */
private fun matches(
    header: String,
    eTag: String,
): Boolean {
    val bare = eTag.trim('"')
    return header.split(',').any { tag -> tag.trim().let { it == "*" || it.removePrefix("W/").trim('"') == bare } }
}
