package io.mockaws.services.kms.crypto

import java.security.KeyFactory
import java.security.SecureRandom
import java.security.Signature
import java.security.SignatureException
import java.security.spec.PKCS8EncodedKeySpec
import java.security.spec.X509EncodedKeySpec

/** A key of Ed25519, encoded as RFC 8410 says. */
internal class EdKey(
    private val seed: ByteArray,
) : SigningKey {
    private val point = Edwards25519.publicKey(seed)

    override val pkcs8: ByteArray get() = Der.sequence(Der.integer(0), ALGORITHM, Der.octets(Der.octets(seed)))

    override val spki: ByteArray get() = Der.sequence(ALGORITHM, Der.bits(point))

    override fun sign(
        message: SignedMessage,
        algorithm: SigningAlgorithm,
        random: SecureRandom,
    ): ByteArray {
        if (algorithm == SigningAlgorithm.ED25519_PH_SHA_512) return Edwards25519.signDigest(seed, message.bytes)
        val signature = Signature.getInstance(NAME)
        signature.initSign(KeyFactory.getInstance(NAME).generatePrivate(PKCS8EncodedKeySpec(pkcs8)))
        signature.update(message.bytes)
        return signature.sign()
    }

    override fun verify(
        message: SignedMessage,
        algorithm: SigningAlgorithm,
        signature: ByteArray,
    ): Boolean {
        if (algorithm ==
            SigningAlgorithm.ED25519_PH_SHA_512
        ) {
            return Edwards25519.verifyDigest(point, message.bytes, signature)
        }
        val verifier = Signature.getInstance(NAME)
        verifier.initVerify(KeyFactory.getInstance(NAME).generatePublic(X509EncodedKeySpec(spki)))
        verifier.update(message.bytes)
        return try {
            verifier.verify(signature)
        } catch (_: SignatureException) {
            false
        }
    }

    companion object {
        private const val NAME = "Ed25519"
        private const val OID = "1.3.101.112"
        private const val LENGTH = 32
        private val ALGORITHM = Der.sequence(Der.oid(OID))

        fun generate(random: SecureRandom): EdKey = EdKey(ByteArray(LENGTH).also(random::nextBytes))

        /** @throws IllegalArgumentException for what is no private key of Ed25519 */
        fun read(pkcs8: ByteArray): EdKey {
            val (_, algorithm, key) = Der.read(pkcs8).items().takeIf { it.size >= 3 } ?: throw BadDer()
            if (!algorithm.items().first().isOid(OID)) throw BadDer()
            return EdKey(Der.read(key.octets()).octets().also { if (it.size != LENGTH) throw BadDer() })
        }
    }
}
