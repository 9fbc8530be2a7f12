package io.mockaws.services.kms.op

import io.mockaws.engine.CallContext
import io.mockaws.services.kms.crypto.EcKey
import io.mockaws.services.kms.key.KeyUsage
import io.mockaws.services.kms.state.KmsFaults
import io.mockaws.services.kms.state.KmsState
import io.mockaws.services.kms.state.findToUse
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable
import java.security.GeneralSecurityException

@Serializable
internal data class DeriveSharedSecretRequest(
    val keyId: String,
    val keyAgreementAlgorithm: String,
    val publicKey: Blob,
    val grantTokens: List<String> = emptyList(),
    val dryRun: Boolean = false,
)

@Serializable
internal data class DeriveSharedSecretResponse(
    val keyId: String,
    val sharedSecret: Blob,
    val keyAgreementAlgorithm: String,
    val keyOrigin: String,
)

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_DeriveSharedSecret.html */
internal fun deriveSharedSecret(
    request: DeriveSharedSecretRequest,
    call: CallContext<KmsState>,
): DeriveSharedSecretResponse {
    checkGrantTokens(request.grantTokens)
    val key = call.findToUse(request.keyId, KeyUsage.KEY_AGREEMENT, "DeriveSharedSecret")
    val secret =
        try {
            (key.pair as EcKey).agree(request.publicKey.bytes)
        } catch (_: GeneralSecurityException) {
            // AWS says no more of a public key that is none, or on another curve.
            throw KmsFaults.validation("")
        }
    endDryRun(request.dryRun)
    return DeriveSharedSecretResponse(key.arn, Blob(secret), request.keyAgreementAlgorithm, key.origin.name)
}
