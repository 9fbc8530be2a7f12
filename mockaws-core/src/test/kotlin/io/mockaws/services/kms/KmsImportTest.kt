package io.mockaws.services.kms

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.services.kms.model.AlgorithmSpec
import java.security.KeyPairGenerator
import java.security.spec.ECGenParameterSpec
import java.time.Instant
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours

/** Answers and texts are those that localstack recorded at AWS (tests/aws/services/kms/test_kms, test_import_key and after). */
class KmsImportTest {
    @AutoClose
    private val world = KmsWorld()
    private val kms = world.kms
    private val key = world.create { origin("EXTERNAL") }
    private val id = key.keyId()
    private val material = ByteArray(32) { (it + 1).toByte() }

    private fun encrypt() = kms.encrypt { it.keyId(id).plaintext(bytes("secret")) }.ciphertextBlob()

    private fun decrypt(blob: SdkBytes) = kms.decrypt { it.ciphertextBlob(blob) }.plaintext().asUtf8String()

    @Test
    fun `a key waits for its material, and is like any other with it`() {
        key.run { enabled() to keyStateAsString() } shouldBe (false to "PendingImport")
        key.currentKeyMaterialId() shouldBe null
        refused("KMSInvalidStateException", "${key.arn()} is pending import.") { encrypt() }
        for (algorithm in listOf("RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "RSA_AES_KEY_WRAP_SHA_1", "RSA_AES_KEY_WRAP_SHA_256")) {
            withClue(algorithm) { world.bring(id, material, algorithm).keyId() shouldBe key.arn() }
        }
        val described = world.describe(id)
        described.keyStateAsString() shouldBe "Enabled"
        described.expirationModelAsString() shouldBe "KEY_MATERIAL_DOES_NOT_EXPIRE"
        described.validTo() shouldBe null
        decrypt(encrypt()) shouldBe "secret"
    }

    @Test
    fun `material that was deleted can come again, and no other in its place`() {
        val brought = world.bring(id, material).keyMaterialId()
        val blob = encrypt()
        kms.deleteImportedKeyMaterial { it.keyId(id) }.keyMaterialId() shouldBe brought
        world.describe(id).run { Triple(keyStateAsString(), expirationModelAsString(), currentKeyMaterialId()) } shouldBe
            Triple("PendingImport", null, brought)
        refused("KMSInvalidStateException", "${key.arn()} is pending import.") { decrypt(blob) }
        refused("IncorrectKeyMaterialException") { world.bring(id, ByteArray(32)) }
        world.bring(id, material).keyMaterialId() shouldBe brought
        decrypt(blob) shouldBe "secret"
    }

    @Test
    fun `material expires by the clock`() {
        val message = "A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES"
        refused("ValidationException", message) { world.bring(id, material) { expirationModel("KEY_MATERIAL_EXPIRES") } }
        val until = Instant.parse("2026-11-22T10:00:00Z")
        world.bring(id, material) { expirationModel("KEY_MATERIAL_EXPIRES").validTo(until) }
        world.describe(id).run { expirationModelAsString() to validTo() } shouldBe ("KEY_MATERIAL_EXPIRES" to until)
        val blob = encrypt()
        world.aws.time.advanceBy(1.days)
        world.describe(id).keyStateAsString() shouldBe "PendingImport"
        refused("KMSInvalidStateException", "${key.arn()} is pending import.") { decrypt(blob) }
        world.bring(id, material)
        decrypt(blob) shouldBe "secret"
        refused("ValidationException", null) { world.bring(id, material) { expirationModel("KEY_MATERIAL_EXPIRES").validTo(until) } }
    }

    @Test
    fun `a token is one key's, and good for a day`() {
        val parameters = kms.getParametersForImport {
            it.keyId(id).wrappingAlgorithm(AlgorithmSpec.RSAES_OAEP_SHA_256).wrappingKeySpec("RSA_2048")
        }
        parameters.parametersValidTo() shouldBe Instant.parse("2026-11-22T10:00:00Z")
        val wrapped = SdkBytes.fromByteArray(wrap(material, parameters.publicKey().asByteArray(), "RSAES_OAEP_SHA_256"))
        val other = world.create { origin("EXTERNAL") }.keyId()

        fun bring(key: String, token: SdkBytes = parameters.importToken(), content: SdkBytes = wrapped) =
            kms.importKeyMaterial {
                it.keyId(key).importToken(token).encryptedKeyMaterial(content).expirationModel("KEY_MATERIAL_DOES_NOT_EXPIRE")
            }
        refused("InvalidImportTokenException") { bring(other) }
        refused("InvalidImportTokenException") { bring(id, token = bytes("token")) }
        refused("InvalidCiphertextException") { bring(id, content = bytes("material")) }
        world.aws.time.advanceBy(24.hours)
        refused("ExpiredImportTokenException") { bring(id) }
        refused("IncorrectKeyMaterialException") { world.bring(id, ByteArray(16)) }
        world.describe(id).keyStateAsString() shouldBe "PendingImport"
    }

    @Test
    fun `other material takes its place by a rotation, and opens what the former closed`() {
        val first = world.bring(id, material).keyMaterialId()
        val blob = encrypt()
        refused("KMSInvalidStateException", "No available key material pending rotation for the key: ${key.arn()}.") {
            kms.rotateKeyOnDemand { it.keyId(id) }
        }
        val second = world.bring(id, ByteArray(32)) { importType("NEW_KEY_MATERIAL") }.keyMaterialId()
        world.describe(id).currentKeyMaterialId() shouldBe first
        refused("KMSInvalidStateException", null) { world.bring(id, ByteArray(32) { 7 }) { importType("NEW_KEY_MATERIAL") } }
        kms.rotateKeyOnDemand { it.keyId(id) }.keyId() shouldBe key.arn()
        world.describe(id).currentKeyMaterialId() shouldBe second
        decrypt(blob) shouldBe "secret"
        kms.decrypt { it.ciphertextBlob(encrypt()) }.keyMaterialId() shouldBe second
        val all = kms.listKeyRotations { it.keyId(id).includeKeyMaterial("ALL_KEY_MATERIAL") }.rotations()
        all.map { Triple(it.keyMaterialId(), it.keyMaterialStateAsString(), it.importStateAsString()) } shouldBe
            listOf(Triple(first, "NON_CURRENT", "IMPORTED"), Triple(second, "CURRENT", "IMPORTED"))
        refused("UnsupportedOperationException", "${key.arn()} origin is EXTERNAL which is not valid for this operation.") {
            kms.enableKeyRotation { it.keyId(id) }
        }
    }

    @Test
    fun `a private half is brought, on each curve and of RSA`() {
        val curves = mapOf("ECC_NIST_P256" to "secp256r1", "ECC_NIST_P384" to "secp384r1", "ECC_NIST_P521" to "secp521r1")
        for ((spec, curve) in curves) {
            val own = KeyPairGenerator.getInstance("EC").apply { initialize(ECGenParameterSpec(curve)) }.generateKeyPair()
            val there = world.create { keySpec(spec).keyUsage("SIGN_VERIFY").origin("EXTERNAL") }.keyId()
            world.bring(there, own.private.encoded).keyMaterialId() shouldBe null
            withClue(spec) { kms.getPublicKey { it.keyId(there) }.publicKey().asByteArray() shouldBe own.public.encoded }
        }
        val own = KeyPairGenerator.getInstance("RSA").apply { initialize(2048) }.generateKeyPair()
        val there = world.create { keySpec("RSA_2048").keyUsage("ENCRYPT_DECRYPT").origin("EXTERNAL") }.keyId()
        world.bring(there, own.private.encoded, "RSA_AES_KEY_WRAP_SHA_256")
        kms.getPublicKey { it.keyId(there) }.publicKey().asByteArray() shouldBe own.public.encoded
        val ed = KeyPairGenerator.getInstance("Ed25519").generateKeyPair()
        val signs = world.create { keySpec("ECC_NIST_EDWARDS25519").keyUsage("SIGN_VERIFY").origin("EXTERNAL") }.keyId()
        world.bring(signs, ed.private.encoded)
        kms.getPublicKey { it.keyId(signs) }.publicKey().asByteArray() shouldBe ed.public.encoded
        val wrong = world.create { keySpec("RSA_3072").keyUsage("ENCRYPT_DECRYPT").origin("EXTERNAL") }.keyId()
        refused("IncorrectKeyMaterialException") { world.bring(wrong, own.private.encoded, "RSA_AES_KEY_WRAP_SHA_256") }
        world.describe(wrong).arn() shouldNotBe null
    }
}
