package io.mockaws.services.ses.v2

import io.mockaws.engine.AwsFault
import io.mockaws.services.ses.configuration.configurationSet
import io.mockaws.services.ses.identity.changeIdentity
import io.mockaws.services.ses.identity.changeMailFrom
import io.mockaws.services.ses.identity.dkimTokens
import io.mockaws.services.ses.identity.identity
import io.mockaws.services.ses.state.SesApi
import io.mockaws.services.ses.state.SesCall
import kotlinx.serialization.Serializable

@Serializable
internal data class PutDkimAttributesRequest(
    val emailIdentity: String,
    val signingEnabled: Boolean = false,
)

@Serializable
internal data class PutDkimSigningAttributesRequest(
    val emailIdentity: String,
    val signingAttributesOrigin: String,
    val signingAttributes: DkimSigningAttributes? = null,
)

@Serializable
internal data class PutDkimSigningAttributesResponse(
    val dkimStatus: String,
    val dkimTokens: List<String>,
)

@Serializable
internal data class PutFeedbackAttributesRequest(
    val emailIdentity: String,
    val emailForwardingEnabled: Boolean = false,
)

@Serializable
internal data class PutMailFromAttributesRequest(
    val emailIdentity: String,
    val mailFromDomain: String? = null,
    val behaviorOnMxFailure: String? = null,
)

@Serializable
internal data class PutConfigurationSetAttributesRequest(
    val emailIdentity: String,
    val configurationSetName: String? = null,
)

@Serializable
internal data class PolicyRequest(
    val emailIdentity: String,
    val policyName: String,
    val policy: String,
)

@Serializable
internal data class DeletePolicyRequest(
    val emailIdentity: String,
    val policyName: String,
)

@Serializable
internal data class GetPoliciesResponse(
    val policies: Map<String, String>,
)

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutEmailIdentityDkimAttributes.html */
internal fun putDkimAttributes(
    request: PutDkimAttributesRequest,
    call: SesCall,
) {
    call.changeIdentity(request.emailIdentity, SesApi.V2) {
        val isMissing = request.signingEnabled && it.isDomain && it.dkimTokens.isEmpty()
        it.copy(
            isDkimEnabled = request.signingEnabled,
            dkimTokens = if (isMissing) call.dkimTokens() else it.dkimTokens,
        )
    }
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutEmailIdentityDkimSigningAttributes.html */
internal fun putDkimSigningAttributes(
    request: PutDkimSigningAttributesRequest,
    call: SesCall,
): PutDkimSigningAttributesResponse {
    val given = request.signingAttributes
    if (request.signingAttributesOrigin == "EXTERNAL" && given?.domainSigningPrivateKey == null) {
        throw SesApi.V2.invalid("Private key and selector must be provided for the origin EXTERNAL.")
    }
    val identity =
        call.changeIdentity(request.emailIdentity, SesApi.V2) {
            it.copy(
                dkimOrigin = request.signingAttributesOrigin,
                dkimTokens = tokensOf(given.takeIf { request.signingAttributesOrigin == "EXTERNAL" }, call),
                dkimKeyLength = given?.nextSigningKeyLength ?: it.dkimKeyLength,
                isDkimEnabled = true,
            )
        }
    return PutDkimSigningAttributesResponse(if (identity.isVerified) "SUCCESS" else "PENDING", identity.dkimTokens)
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutEmailIdentityFeedbackAttributes.html */
internal fun putFeedbackAttributes(
    request: PutFeedbackAttributesRequest,
    call: SesCall,
) {
    call.changeIdentity(request.emailIdentity, SesApi.V2) { it.copy(forwardsFeedback = request.emailForwardingEnabled) }
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutEmailIdentityMailFromAttributes.html */
internal fun putMailFromAttributes(
    request: PutMailFromAttributesRequest,
    call: SesCall,
) = call.changeMailFrom(
    request.emailIdentity,
    SesApi.V2,
    request.mailFromDomain?.ifEmpty { null },
    request.behaviorOnMxFailure,
)

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutEmailIdentityConfigurationSetAttributes.html */
internal fun putConfigurationSetAttributes(
    request: PutConfigurationSetAttributesRequest,
    call: SesCall,
) {
    val set = request.configurationSetName?.ifEmpty { null }
    set?.let { call.configurationSet(it, SesApi.V2) }
    call.changeIdentity(request.emailIdentity, SesApi.V2) { it.copy(configurationSet = set) }
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailIdentityPolicy.html */
internal fun createEmailIdentityPolicy(
    request: PolicyRequest,
    call: SesCall,
) {
    call.changeIdentity(request.emailIdentity, SesApi.V2) {
        if (request.policyName in it.policies) {
            throw AwsFault("AlreadyExistsException", "Policy <${request.policyName}> already exists.")
        }
        it.copy(policies = it.policies + (request.policyName to request.policy))
    }
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_UpdateEmailIdentityPolicy.html */
internal fun updateEmailIdentityPolicy(
    request: PolicyRequest,
    call: SesCall,
) {
    call.changeIdentity(request.emailIdentity, SesApi.V2) {
        if (request.policyName !in it.policies) {
            throw AwsFault("NotFoundException", "Policy <${request.policyName}> does not exist.")
        }
        it.copy(policies = it.policies + (request.policyName to request.policy))
    }
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteEmailIdentityPolicy.html */
internal fun deleteEmailIdentityPolicy(
    request: DeletePolicyRequest,
    call: SesCall,
) {
    call.changeIdentity(request.emailIdentity, SesApi.V2) { it.copy(policies = it.policies - request.policyName) }
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetEmailIdentityPolicies.html */
internal fun getEmailIdentityPolicies(
    request: EmailIdentityRequest,
    call: SesCall,
): GetPoliciesResponse {
    val identity = call.identity(request.emailIdentity) ?: throw SesApi.V2.noIdentity(request.emailIdentity)
    return GetPoliciesResponse(identity.policies)
}
