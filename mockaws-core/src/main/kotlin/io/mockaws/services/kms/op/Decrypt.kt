package io.mockaws.services.kms.op

import io.mockaws.engine.CallContext
import io.mockaws.services.kms.key.EncryptionAlgorithm
import io.mockaws.services.kms.state.KmsFaults
import io.mockaws.services.kms.state.KmsState
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable

@Serializable
internal data class DecryptRequest(
    val ciphertextBlob: Blob,
    val encryptionContext: Map<String, String> = emptyMap(),
    val grantTokens: List<String> = emptyList(),
    val keyId: String? = null,
    val encryptionAlgorithm: String? = null,
    val dryRun: Boolean = false,
)

@Serializable
internal data class DecryptResponse(
    val keyId: String,
    val plaintext: Blob,
    val encryptionAlgorithm: String,
    val keyMaterialId: String?,
)

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html */
internal fun decrypt(
    request: DecryptRequest,
    call: CallContext<KmsState>,
): DecryptResponse {
    checkGrantTokens(request.grantTokens)
    val algorithm = encryptionAlgorithm(request.encryptionAlgorithm, call.region)
    val opened = call.open(request.ciphertextBlob, request.keyId, request.encryptionContext, algorithm, "Decrypt")
    endDryRun(request.dryRun)
    return DecryptResponse(opened.key.arn, opened.plaintext, opened.algorithm.name, opened.materialId)
}

/** What [name] calls; `SYMMETRIC_DEFAULT` without one. That of SM2 is for no key that there is outside of China. */
internal fun encryptionAlgorithm(
    name: String?,
    region: String,
): EncryptionAlgorithm =
    EncryptionAlgorithm.entries.firstOrNull { it.name == (name ?: EncryptionAlgorithm.SYMMETRIC_DEFAULT.name) }
        ?: throw KmsFaults.unsupported("$name is not supported in $region.")

/** The end of a call that was only to be tried. */
internal fun endDryRun(isDryRun: Boolean) {
    if (isDryRun) throw KmsFaults.dryRun()
}
