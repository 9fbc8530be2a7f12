package io.mockaws.services.kms.op

import io.mockaws.engine.CallContext
import io.mockaws.services.kms.state.KmsState
import io.mockaws.services.kms.state.checkEnableable
import io.mockaws.services.kms.state.checkOwnKey
import io.mockaws.services.kms.state.findById
import kotlinx.serialization.Serializable

@Serializable
internal data class KeyIdRequest(
    val keyId: String,
)

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKey.html */
internal fun enableKey(
    request: KeyIdRequest,
    call: CallContext<KmsState>,
) = call.setEnabled(request.keyId, true, "EnableKey")

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKey.html */
internal fun disableKey(
    request: KeyIdRequest,
    call: CallContext<KmsState>,
) = call.setEnabled(request.keyId, false, "DisableKey")

private fun CallContext<KmsState>.setEnabled(
    keyId: String,
    isEnabled: Boolean,
    operation: String,
) {
    val found = findById(keyId)
    found.checkOwnKey(this, operation)
    found.update { key ->
        key.checkEnableable()
        key.copy(isEnabled = isEnabled)
    }
}
