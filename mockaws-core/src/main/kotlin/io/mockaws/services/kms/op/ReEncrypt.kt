package io.mockaws.services.kms.op

import io.mockaws.engine.CallContext
import io.mockaws.services.kms.state.KmsState
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable

@Serializable
internal data class ReEncryptRequest(
    val ciphertextBlob: Blob,
    val sourceEncryptionContext: Map<String, String> = emptyMap(),
    val sourceKeyId: String? = null,
    val destinationKeyId: String,
    val destinationEncryptionContext: Map<String, String> = emptyMap(),
    val sourceEncryptionAlgorithm: String? = null,
    val destinationEncryptionAlgorithm: String? = null,
    val grantTokens: List<String> = emptyList(),
    val dryRun: Boolean = false,
)

@Serializable
internal data class ReEncryptResponse(
    val ciphertextBlob: Blob,
    val sourceKeyId: String,
    val keyId: String,
    val sourceEncryptionAlgorithm: String,
    val destinationEncryptionAlgorithm: String,
    val sourceKeyMaterialId: String?,
    val destinationKeyMaterialId: String?,
)

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html */
internal fun reEncrypt(
    request: ReEncryptRequest,
    call: CallContext<KmsState>,
): ReEncryptResponse {
    checkGrantTokens(request.grantTokens)
    val from = encryptionAlgorithm(request.sourceEncryptionAlgorithm, call.region)
    val to = encryptionAlgorithm(request.destinationEncryptionAlgorithm, call.region)
    val context = request.sourceEncryptionContext
    val opened = call.open(request.ciphertextBlob, request.sourceKeyId, context, from, "ReEncryptFrom")
    val key = call.findToEncrypt(request.destinationKeyId, "ReEncryptTo", to)
    val ciphertext = call.seal(key, opened.plaintext.bytes, request.destinationEncryptionContext, to)
    endDryRun(request.dryRun)
    return ReEncryptResponse(
        ciphertext,
        sourceKeyId = opened.key.arn,
        keyId = key.arn,
        sourceEncryptionAlgorithm = from.name,
        destinationEncryptionAlgorithm = to.name,
        sourceKeyMaterialId = opened.materialId,
        destinationKeyMaterialId = key.shownMaterialId,
    )
}
