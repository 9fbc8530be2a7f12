package io.mockaws.services.iam.op

import io.mockaws.engine.AwsFault
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.IamFaults
import io.mockaws.services.iam.state.account
import io.mockaws.services.iam.state.put
import kotlinx.serialization.Serializable

@Serializable
internal data class AccountAliasRequest(
    val accountAlias: String,
)

/** An account has one, and no two accounts the same. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccountAlias.html */
internal fun createAccountAlias(
    request: AccountAliasRequest,
    call: IamCall,
) {
    val isTaken =
        call.everywhere().any { it.account != call.account && it.state.now.account.alias == request.accountAlias }
    if (isTaken) throw IamFaults.exists("The account alias ${request.accountAlias} already exists.")
    call.state.write { put(account.copy(alias = request.accountAlias)) }
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccountAlias.html */
internal fun deleteAccountAlias(
    request: AccountAliasRequest,
    call: IamCall,
) {
    call.state.write {
        if (account.alias != request.accountAlias) {
            throw IamFaults.noSuch("The account alias ${request.accountAlias} cannot be found.")
        }
        put(account.copy(alias = null))
    }
}

@Serializable
internal data class ListRequest(
    override val marker: String? = null,
    override val maxItems: Int? = null,
) : Paged

@Serializable
internal data class ListAccountAliasesResponse(
    val accountAliases: List<String>,
    val isTruncated: Boolean,
    val marker: String?,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccountAliases.html */
internal fun listAccountAliases(
    request: ListRequest,
    call: IamCall,
): ListAccountAliasesResponse {
    val page = page(request, listOfNotNull(call.state.now.account.alias), "aliases") { it }
    return ListAccountAliasesResponse(page.items, page.nextToken != null, page.nextToken)
}

@Serializable
internal data class SetSecurityTokenServicePreferencesRequest(
    val globalEndpointTokenVersion: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetSecurityTokenServicePreferences.html */
internal fun setSecurityTokenServicePreferences(
    request: SetSecurityTokenServicePreferencesRequest,
    call: IamCall,
) {
    call.state.write { put(account.copy(globalEndpointToken = request.globalEndpointTokenVersion)) }
}

@Serializable
internal data class IssuerResponse(
    val issuerIdentifier: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableOutboundWebIdentityFederation.html */
@Suppress("UNUSED_PARAMETER")
internal fun enableOutboundWebIdentityFederation(
    request: Unit,
    call: IamCall,
): IssuerResponse {
    val issuer = "https://${call.ids.uuid()}.tokens.sts.global.api.aws"
    call.state.write {
        if (account.issuer != null) {
            throw AwsFault("FeatureEnabled", "Outbound web identity federation is already enabled for this account")
        }
        put(account.copy(issuer = issuer))
    }
    return IssuerResponse(issuer)
}

private fun disabled() =
    AwsFault("FeatureDisabled", "Outbound web identity federation is not enabled for this account")

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DisableOutboundWebIdentityFederation.html */
@Suppress("UNUSED_PARAMETER")
internal fun disableOutboundWebIdentityFederation(
    request: Unit,
    call: IamCall,
): Nothing {
    call.state.write {
        if (account.issuer == null) throw disabled()
        put(account.copy(issuer = null))
    }
    return Nothing()
}

@Serializable
internal data class IssuerInfoResponse(
    val issuerIdentifier: String,
    val jwtVendingEnabled: Boolean,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOutboundWebIdentityFederationInfo.html */
@Suppress("UNUSED_PARAMETER")
internal fun getOutboundWebIdentityFederationInfo(
    request: Unit,
    call: IamCall,
): IssuerInfoResponse = IssuerInfoResponse(call.state.now.account.issuer ?: throw disabled(), jwtVendingEnabled = true)
