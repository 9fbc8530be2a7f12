package io.mockaws.compat.encryption

import com.amazonaws.encryptionsdk.AwsCrypto
import com.amazonaws.encryptionsdk.exception.AwsCryptoException
import com.amazonaws.encryptionsdk.kmssdkv2.KmsMasterKeyProvider
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.maps.shouldContainKey
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.mockaws.MockAws
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.cryptography.materialproviders.MaterialProviders
import software.amazon.cryptography.materialproviders.model.CreateAwsKmsMultiKeyringInput
import software.amazon.cryptography.materialproviders.model.MaterialProvidersConfig
import software.amazon.encryption.s3.S3EncryptionClient

/** AWS's libraries as programs use them: they build their clients themselves. */
class EncryptionLibrariesTest {
    @AutoClose
    private val aws = MockAws.start()
    private val key = aws.kms.key("orders")
    private val crypto = AwsCrypto.standard()
    private val context = mapOf("order" to "42")
    private val secret = "secret".encodeToByteArray()

    @Test
    fun `the Encryption SDK encrypts under a key, and decrypts while that can be used`() {
        val keyring =
            MaterialProviders.builder().MaterialProvidersConfig(MaterialProvidersConfig.builder().build()).build()
                .CreateAwsKmsMultiKeyring(CreateAwsKmsMultiKeyringInput.builder().generator(key.arn).build())
        val encrypted = crypto.encryptData(keyring, secret, context).result
        crypto.decryptData(keyring, encrypted).result.decodeToString() shouldBe "secret"
        aws.calls("kms", "GenerateDataKey").size shouldBe 1
        key.rotate()
        crypto.decryptData(keyring, encrypted).encryptionContext["order"] shouldBe "42"
        key.disable()
        shouldThrow<RuntimeException> { crypto.decryptData(keyring, encrypted) }
    }

    @Suppress("DEPRECATION")
    @Test
    fun `the Encryption SDK finds the key of a message by its provider of master keys`() {
        val encrypted = crypto.encryptData(KmsMasterKeyProvider.builder().buildStrict(key.arn), secret, context).result
        val found = crypto.decryptData(KmsMasterKeyProvider.builder().buildDiscovery(), encrypted)
        found.result.decodeToString() shouldBe "secret"
        found.masterKeyIds shouldBe listOf(key.arn)
        val other = KmsMasterKeyProvider.builder().buildStrict(aws.kms.key("other").arn)
        shouldThrow<AwsCryptoException> { crypto.decryptData(other, encrypted) }
    }

    @Test
    fun `the S3 Encryption Client puts ciphertexts, and gets what was put`() {
        aws.s3.bucket("box")
        S3EncryptionClient.builder().kmsKeyId(key.arn).build().use { s3 ->
            s3.putObject({ it.bucket("box").key("k") }, RequestBody.fromString("secret"))
            s3.getObjectAsBytes { it.bucket("box").key("k") }.asUtf8String() shouldBe "secret"
        }
        S3Client.create().use { s3 ->
            val raw = s3.getObjectAsBytes { it.bucket("box").key("k") }
            raw.asByteArray().decodeToString() shouldNotBe "secret"
            raw.response().metadata() shouldContainKey "x-amz-key-v2"
        }
    }
}
