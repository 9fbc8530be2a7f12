package io.mockaws.services.kms.crypto

import java.security.GeneralSecurityException
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.NoSuchAlgorithmException
import java.security.Provider
import java.security.SecureRandom
import java.security.Security
import java.security.Signature
import java.security.spec.NamedParameterSpec

/**
 * A key of ML-DSA (FIPS 204), which neither JDK 17 nor 21 has: Bouncy Castle makes and uses it where it is on the class
 * path, else the JDK from 24 on. Either makes the same of the same 32 bytes.
 */
internal class MlDsaKey private constructor(
    private val pair: KeyPair,
    private val provider: Provider,
) : SigningKey {
    override val pkcs8: ByteArray get() = pair.private.encoded
    override val spki: ByteArray get() = pair.public.encoded

    override fun sign(
        message: SignedMessage,
        algorithm: SigningAlgorithm,
        random: SecureRandom,
    ): ByteArray {
        val signature = signature(message)
        signature.initSign(pair.private, random)
        signature.update(message.bytes)
        return signature.sign()
    }

    override fun verify(
        message: SignedMessage,
        algorithm: SigningAlgorithm,
        signature: ByteArray,
    ): Boolean {
        val verifier = signature(message)
        verifier.initVerify(pair.public)
        verifier.update(message.bytes)
        return try {
            verifier.verify(signature)
        } catch (_: GeneralSecurityException) {
            false
        }
    }

    private fun signature(message: SignedMessage): Signature {
        val name = if (message.type == SignedMessage.Type.EXTERNAL_MU) EXTERNAL_MU else ML_DSA
        try {
            return Signature.getInstance(name, provider)
        } catch (_: NoSuchAlgorithmException) {
            throw MissingAlgorithm("$ML_DSA of an external mu", "$BOUNCY_CASTLE on the class path")
        }
    }

    companion object {
        private const val ML_DSA = "ML-DSA"
        private const val EXTERNAL_MU = "ML-DSA-EXTERNAL-MU"
        private const val BOUNCY_CASTLE = "org.bouncycastle:bcprov-jdk18on 1.81 or newer"

        private val provider: Provider? by lazy {
            bouncyCastle() ?: Security.getProviders("KeyPairGenerator.$ML_DSA")?.firstOrNull()
        }

        /** @param level as `ML-DSA-44` */
        fun generate(
            level: String,
            random: SecureRandom,
        ): MlDsaKey {
            val provider =
                provider ?: throw MissingAlgorithm(ML_DSA, "$BOUNCY_CASTLE on the class path, or JDK 24 or newer")
            val generator =
                try {
                    KeyPairGenerator.getInstance(level, provider)
                } catch (_: NoSuchAlgorithmException) {
                    throw MissingAlgorithm(ML_DSA, BOUNCY_CASTLE)
                }
            generator.initialize(NamedParameterSpec(level), random)
            return MlDsaKey(generator.generateKeyPair(), provider)
        }

        private fun bouncyCastle(): Provider? =
            try {
                Class.forName(
                    "org.bouncycastle.jce.provider.BouncyCastleProvider"
                ).getConstructor().newInstance() as Provider
            } catch (_: ClassNotFoundException) {
                null
            }
    }
}

/** Cryptography that neither this JDK nor what is on the class path has. */
internal class MissingAlgorithm(
    /** What it is. */
    val algorithm: String,
    /** What would have it. */
    val remedy: String,
) : RuntimeException("$algorithm needs $remedy")
