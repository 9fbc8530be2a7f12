package io.mockaws.services.kms.op

import io.mockaws.engine.CallContext
import io.mockaws.services.kms.state.KmsFaults
import io.mockaws.services.kms.state.KmsState
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable

@Serializable
internal data class GenerateDataKeyRequest(
    val keyId: String,
    val encryptionContext: Map<String, String> = emptyMap(),
    val numberOfBytes: Int? = null,
    val keySpec: String? = null,
    val grantTokens: List<String> = emptyList(),
    val dryRun: Boolean = false,
)

@Serializable
internal data class GenerateDataKeyResponse(
    val ciphertextBlob: Blob,
    val plaintext: Blob,
    val keyId: String,
    val keyMaterialId: String?,
)

@Serializable
internal data class GenerateDataKeyWithoutPlaintextResponse(
    val ciphertextBlob: Blob,
    val keyId: String,
    val keyMaterialId: String?,
)

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html */
internal fun generateDataKey(
    request: GenerateDataKeyRequest,
    call: CallContext<KmsState>,
): GenerateDataKeyResponse = call.dataKey(request, "GenerateDataKey")

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyWithoutPlaintext.html */
internal fun generateDataKeyWithoutPlaintext(
    request: GenerateDataKeyRequest,
    call: CallContext<KmsState>,
): GenerateDataKeyWithoutPlaintextResponse {
    val whole = call.dataKey(request, "GenerateDataKeyWithoutPlaintext")
    return GenerateDataKeyWithoutPlaintextResponse(whole.ciphertextBlob, whole.keyId, whole.keyMaterialId)
}

private fun CallContext<KmsState>.dataKey(
    request: GenerateDataKeyRequest,
    operation: String,
): GenerateDataKeyResponse {
    checkGrantTokens(request.grantTokens)
    if ((request.numberOfBytes == null) == (request.keySpec == null)) {
        throw KmsFaults.validation("Please specify either number of bytes or key spec.")
    }
    val key = findToEncrypt(request.keyId, operation)
    val length = request.numberOfBytes ?: (request.keySpec!!.removePrefix("AES_").toInt() / Byte.SIZE_BITS)
    endDryRun(request.dryRun)
    val plaintext = ids.bytes(length)
    val ciphertext = seal(key, plaintext, request.encryptionContext)
    return GenerateDataKeyResponse(ciphertext, Blob(plaintext), key.arn, key.shownMaterialId)
}
