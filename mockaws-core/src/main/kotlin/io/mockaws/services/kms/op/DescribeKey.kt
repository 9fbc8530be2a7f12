package io.mockaws.services.kms.op

import io.mockaws.engine.CallContext
import io.mockaws.services.kms.state.KmsState
import io.mockaws.services.kms.state.find
import kotlinx.serialization.Serializable

@Serializable
internal data class DescribeKeyRequest(
    val keyId: String,
    val grantTokens: List<String> = emptyList(),
)

@Serializable
internal data class DescribeKeyResponse(
    val keyMetadata: KeyMetadata,
)

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html */
internal fun describeKey(
    request: DescribeKeyRequest,
    call: CallContext<KmsState>,
): DescribeKeyResponse {
    checkGrantTokens(request.grantTokens)
    val found = call.find(request.keyId)
    return DescribeKeyResponse(found.home.metadata(found.key))
}
