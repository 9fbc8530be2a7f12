package io.mockaws.services.kms.key

import io.mockaws.services.kms.crypto.AsymmetricKey
import io.mockaws.services.kms.crypto.Digest
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable
import java.util.HexFormat
import kotlin.time.Instant

/** The secret of a key, one of several where the key was rotated. */
@Serializable
internal data class KeyMaterial(
    /** The key itself where it is symmetric; else the seed that it follows from, or the private half that was brought. */
    val bytes: Blob,
    val id: String,
    val isImported: Boolean = false,
    /** When it took the place of another; null for the first. */
    val rotatedAt: Instant? = null,
    val rotation: Rotation? = null,
    val description: String? = null,
    /** When what was brought ceases to be there; null for never. */
    val validTo: Instant? = null,
    /** Whether it is there no more: expired or deleted. It can be brought again. */
    val isGone: Boolean = false,
    /** Whether it waits for a rotation. */
    val isPending: Boolean = false,
) {
    enum class Rotation { AUTOMATIC, ON_DEMAND }

    companion object {
        /** The same bytes in the same key always have the same id. */
        fun idOf(
            keyId: String,
            bytes: ByteArray,
        ): String = HexFormat.of().formatHex(Digest.SHA_256.of(keyId.encodeToByteArray() + bytes))
    }
}

/**
 * Keys of two halves by what they follow from. Making one of RSA takes a second, and tests that begin alike need the same
 * ones, so they are kept for all mocks of the JVM.
 */
internal object KeyPairs {
    private const val MOST = 500
    private val kept =
        object : LinkedHashMap<Pair<KeySpec, Blob>, Lazy<AsymmetricKey>>(MOST, LOAD, true) {
            override fun removeEldestEntry(eldest: Map.Entry<Pair<KeySpec, Blob>, Lazy<AsymmetricKey>>) = size > MOST
        }

    /** The key of [spec] that follows from [seed]. */
    fun of(
        spec: KeySpec,
        seed: Blob,
    ): AsymmetricKey = synchronized(kept) { kept.getOrPut(spec to seed) { lazy { spec.generate(seed.bytes) } } }.value

    /** The key of [spec] that [material] is of. */
    fun of(
        spec: KeySpec,
        material: KeyMaterial,
    ): AsymmetricKey = if (material.isImported) spec.read(material.bytes.bytes) else of(spec, material.bytes)

    private const val LOAD = 0.75f
}
