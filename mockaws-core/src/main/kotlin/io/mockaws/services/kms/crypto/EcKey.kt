package io.mockaws.services.kms.crypto

import java.math.BigInteger
import java.security.GeneralSecurityException
import java.security.KeyFactory
import java.security.SecureRandom
import java.security.Signature
import java.security.SignatureException
import java.security.spec.PKCS8EncodedKeySpec
import java.security.spec.X509EncodedKeySpec
import javax.crypto.KeyAgreement

/** A key on one of the curves of NIST, or on secp256k1. */
internal class EcKey(
    private val curve: Curve,
    private val d: BigInteger,
) : SigningKey {
    private val q = curve.publicPoint(d)

    override val spki: ByteArray get() = Der.sequence(algorithm(), Der.bits(curve.encode(q)))

    /** RFC 5915 inside of RFC 5208. */
    override val pkcs8: ByteArray
        get() {
            val number = Der.octets(curve.fixed(d))
            val key = Der.sequence(Der.integer(1), number, Der.explicit(1, Der.bits(curve.encode(q))))
            return Der.sequence(Der.integer(0), algorithm(), Der.octets(key))
        }

    private fun algorithm() = Der.sequence(Der.oid(EC), Der.oid(curve.oid))

    override fun sign(
        message: SignedMessage,
        algorithm: SigningAlgorithm,
        random: SecureRandom,
    ): ByteArray {
        val digest = message.digest(algorithm)
        if (curve == Curve.SECP256K1) return Ecdsa.sign(curve, d, digest, random)
        val signature = Signature.getInstance("NONEwithECDSA")
        signature.initSign(privateKey(), random)
        signature.update(digest)
        return signature.sign()
    }

    override fun verify(
        message: SignedMessage,
        algorithm: SigningAlgorithm,
        signature: ByteArray,
    ): Boolean {
        val digest = message.digest(algorithm)
        if (curve == Curve.SECP256K1) return Ecdsa.verify(curve, q, digest, signature)
        val verifier = Signature.getInstance("NONEwithECDSA")
        verifier.initVerify(factory().generatePublic(X509EncodedKeySpec(spki)))
        verifier.update(digest)
        return try {
            verifier.verify(signature)
        } catch (_: SignatureException) {
            false
        }
    }

    /**
     * The secret that it shares with who has the private half of [publicKey], by ECDH.
     *
     * @throws GeneralSecurityException when that is no key on the same curve
     */
    fun agree(publicKey: ByteArray): ByteArray {
        val agreement = KeyAgreement.getInstance("ECDH")
        agreement.init(privateKey())
        agreement.doPhase(factory().generatePublic(X509EncodedKeySpec(publicKey)), true)
        return agreement.generateSecret()
    }

    private fun privateKey() = factory().generatePrivate(PKCS8EncodedKeySpec(pkcs8))

    private fun factory() = KeyFactory.getInstance("EC")

    companion object {
        private const val EC = "1.2.840.10045.2.1"

        fun generate(
            curve: Curve,
            random: SecureRandom,
        ): EcKey = EcKey(curve, curve.privateNumber(random))

        /** @throws IllegalArgumentException for what is no private key on [curve] */
        fun read(
            curve: Curve,
            pkcs8: ByteArray,
        ): EcKey {
            val (_, algorithm, key) = Der.read(pkcs8).items().takeIf { it.size >= 3 } ?: throw BadDer()
            val ids = algorithm.items()
            if (ids.size != 2 || !ids[0].isOid(EC) || !ids[1].isOid(curve.oid)) throw BadDer()
            val d = BigInteger(1, Der.read(key.octets()).items().getOrNull(1)?.octets() ?: throw BadDer())
            if (d.signum() == 0 || d >= curve.n) throw BadDer()
            return EcKey(curve, d)
        }
    }
}
