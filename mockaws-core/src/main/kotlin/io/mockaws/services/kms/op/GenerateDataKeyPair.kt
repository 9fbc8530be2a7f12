package io.mockaws.services.kms.op

import io.mockaws.engine.CallContext
import io.mockaws.services.kms.key.KeyPairs
import io.mockaws.services.kms.state.KmsState
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable

@Serializable
internal data class GenerateDataKeyPairRequest(
    val encryptionContext: Map<String, String> = emptyMap(),
    val keyId: String,
    val keyPairSpec: String,
    val grantTokens: List<String> = emptyList(),
    val dryRun: Boolean = false,
)

@Serializable
internal data class GenerateDataKeyPairResponse(
    val privateKeyCiphertextBlob: Blob,
    val privateKeyPlaintext: Blob,
    val publicKey: Blob,
    val keyId: String,
    val keyPairSpec: String,
    val keyMaterialId: String?,
)

@Serializable
internal data class GenerateDataKeyPairWithoutPlaintextResponse(
    val privateKeyCiphertextBlob: Blob,
    val publicKey: Blob,
    val keyId: String,
    val keyPairSpec: String,
    val keyMaterialId: String?,
)

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyPair.html */
internal fun generateDataKeyPair(
    request: GenerateDataKeyPairRequest,
    call: CallContext<KmsState>,
): GenerateDataKeyPairResponse = call.dataKeyPair(request, "GenerateDataKeyPair")

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyPairWithoutPlaintext.html */
internal fun generateDataKeyPairWithoutPlaintext(
    request: GenerateDataKeyPairRequest,
    call: CallContext<KmsState>,
): GenerateDataKeyPairWithoutPlaintextResponse =
    call.dataKeyPair(request, "GenerateDataKeyPairWithoutPlaintext").run {
        GenerateDataKeyPairWithoutPlaintextResponse(
            privateKeyCiphertextBlob,
            publicKey,
            keyId,
            keyPairSpec,
            keyMaterialId
        )
    }

private fun CallContext<KmsState>.dataKeyPair(
    request: GenerateDataKeyPairRequest,
    operation: String,
): GenerateDataKeyPairResponse {
    checkGrantTokens(request.grantTokens)
    val spec = specOf(request.keyPairSpec, region)
    val key = findToEncrypt(request.keyId, operation)
    endDryRun(request.dryRun)
    val pair = KeyPairs.of(spec, Blob(ids.bytes(spec.bytes)))
    return GenerateDataKeyPairResponse(
        privateKeyCiphertextBlob = seal(key, pair.pkcs8, request.encryptionContext),
        privateKeyPlaintext = Blob(pair.pkcs8),
        publicKey = Blob(pair.spki),
        keyId = key.arn,
        keyPairSpec = spec.name,
        keyMaterialId = key.shownMaterialId,
    )
}
