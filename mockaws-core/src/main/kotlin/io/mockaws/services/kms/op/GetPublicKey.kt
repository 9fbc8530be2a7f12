package io.mockaws.services.kms.op

import io.mockaws.engine.CallContext
import io.mockaws.services.kms.state.KmsFaults
import io.mockaws.services.kms.state.KmsState
import io.mockaws.services.kms.state.checkUsable
import io.mockaws.services.kms.state.find
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable

@Serializable
internal data class GetPublicKeyRequest(
    val keyId: String,
    val grantTokens: List<String> = emptyList(),
)

@Serializable
internal data class GetPublicKeyResponse(
    val keyId: String,
    val publicKey: Blob,
    val customerMasterKeySpec: String,
    val keySpec: String,
    val keyUsage: String,
    val encryptionAlgorithms: List<String>?,
    val signingAlgorithms: List<String>?,
    val keyAgreementAlgorithms: List<String>?,
)

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GetPublicKey.html */
internal fun getPublicKey(
    request: GetPublicKeyRequest,
    call: CallContext<KmsState>,
): GetPublicKeyResponse {
    checkGrantTokens(request.grantTokens)
    val key = call.find(request.keyId).key
    key.checkUsable()
    if (!key.spec.isAsymmetric) throw KmsFaults.unsupported()
    return GetPublicKeyResponse(
        keyId = key.arn,
        publicKey = Blob(key.pair.spki),
        customerMasterKeySpec = key.spec.name,
        keySpec = key.spec.name,
        keyUsage = key.usage.name,
        encryptionAlgorithms = key.encryptionAlgorithms,
        signingAlgorithms = key.signingAlgorithms,
        keyAgreementAlgorithms = key.keyAgreementAlgorithms,
    )
}
