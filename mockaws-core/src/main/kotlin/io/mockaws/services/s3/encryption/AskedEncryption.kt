package io.mockaws.services.s3.encryption

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.engine.keys.KeyRefusal
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.objects.S3Object
import io.mockaws.services.s3.settings.BucketEncryption

/** How the object to come is encrypted in [bucket]: as [headers] ask for, or else by the bucket's default. */
internal fun CallContext<S3State>.encryptionOf(
    headers: EncryptionHeaders,
    bucket: Bucket,
): Encryption {
    val default = bucket.defaultEncryption
    val asked = headers.serverSideEncryption
    if (headers.customerKey.isThere) {
        // S3 refuses it before it looks at the key.
        if (default.blocksCustomerKeys) throw S3Faults.accessDenied()
        if (asked != null) throw EncryptionFaults.severalMethods(asked)
        return Encryption.ByCustomerKey(headers.customerKey.checked()!!)
    }
    val hasKmsMembers = headers.sseKmsKeyId != null || headers.sseKmsEncryptionContext != null
    if (hasKmsMembers && asked != Encryption.KMS && asked != Encryption.DSSE) {
        throw EncryptionFaults.kmsAlgorithmMissing(asked)
    }
    val usesBucketKey = headers.bucketKeyEnabled ?: default.bucketKeyEnabled
    if (asked == null) return encryptionBy(default.copy(bucketKeyEnabled = usesBucketKey), bucket)
    // A request that asks for KMS without a key means the one that AWS keeps, and not that of the bucket's default.
    val wanted = BucketEncryption(asked, headers.sseKmsKeyId, usesBucketKey)
    return encryptionBy(wanted, bucket, headers.sseKmsEncryptionContext)
}

/** How an object that comes to [bucket] without a word on it is encrypted by [default]. */
internal fun CallContext<S3State>.encryptionBy(
    default: BucketEncryption,
    bucket: Bucket,
    context: String? = null,
): Encryption =
    when (default.algorithm) {
        Encryption.AES256 -> Encryption.ByS3

        Encryption.KMS, Encryption.DSSE ->
            Encryption.ByKms(
                default.algorithm,
                keyArn(default.kmsKeyId, bucket),
                // Two layers do without: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingDSSEncryption.html
                bucketKey = default.bucketKeyEnabled && default.algorithm == Encryption.KMS,
                context,
            )

        else -> throw EncryptionFaults.algorithmUnknown(default.algorithm)
    }

/** The ARN of the key that the caller calls [id]; null for the one that AWS keeps for S3. */
private fun CallContext<S3State>.keyArn(
    id: String?,
    bucket: Bucket,
): String {
    val place = Place(account, bucket.region)
    try {
        return if (id == null) world.keys.managedFor("s3", place) else world.keys.arnOf(id, place)
    } catch (refusal: KeyRefusal) {
        throw EncryptionFaults.keyRefused(refusal)
    }
}

/** Refuses to read [target] while its key cannot be used. */
internal fun CallContext<S3State>.checkKeyOf(target: S3Object) {
    val encryption = target.encryption as? Encryption.ByKms ?: return
    try {
        world.keys.checkUsable(encryption.keyArn)
    } catch (refusal: KeyRefusal) {
        throw EncryptionFaults.keyRefused(refusal)
    }
}

/** Whether it was ever told how to encrypt, be it as it would without: a copy in place is then a change. */
internal val Bucket.hasEncryptionSetting: Boolean get() = settings.configuration.find<BucketEncryption>() != null

internal val Bucket.defaultEncryption: BucketEncryption
    get() = settings.configuration.find<BucketEncryption>() ?: BucketEncryption.Default
