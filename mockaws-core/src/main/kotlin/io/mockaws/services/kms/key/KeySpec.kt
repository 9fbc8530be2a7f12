package io.mockaws.services.kms.key

import io.mockaws.engine.SeededRandom
import io.mockaws.services.kms.crypto.AsymmetricKey
import io.mockaws.services.kms.crypto.Curve
import io.mockaws.services.kms.crypto.Digest
import io.mockaws.services.kms.crypto.EcKey
import io.mockaws.services.kms.crypto.EdKey
import io.mockaws.services.kms.crypto.MacAlgorithm
import io.mockaws.services.kms.crypto.MlDsaKey
import io.mockaws.services.kms.crypto.RsaKey
import io.mockaws.services.kms.crypto.SigningAlgorithm
import io.mockaws.services.kms.key.KeyUsage.ENCRYPT_DECRYPT
import io.mockaws.services.kms.key.KeyUsage.GENERATE_VERIFY_MAC
import io.mockaws.services.kms.key.KeyUsage.KEY_AGREEMENT
import io.mockaws.services.kms.key.KeyUsage.SIGN_VERIFY

/** What a key is for. */
internal enum class KeyUsage { ENCRYPT_DECRYPT, SIGN_VERIFY, GENERATE_VERIFY_MAC, KEY_AGREEMENT }

/** How a key encrypts. */
@Suppress("EnumEntryName")
internal enum class EncryptionAlgorithm(
    /** Null for a symmetric one. */
    val padding: Digest?,
) {
    SYMMETRIC_DEFAULT(null),
    RSAES_OAEP_SHA_1(Digest.SHA_1),
    RSAES_OAEP_SHA_256(Digest.SHA_256),
}

/**
 * What kind of key a key is, and what can be done with that.
 * https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html
 */
@Suppress("EnumEntryName")
internal enum class KeySpec(
    /** What keys of this kind can be for; without a choice there is only the first. */
    val usages: List<KeyUsage>,
    private val maker: Maker,
    val signing: List<SigningAlgorithm> = emptyList(),
    val mac: MacAlgorithm? = null,
) {
    SYMMETRIC_DEFAULT(listOf(ENCRYPT_DECRYPT), Secret(32..32)),
    RSA_2048(Rsa.usages, Rsa(2048), Rsa.algorithms),
    RSA_3072(Rsa.usages, Rsa(3072), Rsa.algorithms),
    RSA_4096(Rsa.usages, Rsa(4096), Rsa.algorithms),
    ECC_NIST_P256(Ec.usages, Ec(Curve.P256), listOf(SigningAlgorithm.ECDSA_SHA_256)),
    ECC_NIST_P384(Ec.usages, Ec(Curve.P384), listOf(SigningAlgorithm.ECDSA_SHA_384)),
    ECC_NIST_P521(Ec.usages, Ec(Curve.P521), listOf(SigningAlgorithm.ECDSA_SHA_512)),
    ECC_SECG_P256K1(listOf(SIGN_VERIFY), Ec(Curve.SECP256K1), listOf(SigningAlgorithm.ECDSA_SHA_256)),
    ECC_NIST_EDWARDS25519(
        listOf(SIGN_VERIFY),
        Ed,
        listOf(SigningAlgorithm.ED25519_SHA_512, SigningAlgorithm.ED25519_PH_SHA_512),
    ),
    HMAC_224(listOf(GENERATE_VERIFY_MAC), Secret(28..64), mac = MacAlgorithm.HMAC_SHA_224),
    HMAC_256(listOf(GENERATE_VERIFY_MAC), Secret(32..64), mac = MacAlgorithm.HMAC_SHA_256),
    HMAC_384(listOf(GENERATE_VERIFY_MAC), Secret(48..128), mac = MacAlgorithm.HMAC_SHA_384),
    HMAC_512(listOf(GENERATE_VERIFY_MAC), Secret(64..128), mac = MacAlgorithm.HMAC_SHA_512),
    ML_DSA_44(listOf(SIGN_VERIFY), MlDsa("ML-DSA-44"), listOf(SigningAlgorithm.ML_DSA_SHAKE_256)),
    ML_DSA_65(listOf(SIGN_VERIFY), MlDsa("ML-DSA-65"), listOf(SigningAlgorithm.ML_DSA_SHAKE_256)),
    ML_DSA_87(listOf(SIGN_VERIFY), MlDsa("ML-DSA-87"), listOf(SigningAlgorithm.ML_DSA_SHAKE_256)),
    ;

    val isSymmetric: Boolean get() = maker is Secret

    /** Whether two halves belong to it. */
    val isAsymmetric: Boolean get() = !isSymmetric

    /** How long its modulus is, for RSA. */
    val rsaBits: Int? get() = (maker as? Rsa)?.bits

    val encryption: List<EncryptionAlgorithm>
        get() =
            when {
                this == SYMMETRIC_DEFAULT -> listOf(EncryptionAlgorithm.SYMMETRIC_DEFAULT)
                maker is Rsa -> listOf(EncryptionAlgorithm.RSAES_OAEP_SHA_1, EncryptionAlgorithm.RSAES_OAEP_SHA_256)
                else -> emptyList()
            }

    /** How many bytes KMS itself draws for one; a key of two halves follows from them. */
    val bytes: Int get() = (maker as? Secret)?.lengths?.first ?: SEED

    /** Whether [bytes] can be brought as material of such a key: the key itself, or its private half. */
    fun admits(bytes: ByteArray): Boolean {
        if (maker is Secret) return bytes.size in maker.lengths
        return try {
            maker.read(bytes)
            true
        } catch (_: IllegalArgumentException) {
            false
        }
    }

    /** The key that follows from [seed]. What it is is part of what saved worlds hold, and does not change. */
    fun generate(seed: ByteArray): AsymmetricKey = maker.generate(seed)

    /** The key whose private half was brought. */
    fun read(pkcs8: ByteArray): AsymmetricKey = maker.read(pkcs8)

    private companion object {
        const val SEED = 32
    }
}

/** How keys of two halves come to be. */
private sealed interface Maker {
    fun generate(seed: ByteArray): AsymmetricKey

    /** @throws IllegalArgumentException for what is no private half of such a key */
    fun read(pkcs8: ByteArray): AsymmetricKey
}

/** No two halves: the bytes are the key. */
private class Secret(
    val lengths: IntRange,
) : Maker {
    override fun generate(seed: ByteArray): AsymmetricKey = error("A secret has no halves")

    override fun read(pkcs8: ByteArray): AsymmetricKey = error("A secret has no halves")
}

private class Rsa(
    val bits: Int,
) : Maker {
    override fun generate(seed: ByteArray) = RsaKey.generate(bits, SeededRandom(seed))

    override fun read(pkcs8: ByteArray) =
        RsaKey.read(pkcs8).also { require(it.bits == bits) { "Another length" } }

    companion object {
        val usages = listOf(ENCRYPT_DECRYPT, SIGN_VERIFY)
        val algorithms = SigningAlgorithm.entries.filter { it.name.startsWith("RSASSA") }
    }
}

private class Ec(
    private val curve: Curve,
) : Maker {
    override fun generate(seed: ByteArray) = EcKey.generate(curve, SeededRandom(seed))

    override fun read(pkcs8: ByteArray) = EcKey.read(curve, pkcs8)

    companion object {
        val usages = listOf(SIGN_VERIFY, KEY_AGREEMENT)
    }
}

private object Ed : Maker {
    override fun generate(seed: ByteArray) = EdKey.generate(SeededRandom(seed))

    override fun read(pkcs8: ByteArray) = EdKey.read(pkcs8)
}

private class MlDsa(
    private val level: String,
) : Maker {
    override fun generate(seed: ByteArray) = MlDsaKey.generate(level, SeededRandom(seed))

    override fun read(pkcs8: ByteArray): AsymmetricKey = throw IllegalArgumentException(
        "KMS takes no material of ML-DSA"
    )
}
