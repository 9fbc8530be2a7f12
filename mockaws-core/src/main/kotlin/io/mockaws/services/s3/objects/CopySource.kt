package io.mockaws.services.s3.objects

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3Limits
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.checkOwner
import io.mockaws.wire.http.percentDecode
import kotlin.time.Instant

/** What CopyObject and UploadPartCopy say of the object that they copy. */
internal interface CopySourceMembers {
    val copySource: String
    val copySourceIfMatch: String?
    val copySourceIfModifiedSince: Instant?
    val copySourceIfNoneMatch: String?
    val copySourceIfUnmodifiedSince: Instant?
    val expectedSourceBucketOwner: String?
}

/** The bucket and key that an `x-amz-copy-source` names: `bucket/key`, percent-encoded, with or without `/` before. */
internal class CopySource(
    val bucket: String,
    val key: String,
) {
    companion object {
        fun parse(header: String): CopySource {
            val path = decode(withoutVersion(header)).removePrefix("/")
            val slash = path.indexOf('/')
            if (slash <= 0 || slash == path.length - 1) {
                throw S3Faults.invalidArgument(
                    "Invalid copy source object key",
                    "x-amz-copy-source",
                    "x-amz-copy-source",
                )
            }
            return CopySource(path.substring(0, slash), path.substring(slash + 1))
        }

        private fun withoutVersion(header: String): String {
            val at = header.indexOf("?versionId=")
            if (at < 0) return header
            checkVersion(header.substring(at + "?versionId=".length))
            return header.substring(0, at)
        }

        private fun decode(path: String): String =
            try {
                percentDecode(path)
            } catch (_: IllegalArgumentException) {
                throw S3Faults.invalidArgument("The copy source is not well encoded", "x-amz-copy-source", path)
            }
    }
}

/** In a bucket without versions, and there are no others here, the only version is "null". */
internal fun checkVersion(id: String?) {
    if (id != null && id != "null") throw S3Faults.invalidArgument("Invalid version id specified", "versionId", id)
}

/** The object to copy, if the caller may read it, its conditions hold and it is not archived. */
internal fun CallContext<S3State>.openSource(
    members: CopySourceMembers,
    source: CopySource,
): S3Object {
    val bucket = state.bucket(source.bucket) ?: throw S3Faults.noSuchBucket(source.bucket)
    checkOwner(bucket, members.expectedSourceBucketOwner)
    val found = bucket.objects[source.key] ?: throw S3Faults.noSuchKey(source.key)
    ReadConditions(
        members.copySourceIfMatch,
        members.copySourceIfNoneMatch,
        members.copySourceIfModifiedSince,
        members.copySourceIfUnmodifiedSince,
        prefix = "x-amz-copy-source-",
    ).check(found, now())
    if (found.headers.storageClass in S3Limits.ARCHIVES) throw S3Faults.notInActiveTier()
    return found
}
