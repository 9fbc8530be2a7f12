package io.mockaws.services.kms.crypto

import java.security.SecureRandom

/** A key of two halves, ready for use. */
internal interface AsymmetricKey {
    /** The private half as DER of PKCS #8. */
    val pkcs8: ByteArray

    /** The public half as DER of X.509's SubjectPublicKeyInfo. */
    val spki: ByteArray
}

/** One that signs. */
internal interface SigningKey : AsymmetricKey {
    /** The signature of [message] by [algorithm], as KMS gives it. */
    fun sign(
        message: SignedMessage,
        algorithm: SigningAlgorithm,
        random: SecureRandom,
    ): ByteArray

    /** Whether [signature] is one of [message]. */
    fun verify(
        message: SignedMessage,
        algorithm: SigningAlgorithm,
        signature: ByteArray,
    ): Boolean
}

/** What is signed: a message, or what somebody has made of it. */
internal class SignedMessage(
    val bytes: ByteArray,
    val type: Type,
) {
    enum class Type {
        /** The message itself. */
        RAW,

        /** Its digest. */
        DIGEST,

        /** The 64 bytes that ML-DSA signs, made of its message and its public key. */
        EXTERNAL_MU,
    }

    /** The digest by [algorithm]. */
    fun digest(algorithm: SigningAlgorithm): ByteArray =
        if (type == Type.RAW) algorithm.digest.of(bytes) else bytes
}
