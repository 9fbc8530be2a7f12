package io.mockaws.services.kms

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.bouncycastle.jce.provider.BouncyCastleProvider
import org.junit.jupiter.api.Assumptions.assumeTrue
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.services.kms.model.DataKeyPairSpec
import java.io.IOException
import java.nio.file.Files
import java.nio.file.Path
import java.security.KeyFactory
import java.security.KeyPairGenerator
import java.security.MessageDigest
import java.security.PublicKey
import java.security.Signature
import java.security.spec.ECGenParameterSpec
import java.security.spec.EdDSAParameterSpec
import java.security.spec.MGF1ParameterSpec
import java.security.spec.PKCS8EncodedKeySpec
import java.security.spec.PSSParameterSpec
import java.security.spec.X509EncodedKeySpec
import javax.crypto.Cipher
import javax.crypto.KeyAgreement
import javax.crypto.Mac
import javax.crypto.spec.IvParameterSpec
import javax.crypto.spec.OAEPParameterSpec
import javax.crypto.spec.PSource
import javax.crypto.spec.SecretKeySpec

/**
 * For each kind of key: JCA, the JDK's or Bouncy Castle's, verifies, encrypts to and reads what KMS gave; OpenSSL reads each public key, where it is installed.
 */
class KmsInteroperationTest {
    @AutoClose
    private val world = KmsWorld()
    private val kms = world.kms
    private val bouncyCastle = BouncyCastleProvider()
    private val message = "to whom it may concern".encodeToByteArray()

    private fun make(spec: String, usage: String): String = world.create { keySpec(spec).keyUsage(usage) }.keyId()

    private fun publicKey(id: String): ByteArray = kms.getPublicKey { it.keyId(id) }.publicKey().asByteArray()

    private fun sign(id: String, algorithm: String, message: ByteArray, type: String): ByteArray =
        kms.sign {
            it.keyId(id).signingAlgorithm(algorithm).message(SdkBytes.fromByteArray(message)).messageType(type)
        }.signature().asByteArray()

    private fun verify(id: String, algorithm: String, message: ByteArray, type: String, signature: ByteArray): Boolean =
        kms.verify {
            it.keyId(id).signingAlgorithm(algorithm).message(SdkBytes.fromByteArray(message)).messageType(type)
                .signature(SdkBytes.fromByteArray(signature))
        }.signatureValid()

    /** The other side: the JDK where it has the algorithm, else Bouncy Castle. */
    private fun other(algorithm: String): Signature {
        val digest = "SHA-" + algorithm.takeLast(3)
        return when {
            algorithm.startsWith("RSASSA_PSS") ->
                Signature.getInstance("RSASSA-PSS").apply {
                    setParameter(PSSParameterSpec(digest, "MGF1", MGF1ParameterSpec(digest), algorithm.takeLast(3).toInt() / 8, 1))
                }

            algorithm.startsWith("RSASSA_PKCS1") -> Signature.getInstance("SHA${algorithm.takeLast(3)}withRSA")

            algorithm.startsWith("ECDSA") -> Signature.getInstance("SHA${algorithm.takeLast(3)}withECDSA", bouncyCastle)

            algorithm == "ED25519_SHA_512" -> Signature.getInstance("Ed25519")

            algorithm == "ED25519_PH_SHA_512" ->
                Signature.getInstance("Ed25519").apply { setParameter(EdDSAParameterSpec(true)) }

            else -> Signature.getInstance("ML-DSA", bouncyCastle)
        }
    }

    private fun read(spec: String, spki: ByteArray): PublicKey {
        val key = X509EncodedKeySpec(spki)
        return when {
            spec.startsWith("RSA") -> KeyFactory.getInstance("RSA").generatePublic(key)
            spec == "ECC_NIST_EDWARDS25519" -> KeyFactory.getInstance("Ed25519").generatePublic(key)
            spec.startsWith("ECC") -> KeyFactory.getInstance("EC", bouncyCastle).generatePublic(key)
            else -> KeyFactory.getInstance("ML-DSA", bouncyCastle).generatePublic(key)
        }
    }

    private val signing =
        mapOf(
            "RSA_2048" to rsaAlgorithms(),
            "RSA_3072" to rsaAlgorithms(),
            "RSA_4096" to rsaAlgorithms(),
            "ECC_NIST_P256" to listOf("ECDSA_SHA_256"),
            "ECC_NIST_P384" to listOf("ECDSA_SHA_384"),
            "ECC_NIST_P521" to listOf("ECDSA_SHA_512"),
            "ECC_SECG_P256K1" to listOf("ECDSA_SHA_256"),
            "ECC_NIST_EDWARDS25519" to listOf("ED25519_SHA_512", "ED25519_PH_SHA_512"),
            "ML_DSA_44" to listOf("ML_DSA_SHAKE_256"),
            "ML_DSA_65" to listOf("ML_DSA_SHAKE_256"),
            "ML_DSA_87" to listOf("ML_DSA_SHAKE_256"),
        )

    private fun rsaAlgorithms() =
        listOf("PKCS1_V1_5", "PSS").flatMap { padding -> listOf(256, 384, 512).map { "RSASSA_${padding}_SHA_$it" } }

    @Test
    fun `JCA verifies what KMS signs, and KMS what it is asked about`() {
        for ((spec, algorithms) in signing) {
            val id = make(spec, "SIGN_VERIFY")
            val key = read(spec, publicKey(id))
            for (algorithm in algorithms) {
                for (type in listOf("RAW", "DIGEST")) {
                    if (type == "DIGEST" && (spec.startsWith("ML_DSA") || algorithm == "ED25519_SHA_512")) continue
                    if (type == "RAW" && algorithm == "ED25519_PH_SHA_512") continue
                    withClue("$spec $algorithm $type") {
                        val sent =
                            if (type == "RAW") message else MessageDigest.getInstance("SHA-${algorithm.takeLast(3)}").digest(message)
                        val signature = sign(id, algorithm, sent, type)
                        val verifier = other(algorithm).apply { initVerify(key) }
                        verifier.update(message)
                        verifier.verify(signature) shouldBe true
                        verify(id, algorithm, sent, type, signature) shouldBe true
                        val wrong = sent.copyOf().also { it[0]++ }
                        refused("KMSInvalidSignatureException") { verify(id, algorithm, wrong, type, signature) }
                        refused("KMSInvalidSignatureException") { verify(id, algorithm, sent, type, byteArrayOf(1, 2, 3)) }
                        if (type == "DIGEST") {
                            refused("ValidationException", "Digest is invalid length for algorithm $algorithm.") {
                                sign(id, algorithm, message, type)
                            }
                        }
                    }
                }
            }
        }
    }

    @Test
    fun `JCA signs with a private half that KMS gave, and verifies with the public one`() {
        val wrapping = world.create().keyId()
        for (spec in DataKeyPairSpec.knownValues() - DataKeyPairSpec.SM2) {
            val name = "$spec"
            val pair = kms.generateDataKeyPair { it.keyId(wrapping).keyPairSpec(spec) }
            val encoded = PKCS8EncodedKeySpec(pair.privateKeyPlaintext().asByteArray())
            val algorithm = signing.getValue(name).first()
            val provider = if (name.startsWith("ECC_") && "EDWARDS" !in name) bouncyCastle else null
            val kind = if (name.startsWith("RSA")) {
                "RSA"
            } else if ("EDWARDS" in name) {
                "Ed25519"
            } else {
                "EC"
            }
            val factory = if (provider == null) KeyFactory.getInstance(kind) else KeyFactory.getInstance(kind, provider)
            val signer = other(algorithm).apply { initSign(factory.generatePrivate(encoded)) }
            signer.update(message)
            val signature = signer.sign()
            withClue(name) {
                val verifier = other(algorithm).apply { initVerify(read(name, pair.publicKey().asByteArray())) }
                verifier.update(message)
                verifier.verify(signature) shouldBe true
            }
        }
    }

    @Test
    fun `ML-DSA signs the mu that somebody has made, and it is the message's signature`() {
        val id = make("ML_DSA_65", "SIGN_VERIFY")
        val key = read("ML_DSA_65", publicKey(id))
        // FIPS 204, algorithms 3 and 8: SHAKE256 over the digest of the public key and the message with its prefix.
        val mu = mu(publicKey(id))
        val signature = sign(id, "ML_DSA_SHAKE_256", mu, "EXTERNAL_MU")
        val verifier = other("ML_DSA_SHAKE_256").apply { initVerify(key) }
        verifier.update(message)
        verifier.verify(signature) shouldBe true
        verify(id, "ML_DSA_SHAKE_256", message, "RAW", signature) shouldBe true
        refused("ValidationException", "MessageType DIGEST is incompatible with algorithm ML_DSA_SHAKE_256.") {
            sign(id, "ML_DSA_SHAKE_256", mu, "DIGEST")
        }
    }

    private fun mu(spki: ByteArray): ByteArray {
        val raw = org.bouncycastle.asn1.x509.SubjectPublicKeyInfo.getInstance(spki).publicKeyData.bytes
        val hashed = shake(raw, 64)
        return shake(hashed + byteArrayOf(0, 0) + message, 64)
    }

    private fun shake(bytes: ByteArray, length: Int): ByteArray {
        val digest = org.bouncycastle.crypto.digests.SHAKEDigest(256)
        digest.update(bytes, 0, bytes.size)
        return ByteArray(length).also { digest.doFinal(it, 0, length) }
    }

    @Test
    fun `KMS opens what JCA encrypts to it`() {
        for (spec in listOf("RSA_2048", "RSA_3072", "RSA_4096")) {
            val id = make(spec, "ENCRYPT_DECRYPT")
            val key = read(spec, publicKey(id))
            for ((algorithm, digest) in listOf("RSAES_OAEP_SHA_1" to "SHA-1", "RSAES_OAEP_SHA_256" to "SHA-256")) {
                withClue("$spec $algorithm") {
                    val parameters = OAEPParameterSpec(digest, "MGF1", MGF1ParameterSpec(digest), PSource.PSpecified.DEFAULT)
                    val cipher = Cipher.getInstance("RSA/ECB/OAEPPadding").apply { init(Cipher.ENCRYPT_MODE, key, parameters) }
                    val ciphertext = SdkBytes.fromByteArray(cipher.doFinal(message))
                    val opened = kms.decrypt { it.keyId(id).encryptionAlgorithm(algorithm).ciphertextBlob(ciphertext) }
                    opened.plaintext().asByteArray() shouldBe message
                    opened.keyMaterialId() shouldBe null
                    refused("InvalidCiphertextException") {
                        kms.decrypt { it.keyId(id).encryptionAlgorithm(algorithm).ciphertextBlob(bytes("nonsense")) }
                    }
                }
            }
        }
    }

    @Test
    fun `both sides come to the same secret, on each curve of NIST`() {
        for ((spec, curve) in listOf("ECC_NIST_P256" to "secp256r1", "ECC_NIST_P384" to "secp384r1", "ECC_NIST_P521" to "secp521r1")) {
            val id = make(spec, "KEY_AGREEMENT")
            val own = KeyPairGenerator.getInstance("EC").apply { initialize(ECGenParameterSpec(curve)) }.generateKeyPair()
            val answer =
                kms.deriveSharedSecret {
                    it.keyId(id).keyAgreementAlgorithm("ECDH").publicKey(SdkBytes.fromByteArray(own.public.encoded))
                }
            answer.keyOriginAsString() shouldBe "AWS_KMS"
            val agreement = KeyAgreement.getInstance("ECDH").apply { init(own.private) }
            agreement.doPhase(KeyFactory.getInstance("EC").generatePublic(X509EncodedKeySpec(publicKey(id))), true)
            withClue(spec) { answer.sharedSecret().asByteArray() shouldBe agreement.generateSecret() }
            refused("ValidationException") {
                kms.deriveSharedSecret { it.keyId(id).keyAgreementAlgorithm("ECDH").publicKey(bytes("InvalidPublicKey")) }
            }
        }
    }

    @Test
    fun `a MAC is one of HMAC's, and verified`() {
        for (length in listOf(224, 256, 384, 512)) {
            val spec = "HMAC_$length"
            val algorithm = "HMAC_SHA_$length"
            val id = make(spec, "GENERATE_VERIFY_MAC")
            val made = kms.generateMac { it.keyId(id).macAlgorithm(algorithm).message(SdkBytes.fromByteArray(message)) }
            made.mac().asByteArray().size shouldBe length / 8
            kms.verifyMac {
                it.keyId(id).macAlgorithm(algorithm).message(SdkBytes.fromByteArray(message)).mac(made.mac())
            }.macValid() shouldBe true
            refused("KMSInvalidMacException") {
                kms.verifyMac { it.keyId(id).macAlgorithm(algorithm).message(bytes("another")).mac(made.mac()) }
            }
            val wrong = if (length == 256) "HMAC_SHA_512" else "HMAC_SHA_256"
            refused("InvalidKeyUsageException", "Algorithm $wrong is incompatible with key spec $spec.") {
                kms.generateMac { it.keyId(id).macAlgorithm(wrong).message(bytes("m")) }
            }
        }
    }

    @Test
    fun `a MAC of brought material is what JCA makes of that, for each length`() {
        for (length in listOf(224, 256, 384, 512)) {
            val material = ByteArray(length / 8) { it.toByte() }
            val id = world.create { keySpec("HMAC_$length").keyUsage("GENERATE_VERIFY_MAC").origin("EXTERNAL") }.keyId()
            world.bring(id, material)
            val own = Mac.getInstance("HmacSHA$length").apply { init(SecretKeySpec(material, "HmacSHA$length")) }.doFinal(message)
            val sent = SdkBytes.fromByteArray(message)
            withClue(length) {
                kms.generateMac { it.keyId(id).macAlgorithm("HMAC_SHA_$length").message(sent) }.mac().asByteArray() shouldBe own
                kms.verifyMac {
                    it.keyId(id).macAlgorithm("HMAC_SHA_$length").message(sent).mac(SdkBytes.fromByteArray(own))
                }.macValid() shouldBe true
            }
        }
    }

    @Test
    fun `JCA encrypts under a data key, and KMS gives the key back from its ciphertext`() {
        val id = world.create().keyId()
        for (spec in listOf("AES_128", "AES_256")) {
            val made = kms.generateDataKey { it.keyId(id).keySpec(spec) }
            val key = made.plaintext().asByteArray()
            val iv = IvParameterSpec(ByteArray(16))
            val encrypts = Cipher.getInstance("AES/CBC/PKCS5Padding").apply { init(Cipher.ENCRYPT_MODE, SecretKeySpec(key, "AES"), iv) }
            val ciphertext = encrypts.doFinal(message)
            val again = kms.decrypt { it.ciphertextBlob(made.ciphertextBlob()) }.plaintext().asByteArray()
            val decrypts = Cipher.getInstance("AES/CBC/PKCS5Padding").apply { init(Cipher.DECRYPT_MODE, SecretKeySpec(again, "AES"), iv) }
            withClue(spec) {
                key.size * 8 shouldBe spec.takeLast(3).toInt()
                decrypts.doFinal(ciphertext) shouldBe message
            }
        }
    }

    @Test
    fun `OpenSSL reads every public key`(
        @TempDir folder: Path,
    ) {
        assumeTrue(openssl(listOf("version")) != null, "OpenSSL is not installed")
        for (spec in signing.keys.filterNot { it.startsWith("ML_DSA") }) {
            val file = Files.write(folder.resolve(spec), publicKey(make(spec, "SIGN_VERIFY")))
            withClue(spec) {
                openssl(listOf("pkey", "-pubin", "-inform", "DER", "-in", "$file", "-noout", "-text")).orEmpty() shouldContain "Public-Key"
            }
        }
    }

    @Test
    fun `OpenSSL verifies signatures of every spec that it knows`(
        @TempDir folder: Path,
    ) {
        assumeTrue(openssl(listOf("version")) != null, "OpenSSL is not installed")
        val text = Files.write(folder.resolve("message"), message)
        for (spec in signing.keys.filterNot { it.startsWith("ML_DSA") }) {
            val id = make(spec, "SIGN_VERIFY")
            val key = Files.write(folder.resolve("$spec.der"), publicKey(id))
            for (algorithm in signing.getValue(spec) - "ED25519_PH_SHA_512") {
                val signature = Files.write(folder.resolve("$spec.sig"), sign(id, algorithm, message, "RAW"))
                val signed = listOf("-pubin", "-keyform", "DER", "-inkey", "$key", "-sigfile", "$signature", "-rawin", "-in", "$text")
                val answer = openssl(listOf("pkeyutl", "-verify") + signed + digestOf(algorithm))
                withClue("$spec $algorithm") { answer.orEmpty() shouldContain "Signature Verified Successfully" }
            }
        }
    }

    private fun digestOf(algorithm: String): List<String> {
        if (algorithm == "ED25519_SHA_512") return emptyList()
        val digest = listOf("-digest", "sha${algorithm.takeLast(3)}")
        if ("PSS" !in algorithm) return digest
        return digest + listOf("-pkeyopt", "rsa_padding_mode:pss", "-pkeyopt", "rsa_pss_saltlen:digest")
    }

    @Test
    fun `KMS opens what OpenSSL encrypts to it`(
        @TempDir folder: Path,
    ) {
        assumeTrue(openssl(listOf("version")) != null, "OpenSSL is not installed")
        val text = Files.write(folder.resolve("message"), message)
        for (spec in listOf("RSA_2048", "RSA_3072", "RSA_4096")) {
            val id = make(spec, "ENCRYPT_DECRYPT")
            val key = Files.write(folder.resolve("$spec.der"), publicKey(id))
            for ((algorithm, digest) in listOf("RSAES_OAEP_SHA_1" to "sha1", "RSAES_OAEP_SHA_256" to "sha256")) {
                val file = folder.resolve("$spec.$digest")
                openssl(
                    listOf("pkeyutl", "-encrypt", "-pubin", "-keyform", "DER", "-inkey", "$key", "-in", "$text", "-out", "$file") +
                        listOf("-pkeyopt", "rsa_padding_mode:oaep", "-pkeyopt", "rsa_oaep_md:$digest", "-pkeyopt", "rsa_mgf1_md:$digest"),
                )
                val ciphertext = SdkBytes.fromByteArray(Files.readAllBytes(file))
                withClue("$spec $algorithm") {
                    kms.decrypt {
                        it.keyId(id).encryptionAlgorithm(algorithm).ciphertextBlob(ciphertext)
                    }.plaintext().asByteArray() shouldBe
                        message
                }
            }
        }
    }

    /** What OpenSSL says; null where it is not installed. */
    private fun openssl(arguments: List<String>): String? =
        try {
            val process = ProcessBuilder(listOf("openssl") + arguments).redirectErrorStream(true).start()
            process.inputStream.readAllBytes().decodeToString().also { process.waitFor() }
        } catch (_: IOException) {
            null
        }
}
