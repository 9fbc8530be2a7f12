package io.mockaws.services.kms.op

import io.mockaws.engine.CallContext
import io.mockaws.services.kms.key.Alias
import io.mockaws.services.kms.state.KmsState
import io.mockaws.services.kms.state.findById
import io.mockaws.services.kms.state.keyOrNull
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class ListAliasesRequest(
    val keyId: String? = null,
    val limit: Int? = null,
    val marker: String? = null,
)

@Serializable
internal data class ListAliasesResponse(
    val aliases: List<AliasListEntry>,
    val nextMarker: String?,
    val truncated: Boolean,
)

@Serializable
internal data class AliasListEntry(
    val aliasName: String,
    val aliasArn: String,
    val targetKeyId: String,
    val creationDate: Instant,
    val lastUpdatedDate: Instant,
)

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html */
internal fun listAliases(
    request: ListAliasesRequest,
    call: CallContext<KmsState>,
): ListAliasesResponse {
    val keyId = request.keyId?.let { call.findById(it).key.id }
    val found =
        call.state.aliases.values.filter { (keyId == null || it.keyId == keyId) && call.keyOrNull(it.keyId) != null }
            .sortedBy { it.name }
    val page =
        page("aliases $keyId", found, request.limit, request.marker, PageSize(usual = 50, most = 100), Alias::name)
    val entries = page.items.map { AliasListEntry(it.name, it.arn, it.keyId, it.createdAt, it.updatedAt) }
    return ListAliasesResponse(entries, page.nextToken, page.nextToken != null)
}
