package io.mockaws.services.ses.op

import io.mockaws.services.ses.identity.allIdentities
import io.mockaws.services.ses.identity.changeIdentity
import io.mockaws.services.ses.identity.dkimTokens
import io.mockaws.services.ses.identity.identity
import io.mockaws.services.ses.identity.makeIdentity
import io.mockaws.services.ses.identity.removeIdentity
import io.mockaws.services.ses.state.SesApi
import io.mockaws.services.ses.state.SesCall
import io.mockaws.services.ses.state.page
import kotlinx.serialization.Serializable

@Serializable
internal data class EmailAddressRequest(
    val emailAddress: String,
)

@Serializable
internal data class DomainRequest(
    val domain: String,
)

@Serializable
internal data class IdentityRequest(
    val identity: String,
)

@Serializable
internal data class IdentitiesRequest(
    val identities: List<String>,
)

@Serializable
internal data class VerifyDomainIdentityResponse(
    val verificationToken: String,
)

@Serializable
internal data class VerifyDomainDkimResponse(
    val dkimTokens: List<String>,
)

@Serializable
internal data class ListIdentitiesRequest(
    val identityType: String? = null,
    val nextToken: String? = null,
    val maxItems: Int? = null,
)

@Serializable
internal data class ListIdentitiesResponse(
    val identities: List<String>,
    val nextToken: String?,
)

@Serializable
internal data class ListVerifiedEmailAddressesResponse(
    val verifiedEmailAddresses: List<String>,
)

@Serializable
internal data class GetIdentityVerificationAttributesResponse(
    val verificationAttributes: Map<String, VerificationAttributes>,
)

@Serializable
internal data class VerificationAttributes(
    val verificationStatus: String,
    val verificationToken: String?,
)

private const val PAGE = 1000

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_VerifyEmailIdentity.html */
internal fun verifyEmailIdentity(
    request: EmailAddressRequest,
    call: SesCall,
) {
    val address = request.emailAddress
    if ('@' !in address) throw SesApi.V1.invalid("Invalid email address<$address>.")
    call.makeIdentity(address, SesApi.V1)
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_VerifyDomainIdentity.html */
internal fun verifyDomainIdentity(
    request: DomainRequest,
    call: SesCall,
): VerifyDomainIdentityResponse =
    VerifyDomainIdentityResponse(call.makeDomain(request.domain).verificationToken.orEmpty())

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_VerifyDomainDkim.html */
internal fun verifyDomainDkim(
    request: DomainRequest,
    call: SesCall,
): VerifyDomainDkimResponse {
    val name = call.makeDomain(request.domain).name
    val identity =
        call.changeIdentity(name, SesApi.V1) {
            if (it.dkimTokens.isEmpty()) it.copy(dkimTokens = call.dkimTokens(), isDkimEnabled = true) else it
        }
    return VerifyDomainDkimResponse(identity.dkimTokens)
}

private fun SesCall.makeDomain(domain: String) =
    if ('@' in domain) throw SesApi.V1.invalid("Invalid domain name $domain.") else makeIdentity(domain, SesApi.V1)

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_DeleteIdentity.html */
internal fun deleteIdentity(
    request: IdentityRequest,
    call: SesCall,
) {
    call.removeIdentity(request.identity)
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_DeleteVerifiedEmailAddress.html */
internal fun deleteVerifiedEmailAddress(
    request: EmailAddressRequest,
    call: SesCall,
) {
    call.removeIdentity(request.emailAddress)
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_ListIdentities.html */
internal fun listIdentities(
    request: ListIdentitiesRequest,
    call: SesCall,
): ListIdentitiesResponse {
    val type = request.identityType
    val all = call.allIdentities().filter { type == null || (type == "Domain") == it.isDomain }.map { it.name }
    val limit = (request.maxItems ?: PAGE).coerceIn(1, PAGE)
    val page = SesApi.V1.page(all, limit, request.nextToken, type) { it }
    return ListIdentitiesResponse(page.items, page.nextToken)
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_ListVerifiedEmailAddresses.html */
@Suppress("UNUSED_PARAMETER")
internal fun listVerifiedEmailAddresses(
    request: Unit,
    call: SesCall,
): ListVerifiedEmailAddressesResponse =
    ListVerifiedEmailAddressesResponse(
        call.allIdentities().filter { !it.isDomain && it.isVerified }.map { it.name },
    )

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_GetIdentityVerificationAttributes.html */
internal fun getIdentityVerificationAttributes(
    request: IdentitiesRequest,
    call: SesCall,
): GetIdentityVerificationAttributesResponse =
    GetIdentityVerificationAttributesResponse(
        call.found(request.identities).mapValues { (_, it) ->
            VerificationAttributes(if (it.isVerified) "Success" else "Pending", it.verificationToken)
        },
    )

/** Those of [names] that there are, under the names by which they were asked for. */
internal fun SesCall.found(names: List<String>) =
    names.mapNotNull { name -> identity(name)?.let { name to it } }.toMap()
