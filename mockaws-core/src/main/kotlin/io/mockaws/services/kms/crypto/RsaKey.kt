package io.mockaws.services.kms.crypto

import java.math.BigInteger
import java.security.GeneralSecurityException
import java.security.KeyFactory
import java.security.SecureRandom
import java.security.interfaces.RSAPrivateCrtKey
import java.security.spec.InvalidKeySpecException
import java.security.spec.MGF1ParameterSpec
import java.security.spec.PKCS8EncodedKeySpec
import java.security.spec.RSAPrivateCrtKeySpec
import java.security.spec.RSAPublicKeySpec
import javax.crypto.Cipher
import javax.crypto.spec.OAEPParameterSpec
import javax.crypto.spec.PSource

/** A key of RSA, which signs or encrypts. */
internal class RsaKey(
    private val privateKey: RSAPrivateCrtKey,
) : SigningKey {
    private val publicKey =
        KeyFactory.getInstance(RSA).generatePublic(RSAPublicKeySpec(privateKey.modulus, privateKey.publicExponent))

    /** How long its modulus is. */
    val bits: Int get() = privateKey.modulus.bitLength()

    override val pkcs8: ByteArray get() = privateKey.encoded
    override val spki: ByteArray get() = publicKey.encoded

    override fun sign(
        message: SignedMessage,
        algorithm: SigningAlgorithm,
        random: SecureRandom,
    ): ByteArray {
        val digest = message.digest(algorithm)
        if (algorithm.isPss) return raw(Pss.encode(digest, bits - 1, algorithm.digest, random), privateKey)
        val cipher = Cipher.getInstance(PKCS1)
        cipher.init(Cipher.ENCRYPT_MODE, privateKey)
        return cipher.doFinal(digestInfo(digest, algorithm.digest))
    }

    override fun verify(
        message: SignedMessage,
        algorithm: SigningAlgorithm,
        signature: ByteArray,
    ): Boolean {
        val digest = message.digest(algorithm)
        if (signature.size != (bits + 7) / 8) return false
        return try {
            if (algorithm.isPss) {
                Pss.verify(raw(signature, publicKey), digest, bits - 1, algorithm.digest)
            } else {
                val cipher = Cipher.getInstance(PKCS1)
                cipher.init(Cipher.DECRYPT_MODE, publicKey)
                cipher.doFinal(signature).contentEquals(digestInfo(digest, algorithm.digest))
            }
        } catch (_: GeneralSecurityException) {
            false
        }
    }

    fun encrypt(
        plaintext: ByteArray,
        padding: Digest,
        random: SecureRandom,
    ): ByteArray = oaep(Cipher.ENCRYPT_MODE, padding, random).doFinal(plaintext)

    /** @throws GeneralSecurityException for what was not encrypted for this key by [padding] */
    fun decrypt(
        ciphertext: ByteArray,
        padding: Digest,
    ): ByteArray = oaep(Cipher.DECRYPT_MODE, padding, null).doFinal(ciphertext)

    private fun oaep(
        mode: Int,
        padding: Digest,
        random: SecureRandom?,
    ): Cipher {
        val cipher = Cipher.getInstance("RSA/ECB/OAEPPadding")
        val mask = MGF1ParameterSpec(padding.jcaName)
        val parameters = OAEPParameterSpec(padding.jcaName, "MGF1", mask, PSource.PSpecified.DEFAULT)
        val key = if (mode == Cipher.ENCRYPT_MODE) publicKey else privateKey
        if (random == null) cipher.init(mode, key, parameters) else cipher.init(mode, key, parameters, random)
        return cipher
    }

    private fun raw(
        block: ByteArray,
        key: java.security.Key,
    ): ByteArray {
        val cipher = Cipher.getInstance("RSA/ECB/NoPadding")
        cipher.init(if (key === privateKey) Cipher.DECRYPT_MODE else Cipher.ENCRYPT_MODE, key)
        return cipher.doFinal(block)
    }

    /** RFC 8017, 9.2. */
    private fun digestInfo(
        digest: ByteArray,
        kind: Digest,
    ) = Der.sequence(Der.sequence(Der.oid(kind.oid), NULL), Der.octets(digest))

    companion object {
        private const val RSA = "RSA"
        private const val PKCS1 = "RSA/ECB/PKCS1Padding"
        private val NULL = byteArrayOf(5, 0)
        private val exponent = BigInteger.valueOf(65537)

        /** The longest that [padding] leaves room for in a key of [bits] bits. */
        fun longestPlaintext(
            bits: Int,
            padding: Digest,
        ): Int = bits / Byte.SIZE_BITS - 2 * padding.length - 2

        fun generate(
            bits: Int,
            random: SecureRandom,
        ): RsaKey {
            while (true) {
                val p = RsaPrimes.next(bits / 2, random)
                val q = RsaPrimes.next(bits / 2, random)
                val phi = (p - BigInteger.ONE) * (q - BigInteger.ONE)
                if (p != q &&
                    phi.gcd(exponent) == BigInteger.ONE
                ) {
                    return of(p.max(q), p.min(q), exponent.modInverse(phi))
                }
            }
        }

        private fun of(
            p: BigInteger,
            q: BigInteger,
            d: BigInteger,
        ): RsaKey {
            val dp = d.mod(p - BigInteger.ONE)
            val dq = d.mod(q - BigInteger.ONE)
            val spec = RSAPrivateCrtKeySpec(p * q, exponent, d, p, q, dp, dq, q.modInverse(p))
            return RsaKey(KeyFactory.getInstance(RSA).generatePrivate(spec) as RSAPrivateCrtKey)
        }

        /** @throws IllegalArgumentException for what is no private key of RSA */
        fun read(pkcs8: ByteArray): RsaKey =
            try {
                KeyFactory.getInstance(RSA).generatePrivate(PKCS8EncodedKeySpec(pkcs8)) as? RSAPrivateCrtKey
            } catch (_: InvalidKeySpecException) {
                null
            }?.let(::RsaKey) ?: throw BadDer()
    }
}
