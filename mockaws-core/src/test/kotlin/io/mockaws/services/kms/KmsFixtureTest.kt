package io.mockaws.services.kms

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.SdkBytes
import kotlin.time.Duration.Companion.days

class KmsFixtureTest {
    @AutoClose
    private val world = KmsWorld()
    private val aws = world.aws
    private val kms = world.kms

    @Test
    fun `a key is made by its alias, once`() {
        val key = aws.kms.key("orders")
        aws.kms.key("orders").id shouldBe key.id
        key.aliases shouldBe listOf("alias/orders")
        key.state shouldBe "Enabled"
        world.describe("alias/orders").arn() shouldBe key.arn
        aws.kms.keys().map { it.id } shouldBe listOf(key.id)
        key.calls.map { it.operation } shouldBe listOf("DescribeKey")
    }

    @Test
    fun `a key is made as it is asked for`() {
        val key = aws.kms.key("signing") {
            spec = "ECC_NIST_P256"
            usage = "SIGN_VERIFY"
            description = "signs"
            tags["team"] = "red"
        }
        world.describe(key.id).run { description() to keySpecAsString() } shouldBe ("signs" to "ECC_NIST_P256")
        kms.getPublicKey { it.keyId(key.id) }.publicKey().asByteArray() shouldBe key.publicKey
        aws.kms.key("mac") { spec = "HMAC_256" }.aliases shouldBe listOf("alias/mac")
        shouldThrow<IllegalArgumentException> { aws.kms.key("x") { spec = "DES" } }.message shouldContain "No kind of key is called \"DES\""
        shouldThrow<IllegalArgumentException> { aws.kms.key("x") { spec = "RSA_2048" } }
        shouldThrow<IllegalArgumentException> { aws.kms.key("a b") }
        aws.kms.keys().size shouldBe 2
    }

    @Test
    fun `a test and the code under test read each other's ciphertexts`() {
        val key = aws.kms.key("orders")
        val context = mapOf("order" to "42")
        val mine = key.encrypt("secret".encodeToByteArray(), context)
        kms.decrypt { it.ciphertextBlob(SdkBytes.fromByteArray(mine)).encryptionContext(context) }.plaintext().asUtf8String() shouldBe
            "secret"
        val its = kms.encrypt { it.keyId("alias/orders").plaintext(bytes("hello")) }.ciphertextBlob().asByteArray()
        key.rotate().decrypt(its).decodeToString() shouldBe "hello"
        shouldThrow<IllegalStateException> { key.decrypt(mine) }
        key.calls.count { it.operation == "RotateKeyOnDemand" } shouldBe 0
    }

    @Test
    fun `a key that cannot be used is so for the code under test`() {
        val key = aws.kms.key("orders").disable()
        refused("DisabledException", "${key.arn} is disabled.") { kms.encrypt { it.keyId(key.id).plaintext(bytes("v")) } }
        key.enable().state shouldBe "Enabled"
        key.scheduleDeletion().state shouldBe "PendingDeletion"
        aws.time.advanceBy(7.days)
        shouldThrow<IllegalStateException> { key.arn }
        aws.kms.keys().shouldBeEmpty()
    }
}
