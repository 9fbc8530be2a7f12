package io.mockaws.services.kms

import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import java.time.Instant
import kotlin.time.Duration.Companion.days

/** Answers and texts are those that localstack recorded at AWS (tests/aws/services/kms/test_kms, the tests on rotation). */
class KmsRotationTest {
    @AutoClose
    private val world = KmsWorld()
    private val kms = world.kms
    private val key = world.create()
    private val id = key.keyId()

    private fun status() = kms.getKeyRotationStatus { it.keyId(id) }

    @Test
    fun `a key rotates as its schedule says, and opens what it closed before`() {
        status().run { keyRotationEnabled() to nextRotationDate() } shouldBe (false to null)
        kms.enableKeyRotation { it.keyId(id).rotationPeriodInDays(90) }
        status().run { Triple(keyRotationEnabled(), rotationPeriodInDays(), nextRotationDate()) } shouldBe
            Triple(true, 90, Instant.parse("2027-02-19T10:00:00Z"))
        val blob = kms.encrypt { it.keyId(id).plaintext(bytes("secret")) }.ciphertextBlob()
        world.aws.time.advanceBy(200.days)
        world.describe(id).currentKeyMaterialId() shouldNotBe key.currentKeyMaterialId()
        status().nextRotationDate() shouldBe Instant.parse("2027-08-18T10:00:00Z")
        kms.decrypt { it.ciphertextBlob(blob) }.run { plaintext().asUtf8String() to keyMaterialId() } shouldBe
            ("secret" to key.currentKeyMaterialId())
        kms.listKeyRotations { it.keyId(id) }.rotations().map { it.rotationTypeAsString() to it.rotationDate() } shouldBe
            listOf(
                "AUTOMATIC" to Instant.parse("2027-02-19T10:00:00Z"),
                "AUTOMATIC" to Instant.parse("2027-05-20T10:00:00Z"),
            )
        kms.listKeyRotations {
            it.keyId(id).includeKeyMaterial("ALL_KEY_MATERIAL")
        }.rotations().map { it.keyMaterialStateAsString() } shouldBe
            listOf("NON_CURRENT", "NON_CURRENT", "CURRENT")
        kms.disableKeyRotation { it.keyId(id) }
        world.aws.time.advanceBy(365.days)
        kms.listKeyRotations { it.keyId(id) }.rotations().size shouldBe 2
    }

    @Test
    fun `a year is the usual period, and not every one is one`() {
        kms.enableKeyRotation { it.keyId(id) }
        status().rotationPeriodInDays() shouldBe 365
        for (days in listOf(89, 2561)) {
            refused("ValidationException", null) { kms.enableKeyRotation { it.keyId(id).rotationPeriodInDays(days) } }
        }
    }

    @Test
    fun `a key rotates when it is told to, as often as AWS allows`() {
        kms.enableKeyRotation { it.keyId(id) }
        val blob = kms.encrypt { it.keyId(id).plaintext(bytes("secret")) }.ciphertextBlob()
        repeat(25) { kms.rotateKeyOnDemand { it.keyId(id) }.keyId() shouldBe key.arn() }
        val message =
            "The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for " +
                "this key: ${key.arn()}"
        refused("LimitExceededException", message) { kms.rotateKeyOnDemand { it.keyId(id) } }
        kms.listKeyRotations { it.keyId(id) }.rotations().map { it.keyMaterialId() }.toSet().size shouldBe 25
        status().nextRotationDate() shouldBe Instant.parse("2027-11-21T10:00:00Z")
        kms.decrypt { it.ciphertextBlob(blob) }.plaintext().asUtf8String() shouldBe "secret"
    }

    @Test
    fun `only symmetric keys rotate`() {
        val rsa = world.create { keySpec("RSA_2048").keyUsage("ENCRYPT_DECRYPT") }.keyId()
        refused("UnsupportedOperationException") { kms.rotateKeyOnDemand { it.keyId(rsa) } }
        refused("UnsupportedOperationException") { kms.enableKeyRotation { it.keyId(rsa) } }
        refused("UnsupportedOperationException") { kms.getKeyRotationStatus { it.keyId(rsa) } }
        for (disabled in listOf(id, rsa)) {
            kms.disableKey { it.keyId(disabled) }
            refused("DisabledException", "${world.arn(disabled)} is disabled.") { kms.rotateKeyOnDemand { it.keyId(disabled) } }
        }
    }
}
