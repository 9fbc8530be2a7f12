package io.mockaws.services.s3.bucket

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.notifications.publish
import java.math.BigInteger
import java.security.MessageDigest
import java.util.HexFormat

/**
 * The bucket [name], for the caller to work on: it exists, is addressed in its own region, belongs to the caller and
 * to [expectedOwner] if one is named.
 */
internal fun CallContext<S3State>.openBucket(
    name: String,
    expectedOwner: String?,
): Bucket {
    val bucket = state.bucket(name) ?: throw S3Faults.noSuchBucket(name)
    if (bucket.region != region) throw S3Faults.permanentRedirect(name, bucket.region)
    checkOwner(bucket, expectedOwner)
    return bucket
}

/** Nobody else has a right to a bucket, unless policies act: then they have decided before. */
internal fun CallContext<S3State>.checkOwner(
    bucket: Bucket,
    expectedOwner: String?,
) {
    if (expectedOwner != null && !ACCOUNT.matches(expectedOwner)) throw S3Faults.invalidExpectedOwner(expectedOwner)
    if (permissions == null && bucket.owner != account) throw S3Faults.accessDenied()
    if (expectedOwner != null && expectedOwner != bucket.owner) throw S3Faults.accessDenied()
}

/** Changes the bucket, which was open when the call began and may be gone by now, and tells who wants to know. */
internal fun CallContext<S3State>.changeBucket(
    name: String,
    change: (Bucket) -> Bucket,
): Bucket = state.change(name) { change(it ?: throw S3Faults.noSuchBucket(name)) }!!.also { publish(it) }

private val ACCOUNT = Regex("\\d{12}")

/** S3 names accounts by a canonical user id of 64 hexadecimal digits; this one follows from the account alone. */
internal fun canonicalUserId(account: String): String =
    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(account.encodeToByteArray()))

/** S3 names them otherwise in what it tells of objects: an A and 13 more capitals and digits. */
internal fun principalId(account: String): String =
    "A" + BigInteger(canonicalUserId(account), 16).toString(36).uppercase().take(13)
