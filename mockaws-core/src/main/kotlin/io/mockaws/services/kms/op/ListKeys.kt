package io.mockaws.services.kms.op

import io.mockaws.engine.CallContext
import io.mockaws.services.kms.state.KmsState
import io.mockaws.services.kms.state.allKeys
import kotlinx.serialization.Serializable

@Serializable
internal data class ListKeysRequest(
    val limit: Int? = null,
    val marker: String? = null,
)

@Serializable
internal data class ListKeysResponse(
    val keys: List<KeyListEntry>,
    val nextMarker: String?,
    val truncated: Boolean,
)

@Serializable
internal data class KeyListEntry(
    val keyId: String,
    val keyArn: String,
)

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html */
internal fun listKeys(
    request: ListKeysRequest,
    call: CallContext<KmsState>,
): ListKeysResponse {
    val page = page("keys", call.allKeys(), request.limit, request.marker, PageSize(usual = 100, most = 1000)) { it.id }
    return ListKeysResponse(page.items.map { KeyListEntry(it.id, it.arn) }, page.nextToken, page.nextToken != null)
}
