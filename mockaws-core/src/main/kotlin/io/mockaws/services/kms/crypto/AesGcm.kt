package io.mockaws.services.kms.crypto

import java.nio.ByteBuffer
import javax.crypto.AEADBadTagException
import javax.crypto.Cipher
import javax.crypto.spec.GCMParameterSpec
import javax.crypto.spec.SecretKeySpec

/**
 * What a symmetric key does: AES-256 in Galois/Counter Mode, with the encryption context as additional authenticated data.
 * https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html
 */
internal object AesGcm {
    /** Of the initialization vector. */
    const val IV: Int = 12
    private const val TAG_BITS = 128

    fun encrypt(
        key: ByteArray,
        iv: ByteArray,
        plaintext: ByteArray,
        context: Map<String, String>,
    ): ByteArray = cipher(Cipher.ENCRYPT_MODE, key, iv, context).doFinal(plaintext)

    /** Null when it was encrypted otherwise. */
    fun decrypt(
        key: ByteArray,
        iv: ByteArray,
        ciphertext: ByteArray,
        context: Map<String, String>,
    ): ByteArray? =
        try {
            cipher(Cipher.DECRYPT_MODE, key, iv, context).doFinal(ciphertext)
        } catch (_: AEADBadTagException) {
            null
        }

    private fun cipher(
        mode: Int,
        key: ByteArray,
        iv: ByteArray,
        context: Map<String, String>,
    ): Cipher {
        val cipher = Cipher.getInstance("AES/GCM/NoPadding")
        cipher.init(mode, SecretKeySpec(key, "AES"), GCMParameterSpec(TAG_BITS, iv))
        context.toSortedMap().forEach { (name, value) ->
            cipher.updateAAD(sized(name))
            cipher.updateAAD(sized(value))
        }
        return cipher
    }

    private fun sized(text: String): ByteArray {
        val bytes = text.encodeToByteArray()
        return ByteBuffer.allocate(Int.SIZE_BYTES + bytes.size).putInt(bytes.size).put(bytes).array()
    }
}
