package io.mockaws.services.kms.crypto

import java.security.MessageDigest

/** https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html */
@Suppress("EnumEntryName")
internal enum class SigningAlgorithm(
    val digest: Digest,
    private val types: Set<SignedMessage.Type> = setOf(SignedMessage.Type.RAW, SignedMessage.Type.DIGEST),
) {
    RSASSA_PKCS1_V1_5_SHA_256(Digest.SHA_256),
    RSASSA_PKCS1_V1_5_SHA_384(Digest.SHA_384),
    RSASSA_PKCS1_V1_5_SHA_512(Digest.SHA_512),
    RSASSA_PSS_SHA_256(Digest.SHA_256),
    RSASSA_PSS_SHA_384(Digest.SHA_384),
    RSASSA_PSS_SHA_512(Digest.SHA_512),
    ECDSA_SHA_256(Digest.SHA_256),
    ECDSA_SHA_384(Digest.SHA_384),
    ECDSA_SHA_512(Digest.SHA_512),
    ED25519_SHA_512(Digest.SHA_512, setOf(SignedMessage.Type.RAW)),
    ED25519_PH_SHA_512(Digest.SHA_512, setOf(SignedMessage.Type.DIGEST)),
    ML_DSA_SHAKE_256(Digest.SHA_512, setOf(SignedMessage.Type.RAW, SignedMessage.Type.EXTERNAL_MU)),
    SM2DSA(Digest.SHA_256),
    ;

    val isPss: Boolean get() = name.startsWith("RSASSA_PSS")

    fun takes(type: SignedMessage.Type): Boolean = type in types

    /** How long a message of [type] is; null where it may have any length. */
    fun lengthOf(type: SignedMessage.Type): Int? =
        when (type) {
            SignedMessage.Type.RAW -> null
            SignedMessage.Type.DIGEST -> digest.length
            SignedMessage.Type.EXTERNAL_MU -> EXTERNAL_MU
        }

    private companion object {
        const val EXTERNAL_MU = 64
    }
}

/** A digest of FIPS 180-4. */
internal enum class Digest(
    val jcaName: String,
    val length: Int,
    val oid: String,
) {
    SHA_1("SHA-1", 20, "1.3.14.3.2.26"),
    SHA_256("SHA-256", 32, "2.16.840.1.101.3.4.2.1"),
    SHA_384("SHA-384", 48, "2.16.840.1.101.3.4.2.2"),
    SHA_512("SHA-512", 64, "2.16.840.1.101.3.4.2.3"),
    ;

    fun of(bytes: ByteArray): ByteArray = MessageDigest.getInstance(jcaName).digest(bytes)
}
