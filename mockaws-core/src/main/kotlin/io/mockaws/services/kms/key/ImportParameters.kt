package io.mockaws.services.kms.key

import io.mockaws.services.kms.crypto.Digest
import io.mockaws.services.kms.crypto.RsaKey
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable
import java.security.GeneralSecurityException
import java.util.HexFormat
import javax.crypto.Cipher
import javax.crypto.spec.SecretKeySpec
import kotlin.time.Instant

/**
 * How somebody wraps material for KMS.
 * https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys-get-public-key-and-token.html
 */
@Suppress("EnumEntryName")
internal enum class WrappingAlgorithm(
    private val padding: Digest,
    /** Whether the key of RSA wraps a key of AES, which wraps the material. */
    private val isTwofold: Boolean,
) {
    RSAES_OAEP_SHA_1(Digest.SHA_1, false),
    RSAES_OAEP_SHA_256(Digest.SHA_256, false),
    RSA_AES_KEY_WRAP_SHA_1(Digest.SHA_1, true),
    RSA_AES_KEY_WRAP_SHA_256(Digest.SHA_256, true),
    ;

    /** What [wrapped] holds; null when it was not wrapped so for [key]. */
    fun unwrap(
        wrapped: ByteArray,
        key: RsaKey,
    ): ByteArray? =
        try {
            if (isTwofold) unwrapTwice(wrapped, key) else key.decrypt(wrapped, padding)
        } catch (_: GeneralSecurityException) {
            null
        }

    private fun unwrapTwice(
        wrapped: ByteArray,
        key: RsaKey,
    ): ByteArray? {
        val length = key.bits / Byte.SIZE_BITS
        if (wrapped.size <= length) return null
        val cipher = Cipher.getInstance("AES/KWP/NoPadding")
        cipher.init(Cipher.UNWRAP_MODE, SecretKeySpec(key.decrypt(wrapped.copyOf(length), padding), "AES"))
        return cipher.unwrap(wrapped.copyOfRange(length, wrapped.size), "AES", Cipher.SECRET_KEY).encoded
    }
}

/** What was given to somebody who wants to bring material for a key. */
@Serializable
internal data class ImportParameters(
    val keyId: String,
    val algorithm: WrappingAlgorithm,
    val spec: KeySpec,
    /** What the wrapping key follows from. */
    val seed: Blob,
    val validTo: Instant,
) {
    companion object {
        /** What those of [token] are kept under. */
        fun keyOf(token: Blob): String = HexFormat.of().formatHex(Digest.SHA_256.of(token.bytes))
    }
}
