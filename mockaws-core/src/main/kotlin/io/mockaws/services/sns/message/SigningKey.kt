package io.mockaws.services.sns.message

import java.math.BigInteger
import java.security.MessageDigest
import java.util.Base64

/**
 * The key that signs what SNS sends, the same for all mocks and no secret; its certificate is the resource
 * `SimpleNotificationService.pem`. Its private exponent is three and its public one long, the other way round than
 * usual: whoever verifies does not mind, and a signature costs microseconds instead of a millisecond for each message of
 * each subscription. Nothing outside of tests may be signed with it.
 *
 * https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
internal object SigningKey {
    /** What `SigningCertURL` ends in, after AWS's fashion. */
    const val CERTIFICATE_NAME = "SimpleNotificationService-82099d41a6b37683d10c2ff6d7c93d71.pem"

    /** The certificate, in PEM. */
    val certificate: ByteArray by lazy {
        SigningKey::class.java.getResourceAsStream("/io/mockaws/services/sns/SimpleNotificationService.pem")!!
            .use { it.readBytes() }
    }

    internal val modulus: BigInteger =
        BigInteger(
            "bd99a722d3531cbbc064d8fc07e693e5fd10105f85ac4177d05d5a737793d69a" +
                "f051678f3e06f8c57fed524aca5f98b7e835808781a1583d03ce8a3f1079db19" +
                "d984cfd7abb61ce832000f59cf21d73707def56d24a206231a05d0db6f5c1325" +
                "0c2e44ff09f2b6ffec108fcee55c75fe460424d72d8d4adbaaf1814120348e3b" +
                "693220d215fa56b8207bde710c475998920531c01f78ee194c8a77f41d7a72ba" +
                "4eb9097ff92edb1f453c3d3588262a4381cd4916187fc756258bf3fcc0ada41a" +
                "f7c7b7219a94972ccb5273d091e34fbbd71939055edeb4ceca8b4b2811b63b75" +
                "616d9a5bf4776f44c3a4532e4371ba86d0a7798898ca287f84a485ad51786be5",
            HEX,
        )

    private val sha1 = Padding("SHA-1", "3021300906052b0e03021a05000414")
    private val sha256 = Padding("SHA-256", "3031300d060960864801650304020105000420")

    /** RSASSA-PKCS1-v1_5 of [text] in Base64, with SHA-1 for [version] 1 and SHA-256 for 2. */
    fun sign(
        version: String,
        text: String,
    ): String = Base64.getEncoder().encodeToString(
        (
            if (version ==
                "2"
            ) {
                sha256
            } else {
                sha1
            }
            ).sign(text.encodeToByteArray())
    )

    /**
     * Messages padded for one digest: a constant and the digest behind it. So the cube of the two is that of the
     * constant, worked out once, and three products with the digest, which is short.
     */
    private class Padding(
        private val digest: String,
        prefix: String,
    ) {
        private val constant: BigInteger
        private val squareTimes3: BigInteger
        private val cube: BigInteger
        private val times3: BigInteger

        init {
            val digestBits = MessageDigest.getInstance(digest).digestLength * Byte.SIZE_BITS
            val info = BigInteger(prefix, HEX).shiftLeft(digestBits)
            val infoBits = prefix.length * BITS_PER_DIGIT + digestBits
            val ones = modulus.bitLength() - 2 * Byte.SIZE_BITS - infoBits - Byte.SIZE_BITS
            // 00 01 ff ... ff 00, then which digest it is, then the digest.
            val ff = BigInteger.ONE.shiftLeft(ones).subtract(BigInteger.ONE).shiftLeft(infoBits + Byte.SIZE_BITS)
            constant = BigInteger.ONE.shiftLeft(modulus.bitLength() - 2 * Byte.SIZE_BITS).add(ff).add(info)
            val three = BigInteger.valueOf(3)
            times3 = constant.multiply(three).mod(modulus)
            squareTimes3 = constant.multiply(constant).multiply(three).mod(modulus)
            cube = constant.pow(3).mod(modulus)
        }

        fun sign(message: ByteArray): ByteArray {
            val hash = BigInteger(1, MessageDigest.getInstance(digest).digest(message))
            // (c + h)^3 = c^3 + h (3 c^2 + h (3 c + h))
            val sum = times3.add(hash).multiply(hash).add(squareTimes3).multiply(hash).add(cube)
            return fixed(sum.mod(modulus))
        }

        private fun fixed(number: BigInteger): ByteArray {
            val length = modulus.bitLength() / Byte.SIZE_BITS
            val bytes = number.toByteArray()
            if (bytes.size == length) return bytes
            val kept = minOf(bytes.size, length)
            return ByteArray(length).also { bytes.copyInto(it, length - kept, bytes.size - kept) }
        }
    }

    private const val HEX = 16
    private const val BITS_PER_DIGIT = 4
}
