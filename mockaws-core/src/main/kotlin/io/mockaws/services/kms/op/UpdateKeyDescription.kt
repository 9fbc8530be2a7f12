package io.mockaws.services.kms.op

import io.mockaws.engine.CallContext
import io.mockaws.services.kms.state.KmsState
import io.mockaws.services.kms.state.checkNotPendingDeletion
import io.mockaws.services.kms.state.checkOwnKey
import io.mockaws.services.kms.state.findById
import kotlinx.serialization.Serializable

@Serializable
internal data class UpdateKeyDescriptionRequest(
    val keyId: String,
    val description: String,
)

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateKeyDescription.html */
internal fun updateKeyDescription(
    request: UpdateKeyDescriptionRequest,
    call: CallContext<KmsState>,
) {
    val found = call.findById(request.keyId)
    found.checkOwnKey(call, "UpdateKeyDescription")
    found.update { key ->
        key.checkNotPendingDeletion()
        key.copy(description = request.description)
    }
}
