package io.mockaws.compat

import aws.sdk.kotlin.services.kms.KmsClient
import aws.sdk.kotlin.services.kms.createAlias
import aws.sdk.kotlin.services.kms.createKey
import aws.sdk.kotlin.services.kms.decrypt
import aws.sdk.kotlin.services.kms.describeKey
import aws.sdk.kotlin.services.kms.encrypt
import aws.sdk.kotlin.services.kms.getPublicKey
import aws.sdk.kotlin.services.kms.model.DisabledException
import aws.sdk.kotlin.services.kms.model.KeySpec
import aws.sdk.kotlin.services.kms.model.KeyState
import aws.sdk.kotlin.services.kms.model.KeyUsageType
import aws.sdk.kotlin.services.kms.model.MessageType
import aws.sdk.kotlin.services.kms.model.NotFoundException
import aws.sdk.kotlin.services.kms.model.SigningAlgorithmSpec
import aws.sdk.kotlin.services.kms.sign
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import java.security.KeyFactory
import java.security.Signature
import java.security.spec.X509EncodedKeySpec

/** KMS through the SDK for Kotlin, whose client of it there is in this set alone. */
class KmsKotlinTest {
    @Test
    fun `a key that a test makes is the program's`() =
        runTest {
            mockAws {
                val key = kms.key("orders")
                KmsClient { region = "us-east-1" }.use { client ->
                    val blob =
                        client.encrypt {
                            keyId = "alias/orders"
                            plaintext = "secret".encodeToByteArray()
                        }.ciphertextBlob!!
                    key.decrypt(blob).decodeToString() shouldBe "secret"
                    client.decrypt { ciphertextBlob = blob }.plaintext!!.decodeToString() shouldBe "secret"
                    key.disable()
                    shouldThrow<DisabledException> { client.decrypt { ciphertextBlob = blob } }.message shouldBe "${key.arn} is disabled."
                    client.describeKey { keyId = key.id }.keyMetadata?.keyState shouldBe KeyState.Disabled
                    shouldThrow<NotFoundException> { client.describeKey { keyId = "alias/none" } }
                }
            }
        }

    @Test
    fun `a signature is verified by the public key`() =
        runTest {
            mockAws {
                KmsClient { region = "us-east-1" }.use { client ->
                    val id =
                        client.createKey {
                            keySpec = KeySpec.EccNistP256
                            keyUsage = KeyUsageType.SignVerify
                        }.keyMetadata!!.keyId
                    client.createAlias {
                        aliasName = "alias/signing"
                        targetKeyId = id
                    }
                    val text = "to whom it may concern".encodeToByteArray()
                    val made =
                        client.sign {
                            keyId = "alias/signing"
                            message = text
                            messageType = MessageType.Raw
                            signingAlgorithm = SigningAlgorithmSpec.EcdsaSha256
                        }.signature!!
                    val public = client.getPublicKey { keyId = "alias/signing" }.publicKey!!
                    val verifier = Signature.getInstance("SHA256withECDSA")
                    verifier.initVerify(KeyFactory.getInstance("EC").generatePublic(X509EncodedKeySpec(public)))
                    verifier.update(text)
                    verifier.verify(made) shouldBe true
                }
            }
        }
}
