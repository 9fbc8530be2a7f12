package io.mockaws.engine.keys

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.mockaws.engine.Place
import org.junit.jupiter.api.Test

class NamedKeysTest {
    private val home = Place("123456789012", "us-east-1")
    private val id = "134f2428-cec1-4b25-a1ae-9048164dba47"

    @Test
    fun `each name that can be a key's is one, and an alias is always the same`() {
        NamedKeys.arnOf(id, home) shouldBe "arn:aws:kms:us-east-1:123456789012:key/$id"
        NamedKeys.arnOf("arn:aws:kms:us-east-1:999999999999:key/$id", home) shouldBe "arn:aws:kms:us-east-1:999999999999:key/$id"
        val aliased = NamedKeys.arnOf("alias/orders", home)
        NamedKeys.arnOf("arn:aws:kms:us-east-1:123456789012:alias/orders", home) shouldBe aliased
        NamedKeys.managedFor("s3", home) shouldNotBe aliased
        NamedKeys.checkUsable(aliased)
    }

    @Test
    fun `what cannot be a key is refused in the words of KMS`() {
        for (name in listOf("", "key", "alias/", "arn:aws:sqs:us-east-1:123456789012:orders")) {
            withClue(name) {
                shouldThrow<KeyRefusal> { NamedKeys.arnOf(name, home) }.run { isNotFound to message } shouldBe
                    (true to "Invalid keyId '$name'")
            }
        }
        val elsewhere = "arn:aws:kms:eu-west-1:123456789012:key/$id"
        shouldThrow<KeyRefusal> { NamedKeys.arnOf(elsewhere, home) }.message shouldBe "Invalid arn eu-west-1"
    }

    @Test
    fun `what was wrapped opens with its context`() {
        val wrapped = NamedKeys.encrypt(byteArrayOf(1, 2), NamedKeys.arnOf(id, home), mapOf("a" to "b"))
        NamedKeys.decrypt(wrapped, home, mapOf("a" to "b")) shouldBe byteArrayOf(1, 2)
        shouldThrow<KeyRefusal> { NamedKeys.decrypt(wrapped, home) }.code shouldBe "InvalidCiphertextException"
        shouldThrow<KeyRefusal> { NamedKeys.decrypt(byteArrayOf(1), home) }.code shouldBe "InvalidCiphertextException"
    }
}
