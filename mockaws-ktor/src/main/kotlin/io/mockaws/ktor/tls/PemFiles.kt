package io.mockaws.ktor.tls

import java.nio.file.Path
import java.security.GeneralSecurityException
import java.security.KeyFactory
import java.security.PrivateKey
import java.security.Signature
import java.security.cert.CertificateFactory
import java.security.cert.X509Certificate
import java.security.spec.PKCS8EncodedKeySpec
import java.util.Base64
import kotlin.io.path.inputStream
import kotlin.io.path.readText

/** A certificate and its key as most tools write them. */
internal object PemFiles {
    private val KEY = Regex("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", RegexOption.DOT_MATCHES_ALL)

    /**
     * Reads the [certificate], with those of its issuers behind it where it has any, and its [key] (PKCS #8).
     *
     * @throws IllegalArgumentException when they are not that, or do not belong together
     * @throws java.io.IOException when they cannot be read
     */
    fun read(
        certificate: Path,
        key: Path,
    ): ServerCertificate {
        val chain =
            try {
                certificate.inputStream().use { CertificateFactory.getInstance("X.509").generateCertificates(it) }
            } catch (failure: GeneralSecurityException) {
                throw IllegalArgumentException("$certificate is no certificate in PEM: ${failure.message}", failure)
            }.map { it as X509Certificate }
        require(chain.isNotEmpty()) { "$certificate has no certificate in PEM" }
        val private = privateKey(key, chain.first().publicKey.algorithm)
        require(belongTogether(private, chain.first())) { "$key is not the key of $certificate" }
        return ServerCertificate(chain, private, certificate)
    }

    private fun privateKey(
        file: Path,
        algorithm: String,
    ): PrivateKey {
        val text =
            requireNotNull(KEY.find(file.readText())) {
                "$file has no unencrypted key in PKCS #8. To make one: openssl pkcs8 -topk8 -nodes -in $file -out key.pem"
            }.groupValues[1]
        return try {
            KeyFactory.getInstance(algorithm).generatePrivate(PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text)))
        } catch (failure: GeneralSecurityException) {
            throw IllegalArgumentException("$file has no $algorithm key, as its certificate needs", failure)
        }
    }

    /** Or clients would see a handshake that fails, and nobody would know why. */
    private fun belongTogether(
        key: PrivateKey,
        certificate: X509Certificate,
    ): Boolean {
        val algorithm =
            when (val family = certificate.publicKey.algorithm) {
                "RSA" -> "SHA256withRSA"
                "EC" -> "SHA256withECDSA"
                else -> family
            }
        val sample = ByteArray(1)
        val signature =
            Signature.getInstance(algorithm).run {
                initSign(key)
                update(sample)
                sign()
            }
        return Signature.getInstance(algorithm).run {
            initVerify(certificate)
            update(sample)
            verify(signature)
        }
    }
}
