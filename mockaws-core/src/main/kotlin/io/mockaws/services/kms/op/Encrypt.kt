package io.mockaws.services.kms.op

import io.mockaws.engine.CallContext
import io.mockaws.services.kms.state.KmsState
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable

@Serializable
internal data class EncryptRequest(
    val keyId: String,
    val plaintext: Blob,
    val encryptionContext: Map<String, String> = emptyMap(),
    val grantTokens: List<String> = emptyList(),
    val encryptionAlgorithm: String? = null,
    val dryRun: Boolean = false,
)

@Serializable
internal data class EncryptResponse(
    val ciphertextBlob: Blob,
    val keyId: String,
    val encryptionAlgorithm: String,
)

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html */
internal fun encrypt(
    request: EncryptRequest,
    call: CallContext<KmsState>,
): EncryptResponse {
    checkGrantTokens(request.grantTokens)
    val algorithm = encryptionAlgorithm(request.encryptionAlgorithm, call.region)
    val key = call.findToEncrypt(request.keyId, "Encrypt", algorithm)
    val ciphertext = call.seal(key, request.plaintext.bytes, request.encryptionContext, algorithm)
    endDryRun(request.dryRun)
    return EncryptResponse(ciphertext, key.arn, algorithm.name)
}
