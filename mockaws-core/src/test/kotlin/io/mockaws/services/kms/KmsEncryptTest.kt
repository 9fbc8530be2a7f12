package io.mockaws.services.kms

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldStartWith
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.services.kms.model.DataKeyPairSpec
import java.security.KeyFactory
import java.security.spec.PKCS8EncodedKeySpec
import java.util.Base64

/** Answers and texts are those that localstack recorded at AWS (tests/aws/services/kms/test_kms). */
class KmsEncryptTest {
    @AutoClose
    private val world = KmsWorld()
    private val kms = world.kms
    private val key = world.create()
    private val context = mapOf("purpose" to "test", "who" to "me")

    @Test
    fun `a ciphertext names its key and opens with the context that it was made with`() {
        val encrypted = kms.encrypt { it.keyId(key.keyId()).plaintext(bytes("secret")).encryptionContext(context) }
        encrypted.keyId() shouldBe key.arn()
        encrypted.encryptionAlgorithmAsString() shouldBe "SYMMETRIC_DEFAULT"
        val blob = encrypted.ciphertextBlob()
        Base64.getEncoder().encodeToString(blob.asByteArray()) shouldStartWith "AQICAH"
        val opened = kms.decrypt { it.ciphertextBlob(blob).encryptionContext(context) }
        opened.plaintext().asUtf8String() shouldBe "secret"
        opened.keyId() shouldBe key.arn()
        opened.keyMaterialId() shouldBe key.currentKeyMaterialId()
        refused("InvalidCiphertextException") { kms.decrypt { it.ciphertextBlob(blob) } }
        refused("InvalidCiphertextException") { kms.decrypt { it.ciphertextBlob(bytes("nonsense")).encryptionContext(context) } }
        val damaged = blob.asByteArray().also { it[it.size - 1] = (it.last() + 1).toByte() }
        refused("InvalidCiphertextException") {
            kms.decrypt { it.ciphertextBlob(SdkBytes.fromByteArray(damaged)).encryptionContext(context) }
        }
    }

    @Test
    fun `two ciphertexts of the same are not the same`() {
        val (one, other) = List(2) { kms.encrypt { it.keyId(key.keyId()).plaintext(bytes("secret")) }.ciphertextBlob() }
        one shouldNotBe other
    }

    @Test
    fun `a ciphertext of another key than is named is refused, whatever that is for`() {
        val blob = kms.encrypt { it.keyId(key.keyId()).plaintext(bytes("secret")) }.ciphertextBlob()
        val message = "The key ID in the request does not identify a CMK that can perform this operation."
        val other = world.create().keyId()
        val mac = world.create { keySpec("HMAC_256").keyUsage("GENERATE_VERIFY_MAC") }.keyId()
        for (id in listOf(other, mac)) {
            refused("IncorrectKeyException", message) { kms.decrypt { it.ciphertextBlob(blob).keyId(id) } }
            refused("IncorrectKeyException", message) {
                kms.reEncrypt { it.ciphertextBlob(blob).sourceKeyId(id).destinationKeyId(key.keyId()) }
            }
        }
        kms.decrypt { it.ciphertextBlob(blob).keyId(key.arn()) }.plaintext().asUtf8String() shouldBe "secret"
    }

    @Test
    fun `nobody opens what a key of another world has made`() {
        val blob = KmsWorld().use { other ->
            repeat(3) { other.create() }
            val id = other.create().keyId()
            other.kms.encrypt { it.keyId(id).plaintext(bytes("secret")) }.ciphertextBlob()
        }
        refused("AccessDeniedException", null) { kms.decrypt { it.ciphertextBlob(blob) } }
    }

    @Test
    fun `a plaintext may have 4096 bytes, and fewer for RSA`() {
        kms.encrypt { it.keyId(key.keyId()).plaintext(SdkBytes.fromByteArray(ByteArray(4096))) }
        val message =
            "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: " +
                "Member must have length less than or equal to 4096"
        refused("ValidationException", message) {
            kms.encrypt { it.keyId(key.keyId()).plaintext(SdkBytes.fromByteArray(ByteArray(4097))) }
        }
        val rsa = world.create { keySpec("RSA_2048").keyUsage("ENCRYPT_DECRYPT") }.keyId()
        for ((algorithm, longest) in listOf("RSAES_OAEP_SHA_1" to 214, "RSAES_OAEP_SHA_256" to 190)) {
            val plaintext = SdkBytes.fromByteArray(ByteArray(longest))
            val blob = kms.encrypt { it.keyId(rsa).encryptionAlgorithm(algorithm).plaintext(plaintext) }.ciphertextBlob()
            kms.decrypt { it.keyId(rsa).encryptionAlgorithm(algorithm).ciphertextBlob(blob) }.plaintext() shouldBe plaintext
            refused("ValidationException", "Algorithm $algorithm and key spec RSA_2048 cannot encrypt data larger than $longest bytes.") {
                kms.encrypt { it.keyId(rsa).encryptionAlgorithm(algorithm).plaintext(SdkBytes.fromByteArray(ByteArray(longest + 1))) }
            }
        }
        refused("InvalidKeyUsageException", "Algorithm SYMMETRIC_DEFAULT is incompatible with key spec RSA_2048.") {
            kms.encrypt { it.keyId(rsa).plaintext(bytes("v")) }
        }
    }

    @Test
    fun `a ciphertext goes from key to key`() {
        val blob = kms.encrypt { it.keyId(key.keyId()).plaintext(bytes("secret")).encryptionContext(context) }.ciphertextBlob()
        val rsa = world.create { keySpec("RSA_2048").keyUsage("ENCRYPT_DECRYPT") }.arn()
        val there = kms.reEncrypt {
            it.ciphertextBlob(blob).sourceEncryptionContext(context).destinationKeyId(rsa)
                .destinationEncryptionAlgorithm("RSAES_OAEP_SHA_256")
        }
        there.keyId() shouldBe rsa
        there.sourceKeyId() shouldBe key.arn()
        there.sourceEncryptionAlgorithmAsString() shouldBe "SYMMETRIC_DEFAULT"
        val back = kms.reEncrypt {
            it.ciphertextBlob(there.ciphertextBlob()).sourceKeyId(rsa).sourceEncryptionAlgorithm("RSAES_OAEP_SHA_256")
                .destinationKeyId(key.keyId())
        }
        kms.decrypt { it.ciphertextBlob(back.ciphertextBlob()) }.plaintext().asUtf8String() shouldBe "secret"
    }

    @Test
    fun `a data key comes in the clear and encrypted`() {
        val made = kms.generateDataKey { it.keyId(key.keyId()).keySpec("AES_128").encryptionContext(context) }
        made.plaintext().asByteArray().size shouldBe 16
        kms.decrypt { it.ciphertextBlob(made.ciphertextBlob()).encryptionContext(context) }.plaintext() shouldBe made.plaintext()
        kms.generateDataKey { it.keyId(key.keyId()).keySpec("AES_256") }.plaintext().asByteArray().size shouldBe 32
        val hidden = kms.generateDataKeyWithoutPlaintext { it.keyId(key.keyId()).numberOfBytes(5) }
        kms.decrypt { it.ciphertextBlob(hidden.ciphertextBlob()) }.plaintext().asByteArray().size shouldBe 5
        val both = "Please specify either number of bytes or key spec."
        refused("ValidationException", both) { kms.generateDataKey { it.keyId(key.keyId()) } }
        refused("ValidationException", both) { kms.generateDataKey { it.keyId(key.keyId()).keySpec("AES_128").numberOfBytes(1) } }
    }

    @Test
    fun `a pair of data keys comes in the clear and encrypted, in every kind`() {
        val specs = DataKeyPairSpec.knownValues() - DataKeyPairSpec.SM2
        for (spec in specs) {
            withClue(spec) {
                val made = kms.generateDataKeyPair { it.keyId(key.keyId()).keyPairSpec(spec).encryptionContext(context) }
                made.keyPairSpec() shouldBe spec
                kms.decrypt { it.ciphertextBlob(made.privateKeyCiphertextBlob()).encryptionContext(context) }.plaintext() shouldBe
                    made.privateKeyPlaintext()
                if (spec != DataKeyPairSpec.ECC_SECG_P256_K1) {
                    val algorithm = if ("RSA" in "$spec") {
                        "RSA"
                    } else if ("EDWARDS" in "$spec") {
                        "Ed25519"
                    } else {
                        "EC"
                    }
                    KeyFactory.getInstance(algorithm).generatePrivate(PKCS8EncodedKeySpec(made.privateKeyPlaintext().asByteArray()))
                }
            }
        }
        val hidden = kms.generateDataKeyPairWithoutPlaintext { it.keyId(key.keyId()).keyPairSpec("ECC_NIST_P256") }
        hidden.publicKey() shouldNotBe null
    }

    @Test
    fun `chance has as many bytes as are asked for`() {
        for (length in listOf(1, 12, 44, 91, 1024)) {
            kms.generateRandom { it.numberOfBytes(length) }.plaintext().asByteArray().size shouldBe length
        }
        refused("ValidationException", "NumberOfBytes is required.") { kms.generateRandom() }
        for ((length, words) in listOf(0 to "greater than or equal to 1", 1025 to "less than or equal to 1024")) {
            val message =
                "1 validation error detected: Value '$length' at 'numberOfBytes' failed to satisfy constraint: Member must have value $words"
            refused("ValidationException", message) { kms.generateRandom { it.numberOfBytes(length) } }
        }
    }

    @Test
    fun `a dry run ends where it would have succeeded`() {
        val message = "The request would have succeeded, but the DryRun option is set."
        val id = key.keyId()
        val blob = kms.encrypt { it.keyId(id).plaintext(bytes("v")) }.ciphertextBlob()
        refused("DryRunOperationException", message) { kms.encrypt { it.keyId(id).plaintext(bytes("v")).dryRun(true) } }
        refused("DryRunOperationException", message) { kms.decrypt { it.ciphertextBlob(blob).dryRun(true) } }
        refused("DryRunOperationException", message) { kms.generateDataKey { it.keyId(id).numberOfBytes(1).dryRun(true) } }
        refused("DryRunOperationException", message) {
            kms.generateDataKeyPair { it.keyId(id).keyPairSpec("RSA_4096").dryRun(true) }
        }
        refused("InvalidCiphertextException") { kms.decrypt { it.ciphertextBlob(bytes("nonsense")).dryRun(true) } }
        refused("DryRunOperationException", message) {
            kms.createGrant {
                it.keyId(id).granteePrincipal("arn:aws:iam::123456789012:role/a").operationsWithStrings("Encrypt").dryRun(true)
            }
        }
        kms.listGrants { it.keyId(id) }.grants() shouldBe emptyList()
    }
}
