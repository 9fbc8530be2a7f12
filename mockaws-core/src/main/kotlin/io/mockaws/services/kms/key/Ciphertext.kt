package io.mockaws.services.kms.key

import io.mockaws.services.kms.crypto.AesGcm
import java.nio.ByteBuffer
import java.util.HexFormat
import java.util.UUID

/**
 * A ciphertext of a symmetric key, which names its key and the material that it was encrypted with. It begins as AWS's do,
 * with `AQICAH` in base64; what follows is nobody's business but its maker's.
 */
internal class Ciphertext(
    val keyId: String,
    val materialId: String,
    private val iv: ByteArray,
    private val sealed: ByteArray,
) {
    val bytes: ByteArray
        get() = HEADER + bytesOf(keyId) + HexFormat.of().parseHex(materialId) + iv + sealed

    /** Null when it was not made by [material], or with another context. */
    fun open(
        material: KeyMaterial,
        context: Map<String, String>,
    ): ByteArray? = AesGcm.decrypt(material.bytes.bytes, iv, sealed, context)

    companion object {
        private val HEADER = byteArrayOf(1, 2, 2, 0, 0x78)
        private const val SINGLE_REGION: Byte = 0
        private const val MULTI_REGION: Byte = 1
        private const val MULTI_REGION_PREFIX = "mrk-"
        private const val ID = 16
        private const val MATERIAL = 32
        private const val LEAST = 5 + 1 + ID + MATERIAL + AesGcm.IV

        fun seal(
            key: Key,
            material: KeyMaterial,
            iv: ByteArray,
            plaintext: ByteArray,
            context: Map<String, String>,
        ): Ciphertext =
            Ciphertext(key.id, material.id, iv, AesGcm.encrypt(material.bytes.bytes, iv, plaintext, context))

        /** Null for what cannot be one. */
        fun read(bytes: ByteArray): Ciphertext? {
            if (bytes.size < LEAST || !bytes.copyOf(HEADER.size).contentEquals(HEADER)) return null
            val buffer = ByteBuffer.wrap(bytes, HEADER.size, bytes.size - HEADER.size)
            val keyId = keyIdIn(buffer) ?: return null
            val material = HexFormat.of().formatHex(buffer.next(MATERIAL))
            return Ciphertext(keyId, material, buffer.next(AesGcm.IV), buffer.next(buffer.remaining()))
        }

        private fun bytesOf(keyId: String): ByteArray {
            if (keyId.startsWith(MULTI_REGION_PREFIX)) {
                return byteArrayOf(MULTI_REGION) + HexFormat.of().parseHex(keyId.removePrefix(MULTI_REGION_PREFIX))
            }
            val id = UUID.fromString(keyId)
            return ByteBuffer.allocate(1 + ID).put(SINGLE_REGION)
                .putLong(id.mostSignificantBits).putLong(id.leastSignificantBits).array()
        }

        private fun keyIdIn(buffer: ByteBuffer): String? =
            when (buffer.get()) {
                SINGLE_REGION -> UUID(buffer.getLong(), buffer.getLong()).toString()
                MULTI_REGION -> MULTI_REGION_PREFIX + HexFormat.of().formatHex(buffer.next(ID))
                else -> null
            }

        private fun ByteBuffer.next(length: Int) = ByteArray(length).also { get(it) }
    }
}
