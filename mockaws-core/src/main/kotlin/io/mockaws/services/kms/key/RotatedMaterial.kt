package io.mockaws.services.kms.key

import io.mockaws.services.kms.crypto.Digest
import io.mockaws.wire.Blob
import kotlin.time.Instant

/** New material that KMS makes for a symmetric key. */
internal object RotatedMaterial {
    fun after(
        key: Key,
        kind: KeyMaterial.Rotation,
        time: Instant,
    ): KeyMaterial {
        val mark = "rotation ${key.materials.size}".encodeToByteArray()
        val bytes = Digest.SHA_256.of(key.materials.last().bytes.bytes + mark)
        return KeyMaterial(Blob(bytes), KeyMaterial.idOf(key.id, bytes), rotatedAt = time, rotation = kind)
    }
}
