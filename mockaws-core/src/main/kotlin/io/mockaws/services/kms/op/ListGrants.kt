package io.mockaws.services.kms.op

import io.mockaws.engine.CallContext
import io.mockaws.kit.Page
import io.mockaws.services.kms.grant.Grant
import io.mockaws.services.kms.grant.GrantConstraints
import io.mockaws.services.kms.state.KmsFaults
import io.mockaws.services.kms.state.KmsState
import io.mockaws.services.kms.state.findById
import io.mockaws.services.kms.state.keyOrNull
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class ListGrantsRequest(
    val limit: Int? = null,
    val marker: String? = null,
    val keyId: String,
    val grantId: String? = null,
    val granteePrincipal: String? = null,
)

@Serializable
internal data class ListRetirableGrantsRequest(
    val limit: Int? = null,
    val marker: String? = null,
    val retiringPrincipal: String,
)

@Serializable
internal data class ListGrantsResponse(
    val grants: List<GrantListEntry>,
    val nextMarker: String?,
    val truncated: Boolean,
)

@Serializable
internal data class GrantListEntry(
    val keyId: String,
    val grantId: String,
    val name: String,
    val creationDate: Instant,
    val granteePrincipal: String,
    val retiringPrincipal: String?,
    val issuingAccount: String,
    val operations: List<String>,
    val constraints: GrantConstraints?,
)

private val SIZE = PageSize(usual = 50, most = 100)

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_ListGrants.html */
internal fun listGrants(
    request: ListGrantsRequest,
    call: CallContext<KmsState>,
): ListGrantsResponse {
    val found = call.findById(request.keyId)
    val all = found.home.state.grants.values.filter { it.keyId == found.key.id }
    if (request.grantId != null && all.none { it.id == request.grantId }) throw KmsFaults.invalidGrantId()
    val wanted =
        all.filter {
            (request.grantId == null || it.id == request.grantId) &&
                (request.granteePrincipal == null || it.granteePrincipal == request.granteePrincipal)
        }
    val query = request.copy(limit = null, marker = null)
    return found.home.listed(page(query, wanted.sorted(), request.limit, request.marker, SIZE, Grant::id))
}

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_ListRetirableGrants.html */
internal fun listRetirableGrants(
    request: ListRetirableGrantsRequest,
    call: CallContext<KmsState>,
): ListGrantsResponse {
    val all =
        call.state.grants.values.filter {
            it.retiringPrincipal == request.retiringPrincipal &&
                call.keyOrNull(it.keyId) != null
        }
    val query = request.copy(limit = null, marker = null)
    return call.listed(page(query, all.sorted(), request.limit, request.marker, SIZE, Grant::id))
}

private fun Collection<Grant>.sorted() = sortedWith(compareBy({ it.createdAt }, { it.id }))

private fun CallContext<KmsState>.listed(page: Page<Grant>): ListGrantsResponse =
    ListGrantsResponse(page.items.map(::entry), page.nextToken, page.nextToken != null)

private fun CallContext<KmsState>.entry(grant: Grant) =
    GrantListEntry(
        keyId = state.keys.getValue(grant.keyId).arn,
        grantId = grant.id,
        name = grant.name.orEmpty(),
        creationDate = grant.createdAt,
        granteePrincipal = grant.granteePrincipal,
        retiringPrincipal = grant.retiringPrincipal,
        issuingAccount = grant.issuingAccount,
        operations = grant.operations,
        constraints = grant.constraints,
    )
