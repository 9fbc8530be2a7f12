package io.mockaws.services.kms

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.MockClock
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.kms.KmsClient
import software.amazon.awssdk.services.kms.model.CreateKeyRequest
import software.amazon.awssdk.services.kms.model.ImportKeyMaterialRequest
import software.amazon.awssdk.services.kms.model.ImportKeyMaterialResponse
import software.amazon.awssdk.services.kms.model.KeyMetadata
import software.amazon.awssdk.services.kms.model.KmsException
import java.security.KeyFactory
import java.security.spec.MGF1ParameterSpec
import java.security.spec.X509EncodedKeySpec
import javax.crypto.Cipher
import javax.crypto.spec.OAEPParameterSpec
import javax.crypto.spec.PSource
import javax.crypto.spec.SecretKeySpec
import kotlin.time.Instant

/** A KMS with a clock that stands still, and the Java SDK's client for it. */
internal class KmsWorld(
    val aws: MockAws =
        MockAws.start(MockAwsOptions(clock = MockClock.MANUAL, startAt = Instant.parse("2026-11-21T10:00:00Z"))),
) : AutoCloseable {
    val kms: KmsClient by lazy { clientIn(Region.US_EAST_1) }

    fun clientIn(region: Region): KmsClient = aws.javaSdk.configure(KmsClient.builder()).region(region).build()

    fun arn(
        id: String,
        region: String = "us-east-1",
    ) = "arn:aws:kms:$region:${aws.accountId}:key/$id"

    fun create(configure: CreateKeyRequest.Builder.() -> Unit = {}): KeyMetadata = kms.createKey { it.configure() }.keyMetadata()

    fun describe(id: String): KeyMetadata = kms.describeKey { it.keyId(id) }.keyMetadata()

    override fun close() = aws.close()
}

internal fun bytes(text: String): SdkBytes = SdkBytes.fromUtf8String(text)

/** What KMS says when [call] is made. */
internal fun refused(
    code: String,
    message: String? = "",
    status: Int = 400,
    call: () -> Any?,
): KmsException {
    val failure = shouldThrow<KmsException> { call() }
    val details = failure.awsErrorDetails()
    withClue(details) {
        details.errorCode() shouldBe code
        if (message != null) details.errorMessage().orEmpty() shouldBe message
        failure.statusCode() shouldBe status
    }
    return failure
}

/** Brings [material] for the key [id], wrapped as KMS asks; it never expires unless [configure] says so. */
internal fun KmsWorld.bring(
    id: String,
    material: ByteArray,
    algorithm: String = "RSAES_OAEP_SHA_256",
    configure: ImportKeyMaterialRequest.Builder.() -> Unit = {},
): ImportKeyMaterialResponse {
    val parameters = kms.getParametersForImport { it.keyId(id).wrappingAlgorithm(algorithm).wrappingKeySpec("RSA_2048") }
    val wrapped = wrap(material, parameters.publicKey().asByteArray(), algorithm)
    return kms.importKeyMaterial {
        it.keyId(id).importToken(parameters.importToken()).encryptedKeyMaterial(SdkBytes.fromByteArray(wrapped))
            .expirationModel("KEY_MATERIAL_DOES_NOT_EXPIRE").configure()
    }
}

internal fun wrap(
    material: ByteArray,
    publicKey: ByteArray,
    algorithm: String,
): ByteArray {
    val digest = if (algorithm.endsWith("256")) "SHA-256" else "SHA-1"
    val cipher = Cipher.getInstance("RSA/ECB/OAEPPadding")
    val key = KeyFactory.getInstance("RSA").generatePublic(X509EncodedKeySpec(publicKey))
    cipher.init(Cipher.ENCRYPT_MODE, key, OAEPParameterSpec(digest, "MGF1", MGF1ParameterSpec(digest), PSource.PSpecified.DEFAULT))
    if (algorithm.startsWith("RSAES")) return cipher.doFinal(material)
    val secret = ByteArray(32) { it.toByte() }
    val wrapping = Cipher.getInstance("AES/KWP/NoPadding").apply { init(Cipher.WRAP_MODE, SecretKeySpec(secret, "AES")) }
    return cipher.doFinal(secret) + wrapping.wrap(SecretKeySpec(material, "AES"))
}
