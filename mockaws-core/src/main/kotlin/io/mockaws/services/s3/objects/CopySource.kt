package io.mockaws.services.s3.objects

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.bucket.checkOwner
import io.mockaws.services.s3.encryption.SentKey
import io.mockaws.services.s3.encryption.checkKeyOf
import io.mockaws.services.s3.restore.isAway
import io.mockaws.services.s3.versions.VersionId
import io.mockaws.wire.DateText
import io.mockaws.wire.http.percentDecode

/** What CopyObject and UploadPartCopy say of the object that they copy. */
internal interface CopySourceMembers {
    val copySource: String
    val copySourceIfMatch: String?
    val copySourceIfModifiedSince: DateText?
    val copySourceIfNoneMatch: String?
    val copySourceIfUnmodifiedSince: DateText?
    val expectedSourceBucketOwner: String?
    val copySourceCustomerAlgorithm: String?
    val copySourceCustomerKey: String?
    val copySourceCustomerKeyMD5: String?
}

/**
 * What an `x-amz-copy-source` names: `bucket/key?versionId=id`, percent-encoded, with or without `/` before; a `+` is a space.
 * S3 takes the address of an object for it, too: localstack's test_response_structure passes at AWS.
 */
internal class CopySource(
    val bucket: String,
    val key: String,
    val versionId: String?,
) {
    companion object {
        fun parse(header: String): CopySource {
            val path = decode(header.substringBefore(VERSION)).replace(ADDRESS, "").removePrefix("/")
            val slash = path.indexOf('/')
            if (slash <= 0 || slash == path.length - 1) {
                throw S3Faults.invalidArgument(
                    "Invalid copy source object key",
                    "x-amz-copy-source",
                    "x-amz-copy-source",
                )
            }
            val versionId = header.substringAfter(VERSION, "").ifEmpty { null }
            return CopySource(path.substring(0, slash), path.substring(slash + 1), versionId)
        }

        private const val VERSION = "?versionId="
        private val ADDRESS = Regex("^https?://[^/]+")

        private fun decode(path: String): String =
            try {
                percentDecode(path, plusIsSpace = true)
            } catch (_: IllegalArgumentException) {
                throw S3Faults.invalidArgument("The copy source is not well encoded", "x-amz-copy-source", path)
            }
    }
}

/** The object to copy, if the caller may read it, its conditions hold and it is not archived. */
internal fun CallContext<S3State>.openSource(
    members: CopySourceMembers,
    source: CopySource,
): S3Object {
    val bucket = state.bucket(source.bucket) ?: throw S3Faults.noSuchBucket(source.bucket)
    checkOwner(bucket, members.expectedSourceBucketOwner)
    val found = bucket.sourceAt(source)
    SentKey(
        members.copySourceCustomerAlgorithm,
        members.copySourceCustomerKey,
        members.copySourceCustomerKeyMD5,
    ).checkFor(found)
    ReadConditions(
        members.copySourceIfMatch,
        members.copySourceIfNoneMatch,
        members.copySourceIfModifiedSince,
        members.copySourceIfUnmodifiedSince,
        prefix = "x-amz-copy-source-",
    ).check(found, now())
    if (found.isAway(now())) throw S3Faults.notInActiveTier()
    checkKeyOf(found)
    return found
}

private fun Bucket.sourceAt(source: CopySource): S3Object {
    val id = source.versionId ?: return objects[source.key] ?: throw S3Faults.noSuchKey(source.key)
    val found = version(source.key, VersionId.parse(id)) ?: throw S3Faults.noSuchVersion(source.key, id)
    return found.content ?: throw S3Faults.copyOfDeleteMarker()
}
