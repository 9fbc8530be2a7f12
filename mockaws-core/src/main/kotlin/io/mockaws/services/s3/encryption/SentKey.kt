package io.mockaws.services.s3.encryption

import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.checksum.decodeBase64
import io.mockaws.services.s3.checksum.toBase64
import io.mockaws.services.s3.multipart.MultipartUpload
import io.mockaws.services.s3.objects.S3Object
import java.security.MessageDigest

/** A key of its own that a client sent, or none. */
internal class SentKey(
    private val algorithm: String?,
    private val key: String?,
    private val md5: String?,
) {
    val isThere: Boolean get() = algorithm != null || key != null || md5 != null

    /** The MD5 of the key, after S3's checks of all three headers; null where nothing was sent. */
    fun checked(): String? {
        if (!isThere) return null
        if (algorithm == null) throw EncryptionFaults.customerAlgorithmMissing()
        if (algorithm != Encryption.AES256) throw EncryptionFaults.customerAlgorithmUnknown(algorithm)
        if (key == null) throw EncryptionFaults.customerKeyMissing()
        val bytes = decodeBase64(key)
        if (md5 == null || bytes?.size != KEY_BYTES) throw EncryptionFaults.customerKeyInvalid()
        if (MessageDigest.getInstance("MD5").digest(bytes).toBase64() != md5) {
            throw EncryptionFaults.customerKeyMd5Mismatch()
        }
        return md5
    }

    /** Refuses a reader of [target] who does not have its key. */
    fun checkFor(target: S3Object) {
        val expected = (target.encryption as? Encryption.ByCustomerKey)?.keyMd5
        // Unlike a writer, a reader whose key cannot be one is told that the key is another.
        if (expected != null && algorithm == Encryption.AES256 && key != null && (md5 == null || !hasSize(key))) {
            throw EncryptionFaults.anotherCustomerKey()
        }
        val sent = checked()
        if (sent == expected) return
        throw when {
            sent == null -> EncryptionFaults.customerKeyNeeded()
            expected == null -> EncryptionFaults.customerKeyNotApplicable()
            else -> EncryptionFaults.anotherCustomerKey()
        }
    }

    /** Refuses a part of [upload] that does not come with the key that it was begun with. */
    fun checkFor(upload: MultipartUpload) {
        val expected = (upload.encryption as? Encryption.ByCustomerKey)?.keyMd5
        val sent = checked()
        if (sent == expected) return
        throw S3Faults.invalidRequest(
            if (sent == null || expected == null) {
                "The multipart upload initiate requested encryption. Subsequent part requests must include the " +
                    "appropriate encryption parameters."
            } else {
                "The provided encryption parameters did not match the ones used originally."
            },
        )
    }

    private fun hasSize(key: String) = decodeBase64(key)?.size == KEY_BYTES

    private companion object {
        const val KEY_BYTES = 32
    }
}
