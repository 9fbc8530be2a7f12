package io.mockaws.services.secretsmanager

import aws.sdk.kotlin.services.secretsmanager.getSecretValue
import aws.sdk.kotlin.services.secretsmanager.model.ResourceNotFoundException
import aws.sdk.kotlin.services.secretsmanager.putSecretValue
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.mockaws.engine.BodyFolder
import io.mockaws.engine.EntryCodec
import io.mockaws.engine.EntryTree
import io.mockaws.engine.KeptBodies
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient
import kotlin.time.Duration.Companion.days
import aws.sdk.kotlin.services.secretsmanager.SecretsManagerClient as KotlinClient

class SecretsStateTest {
    private val aws = SecretsWorld()
    private val secrets = aws.client

    @Test
    fun `a saved state comes back with everything in it`() {
        secrets.make("db", "one")
        secrets.createSecret { it.name("key").secretBinary(SdkBytes.fromUtf8String("bytes")) }
        secrets.putSecretValue { it.secretId("db").secretString("two") }
        aws.fixture.rotation("db", "rate(1 day)") { }
        secrets.deleteSecret { it.secretId("key") }

        val codec = EntryCodec({ SecretsManagerService }, KeptBodies(BodyFolder.temporary(null)))
        val tree = EntryTree<ByteArray>()
        aws.world.states.entries().map(codec::encode).forEach { tree.put(it.path, it.value!!) }
        val loaded = SecretsWorld(codec.statesOf(tree))

        "${loaded.client.describeSecret { it.secretId("db") }}" shouldBe
            "${secrets.describeSecret { it.secretId("db") }}"
        loaded.client.restoreSecret { it.secretId("key") }
        loaded.client.getSecretValue { it.secretId("key") }.secretBinary().asUtf8String() shouldBe "bytes"
        secrets.describeSecret { it.secretId("key") }.deletedDate().toString() shouldBe "2026-11-21T10:00:00Z"
        loaded.advance(1.days)
        loaded.fixture.secret("db").rotations.last() shouldBe
            "RotationFailed: createSecret: Secrets Manager cannot invoke the specified Lambda function. Ensure that " +
            "the function policy grants access to the principal secretsmanager.amazonaws.com."
    }

    @Test
    fun `clients of both SDKs find the mock, which the fixture has filled`() = runTest {
        mockAws {
            val db = secretsManager.secret("db", mapOf("username" to "app", "password" to "s3cret"))
            secretsManager.secret("key", byteArrayOf(1, 2))
            KotlinClient.fromEnvironment { }.use { client ->
                client.getSecretValue { secretId = "db" }.secretString shouldBe
                    """{"username":"app","password":"s3cret"}"""
                client.getSecretValue { secretId = "key" }.secretBinary shouldBe byteArrayOf(1, 2)
                client.putSecretValue {
                    secretId = db.arn
                    secretString = "new"
                }
                shouldThrow<ResourceNotFoundException> { client.getSecretValue { secretId = "missing" } }
                    .message shouldBe "Secrets Manager can't find the specified secret."
            }
            db.value shouldBe "new"
            db.versions.values shouldContainExactly listOf(listOf("AWSPREVIOUS"), listOf("AWSCURRENT"))
            SecretsManagerClient.create().use { it.value("db") shouldBe "new" }
            secretsManager.secrets().map { it.name } shouldBe listOf("db", "key")
            secretsManager.secret("key").bytes shouldBe byteArrayOf(1, 2)
            secretsManager.secret("missing").exists shouldBe false
        }
    }

    @Test
    fun `a fork rotates by the function of the mock that it comes from`() = runTest {
        mockAws {
            secretsManager.secret("db", "old")
            secretsManager.rotation("db", "rate(1 day)") { step ->
                if (step.step == "createSecret") step.putPending("new")
                if (step.step == "finishSecret") step.finish()
            }
            fork().use { fork ->
                fork.time.advanceBy(2.days)
                fork.secretsManager.secret("db").value shouldBe "new"
            }
        }
    }
}
