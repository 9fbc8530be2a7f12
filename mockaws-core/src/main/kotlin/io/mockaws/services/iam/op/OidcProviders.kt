package io.mockaws.services.iam.op

import io.mockaws.kit.TableWriter
import io.mockaws.kit.Tables
import io.mockaws.services.iam.account.OidcProvider
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.IamFaults
import io.mockaws.services.iam.state.OIDC_PROVIDERS
import io.mockaws.services.iam.state.iamArn
import io.mockaws.services.iam.state.second
import kotlinx.serialization.Serializable
import java.net.URI
import java.net.URISyntaxException
import kotlin.time.Instant

@Serializable
internal data class CreateOpenIdConnectProviderRequest(
    val url: String,
    val clientIdList: List<String> = emptyList(),
    val thumbprintList: List<String> = emptyList(),
    val tags: List<Tag> = emptyList(),
)

@Serializable
internal data class CreateOpenIdConnectProviderResponse(
    val openIdConnectProviderArn: String,
    val tags: List<Tag>?,
)

/** Nobody is asked for a thumbprint. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html */
internal fun createOpenIdConnectProvider(
    request: CreateOpenIdConnectProviderRequest,
    call: IamCall,
): CreateOpenIdConnectProviderResponse {
    val url = issuerOf(request.url)
    checkThumbprints(request.thumbprintList)
    checkClientIds(request.clientIdList)
    val arn = call.iamArn("oidc-provider/$url")
    val tags = tagged(emptyMap(), request.tags)
    val provider =
        OidcProvider(arn, url, request.clientIdList.distinct(), request.thumbprintList, call.second(), tags)
    call.state.write {
        if (arn in this[OIDC_PROVIDERS]) throw IamFaults.exists("Provider with url ${request.url} already exists.")
        if (this[OIDC_PROVIDERS].size >= PROVIDERS) {
            throw IamFaults.quota("OpenIdConnectProvidersPerAccount", PROVIDERS)
        }
        this[OIDC_PROVIDERS, arn] = provider
    }
    return CreateOpenIdConnectProviderResponse(arn, tagsView(tags))
}

/** What follows the scheme, without a query. */
private fun issuerOf(url: String): String {
    val uri =
        try {
            URI(url)
        } catch (_: URISyntaxException) {
            null
        }
    if (uri?.host == null || uri.scheme !in setOf("https", "http")) {
        throw IamFaults.invalid("Invalid Open ID Connect Provider URL")
    }
    return (uri.host + uri.path.orEmpty()).removeSuffix("/")
}

private fun checkThumbprints(list: List<String>) {
    if (list.size > THUMBPRINTS) {
        throw IamFaults.invalidInput("Thumbprint list must contain fewer than $THUMBPRINTS entries.")
    }
}

private fun checkClientIds(list: List<String>) {
    if (list.size > CLIENT_IDS) throw IamFaults.quota("ClientIdsPerOpenIdConnectProvider", CLIENT_IDS)
}

private fun Tables.oidcProvider(arn: String): OidcProvider =
    this[OIDC_PROVIDERS][arn] ?: throw IamFaults.noSuch("OpenIDConnect Provider not found for arn $arn")

private fun IamCall.changeOidc(
    arn: String,
    change: TableWriter.(OidcProvider) -> OidcProvider,
) {
    state.write { this[OIDC_PROVIDERS, arn] = change(oidcProvider(arn)) }
}

@Serializable
internal data class OpenIdConnectProviderArnRequest(
    val openIdConnectProviderArn: String,
)

@Serializable
internal data class GetOpenIdConnectProviderResponse(
    val url: String,
    val clientIdList: List<String>,
    val thumbprintList: List<String>,
    val createDate: Instant,
    val tags: List<Tag>?,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html */
internal fun getOpenIdConnectProvider(
    request: OpenIdConnectProviderArnRequest,
    call: IamCall,
): GetOpenIdConnectProviderResponse {
    val found = call.state.now.oidcProvider(request.openIdConnectProviderArn)
    return GetOpenIdConnectProviderResponse(
        found.url,
        found.clientIds,
        found.thumbprints,
        found.createdAt,
        tagsView(found.tags),
    )
}

/** Nothing happens where there is none. https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteOpenIDConnectProvider.html */
internal fun deleteOpenIdConnectProvider(
    request: OpenIdConnectProviderArnRequest,
    call: IamCall,
) = call.state.write { remove(OIDC_PROVIDERS, request.openIdConnectProviderArn) }

@Serializable
internal data class ListOpenIdConnectProvidersResponse(
    val openIdConnectProviderList: List<OpenIdConnectProviderListEntry>,
)

@Serializable
internal data class OpenIdConnectProviderListEntry(
    val arn: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOpenIDConnectProviders.html */
@Suppress("UNUSED_PARAMETER")
internal fun listOpenIdConnectProviders(
    request: Unit,
    call: IamCall,
): ListOpenIdConnectProvidersResponse =
    ListOpenIdConnectProvidersResponse(
        call.state.now[OIDC_PROVIDERS].keys.sorted().map(::OpenIdConnectProviderListEntry)
    )

@Serializable
internal data class ClientIdRequest(
    val openIdConnectProviderArn: String,
    val clientId: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddClientIDToOpenIDConnectProvider.html */
internal fun addClientIdToOpenIdConnectProvider(
    request: ClientIdRequest,
    call: IamCall,
) = call.changeOidc(request.openIdConnectProviderArn) {
    val all = (it.clientIds + request.clientId).distinct()
    checkClientIds(all)
    it.copy(clientIds = all)
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveClientIDFromOpenIDConnectProvider.html */
internal fun removeClientIdFromOpenIdConnectProvider(
    request: ClientIdRequest,
    call: IamCall,
) = call.changeOidc(request.openIdConnectProviderArn) { it.copy(clientIds = it.clientIds - request.clientId) }

@Serializable
internal data class UpdateThumbprintRequest(
    val openIdConnectProviderArn: String,
    val thumbprintList: List<String> = emptyList(),
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateOpenIDConnectProviderThumbprint.html */
internal fun updateOpenIdConnectProviderThumbprint(
    request: UpdateThumbprintRequest,
    call: IamCall,
) = call.changeOidc(request.openIdConnectProviderArn) {
    checkThumbprints(request.thumbprintList)
    it.copy(thumbprints = request.thumbprintList)
}

@Serializable
internal data class TagOpenIdConnectProviderRequest(
    val openIdConnectProviderArn: String,
    val tags: List<Tag>,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagOpenIDConnectProvider.html */
internal fun tagOpenIdConnectProvider(
    request: TagOpenIdConnectProviderRequest,
    call: IamCall,
) = call.changeOidc(request.openIdConnectProviderArn) { it.copy(tags = tagged(it.tags, request.tags)) }

@Serializable
internal data class UntagOpenIdConnectProviderRequest(
    val openIdConnectProviderArn: String,
    val tagKeys: List<String>,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagOpenIDConnectProvider.html */
internal fun untagOpenIdConnectProvider(
    request: UntagOpenIdConnectProviderRequest,
    call: IamCall,
) = call.changeOidc(request.openIdConnectProviderArn) { it.copy(tags = untagged(it.tags, request.tagKeys)) }

@Serializable
internal data class ListOfOpenIdConnectProviderRequest(
    val openIdConnectProviderArn: String,
    override val marker: String? = null,
    override val maxItems: Int? = null,
) : Paged

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOpenIDConnectProviderTags.html */
internal fun listOpenIdConnectProviderTags(
    request: ListOfOpenIdConnectProviderRequest,
    call: IamCall,
): ListTagsResponse =
    call.state.now.oidcProvider(request.openIdConnectProviderArn).let { tagPage(request, it.tags, it.arn) }

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
private const val PROVIDERS = 100
private const val CLIENT_IDS = 100
private const val THUMBPRINTS = 5
