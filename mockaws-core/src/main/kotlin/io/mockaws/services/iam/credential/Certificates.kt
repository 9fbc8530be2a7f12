package io.mockaws.services.iam.credential

import java.math.BigInteger
import java.nio.BufferUnderflowException
import java.nio.ByteBuffer
import java.security.GeneralSecurityException
import java.security.KeyFactory
import java.security.MessageDigest
import java.security.cert.CertificateException
import java.security.cert.CertificateFactory
import java.security.cert.X509Certificate
import java.security.spec.RSAPublicKeySpec
import java.security.spec.X509EncodedKeySpec
import java.util.Base64

/** Reads what is uploaded as text. */
internal object Certificates {
    /** The certificate in PEM; null for what is none. */
    fun x509(pem: String): X509Certificate? =
        try {
            CertificateFactory.getInstance(
                "X.509"
            ).generateCertificate(pem.trim().byteInputStream()) as? X509Certificate
        } catch (_: CertificateException) {
            null
        }
}

/** An RSA public key, as SSH has it and as PEM. */
internal class SshPublicKey private constructor(
    private val blob: ByteArray,
    private val exponent: BigInteger,
    private val modulus: BigInteger,
) {
    /** MD5 of what SSH hashes, with colons. */
    val fingerprint: String
        get() = MessageDigest.getInstance("MD5").digest(blob).joinToString(":") { "%02x".format(it) }

    val bits: Int get() = modulus.bitLength()

    val pem: String
        get() {
            val key = KeyFactory.getInstance("RSA").generatePublic(RSAPublicKeySpec(modulus, exponent))
            val lines = Base64.getMimeEncoder(LINE, byteArrayOf('\n'.code.toByte())).encodeToString(key.encoded)
            return "$BEGIN\n$lines\n$END\n"
        }

    val ssh: String get() = "$RSA ${Base64.getEncoder().encodeToString(blob)}"

    companion object {
        private const val RSA = "ssh-rsa"
        private const val BEGIN = "-----BEGIN PUBLIC KEY-----"
        private const val END = "-----END PUBLIC KEY-----"
        private const val LINE = 64

        /** The key in [text]; null for what is none, or none of RSA, which alone IAM takes. */
        fun of(text: String): SshPublicKey? =
            try {
                if (text.trim().startsWith(BEGIN)) ofPem(text) else ofSsh(text)
            } catch (_: GeneralSecurityException) {
                null
            } catch (_: IllegalArgumentException) {
                null
            } catch (_: BufferUnderflowException) {
                null
            }

        private fun ofSsh(text: String): SshPublicKey? {
            val parts = text.trim().split(' ')
            if (parts.size < 2 || parts[0] != RSA) return null
            val blob = Base64.getDecoder().decode(parts[1])
            val buffer = ByteBuffer.wrap(blob)
            if (buffer.field().decodeToString() != RSA) return null
            return SshPublicKey(blob, BigInteger(buffer.field()), BigInteger(buffer.field()))
        }

        private fun ofPem(text: String): SshPublicKey? {
            val body = text.trim().removePrefix(BEGIN).substringBefore(END)
            val spec = X509EncodedKeySpec(Base64.getMimeDecoder().decode(body))
            val key = KeyFactory.getInstance("RSA").generatePublic(spec) as java.security.interfaces.RSAPublicKey
            val fields = listOf(RSA.encodeToByteArray(), key.publicExponent.toByteArray(), key.modulus.toByteArray())
            val blob = ByteBuffer.allocate(fields.sumOf { Int.SIZE_BYTES + it.size })
            fields.forEach { blob.putInt(it.size).put(it) }
            return SshPublicKey(blob.array(), key.publicExponent, key.modulus)
        }

        private fun ByteBuffer.field(): ByteArray {
            val size = getInt()
            require(size in 0..remaining())
            return ByteArray(size).also { get(it) }
        }
    }
}
