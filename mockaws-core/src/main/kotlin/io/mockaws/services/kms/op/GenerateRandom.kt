package io.mockaws.services.kms.op

import io.mockaws.engine.CallContext
import io.mockaws.services.kms.state.KmsFaults
import io.mockaws.services.kms.state.KmsState
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable

@Serializable
internal data class GenerateRandomRequest(
    val numberOfBytes: Int? = null,
)

@Serializable
internal data class GenerateRandomResponse(
    val plaintext: Blob,
)

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateRandom.html */
internal fun generateRandom(
    request: GenerateRandomRequest,
    call: CallContext<KmsState>,
): GenerateRandomResponse {
    val length = request.numberOfBytes ?: throw KmsFaults.validation("NumberOfBytes is required.")
    return GenerateRandomResponse(Blob(call.ids.bytes(length)))
}
