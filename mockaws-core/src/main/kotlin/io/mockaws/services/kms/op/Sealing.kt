package io.mockaws.services.kms.op

import io.mockaws.engine.CallContext
import io.mockaws.engine.SeededRandom
import io.mockaws.services.kms.crypto.AesGcm
import io.mockaws.services.kms.crypto.AsymmetricKey
import io.mockaws.services.kms.crypto.MissingAlgorithm
import io.mockaws.services.kms.crypto.RsaKey
import io.mockaws.services.kms.key.Ciphertext
import io.mockaws.services.kms.key.EncryptionAlgorithm
import io.mockaws.services.kms.key.Key
import io.mockaws.services.kms.key.KeyMaterial
import io.mockaws.services.kms.key.KeyPairs
import io.mockaws.services.kms.key.KeySpec
import io.mockaws.services.kms.key.KeyUsage
import io.mockaws.services.kms.state.FoundKey
import io.mockaws.services.kms.state.KmsFaults
import io.mockaws.services.kms.state.KmsState
import io.mockaws.services.kms.state.checkUsable
import io.mockaws.services.kms.state.checkUsage
import io.mockaws.services.kms.state.find
import io.mockaws.services.kms.state.keyOrNull
import io.mockaws.wire.Blob
import java.security.GeneralSecurityException

/** What was opened, and by which key and material. */
internal class Opened(
    val key: Key,
    val plaintext: Blob,
    val algorithm: EncryptionAlgorithm,
    /** Null for a key that never rotates. */
    val materialId: String?,
)

/** The material that [this] key works with now. */
internal val Key.material: KeyMaterial get() = current ?: throw KmsFaults.pendingImport(this)

/** The id of the material, of keys that may have more than one. */
internal val Key.shownMaterialId: String? get() = material.id.takeIf { spec == KeySpec.SYMMETRIC_DEFAULT }

/** Its two halves. */
internal val Key.pair: AsymmetricKey
    get() =
        try {
            KeyPairs.of(spec, material)
        } catch (missing: MissingAlgorithm) {
            throw KmsFaults.missing(missing)
        }

/** Refuses a kind of key that cannot be made here. Only the quick ones are tried. */
internal fun checkCanBeMade(spec: KeySpec) {
    if (!spec.name.startsWith("ML_DSA")) return
    try {
        spec.generate(ByteArray(spec.bytes))
    } catch (missing: MissingAlgorithm) {
        throw KmsFaults.missing(missing)
    }
}

internal fun CallContext<*>.chance(): SeededRandom = SeededRandom(ids.bytes(SEED))

/** The key [name], ready to encrypt by [algorithm] or decrypt. */
internal fun CallContext<KmsState>.findToEncrypt(
    name: String,
    operation: String,
    algorithm: EncryptionAlgorithm = EncryptionAlgorithm.SYMMETRIC_DEFAULT,
): Key = find(name).key.also { it.checkEncrypts(operation, algorithm) }

private fun Key.checkEncrypts(
    operation: String,
    algorithm: EncryptionAlgorithm,
) {
    checkUsable()
    checkUsage(KeyUsage.ENCRYPT_DECRYPT, operation)
    if (algorithm !in spec.encryption) throw KmsFaults.wrongAlgorithm(algorithm, spec)
}

/** [plaintext] under [key]. */
internal fun CallContext<*>.seal(
    key: Key,
    plaintext: ByteArray,
    context: Map<String, String>,
    algorithm: EncryptionAlgorithm = EncryptionAlgorithm.SYMMETRIC_DEFAULT,
): Blob {
    val padding = algorithm.padding
    if (padding == null) return Blob(Ciphertext.seal(key, key.material, ids.bytes(AesGcm.IV), plaintext, context).bytes)
    checkNoContext(context)
    val longest = RsaKey.longestPlaintext(key.spec.rsaBits!!, padding)
    if (plaintext.size > longest) {
        throw KmsFaults.validation(
            "Algorithm $algorithm and key spec ${key.spec} cannot encrypt data larger than $longest bytes.",
        )
    }
    return Blob((key.pair as RsaKey).encrypt(plaintext, padding, chance()))
}

/** What [ciphertext] holds, which [operation] wants to know. */
internal fun CallContext<KmsState>.open(
    ciphertext: Blob,
    keyName: String?,
    context: Map<String, String>,
    algorithm: EncryptionAlgorithm,
    operation: String,
): Opened {
    val named = keyName?.let { find(it) }
    val padding = algorithm.padding
    if (padding == null) return openSymmetric(ciphertext, named, context, operation)
    checkNoContext(context)
    val key =
        named?.key ?: throw KmsFaults.validation("KeyId is required to decrypt what was encrypted by $algorithm.")
    key.checkEncrypts(operation, algorithm)
    val plaintext =
        try {
            (key.pair as RsaKey).decrypt(ciphertext.bytes, padding)
        } catch (_: GeneralSecurityException) {
            throw KmsFaults.invalidCiphertext()
        }
    return Opened(key, Blob(plaintext), algorithm, null)
}

private fun CallContext<KmsState>.openSymmetric(
    blob: Blob,
    named: FoundKey?,
    context: Map<String, String>,
    operation: String,
): Opened {
    val ciphertext = Ciphertext.read(blob.bytes) ?: throw KmsFaults.invalidCiphertext()
    if (named != null && named.key.id != ciphertext.keyId) throw KmsFaults.incorrectKey()
    val key = named?.key ?: keyOf(ciphertext)
    key.checkEncrypts(operation, EncryptionAlgorithm.SYMMETRIC_DEFAULT)
    val material = key.materials.firstOrNull { it.id == ciphertext.materialId } ?: throw KmsFaults.invalidCiphertext()
    val plaintext = ciphertext.open(material, context) ?: throw KmsFaults.invalidCiphertext()
    return Opened(key, Blob(plaintext), EncryptionAlgorithm.SYMMETRIC_DEFAULT, material.id)
}

/** The key of this region that made [ciphertext], be it another account's. */
private fun CallContext<KmsState>.keyOf(ciphertext: Ciphertext): Key =
    keyOrNull(ciphertext.keyId)
        ?: everywhere().filter { it.region == region }.firstNotNullOfOrNull { it.keyOrNull(ciphertext.keyId) }
        ?: throw KmsFaults.unknownCiphertext()

private fun checkNoContext(context: Map<String, String>) {
    if (context.isNotEmpty()) {
        throw KmsFaults.validation("An encryption context is valid only with a symmetric encryption KMS key.")
    }
}

private const val SEED = 32
