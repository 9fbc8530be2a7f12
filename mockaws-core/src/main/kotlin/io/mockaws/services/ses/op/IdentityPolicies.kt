package io.mockaws.services.ses.op

import io.mockaws.engine.AwsFault
import io.mockaws.services.ses.identity.changeIdentity
import io.mockaws.services.ses.identity.identity
import io.mockaws.services.ses.state.SesApi
import io.mockaws.services.ses.state.SesCall
import kotlinx.serialization.Serializable
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject

@Serializable
internal data class PutIdentityPolicyRequest(
    val identity: String,
    val policyName: String,
    val policy: String,
)

@Serializable
internal data class DeleteIdentityPolicyRequest(
    val identity: String,
    val policyName: String,
)

@Serializable
internal data class GetIdentityPoliciesRequest(
    val identity: String,
    val policyNames: List<String>,
)

@Serializable
internal data class GetIdentityPoliciesResponse(
    val policies: Map<String, String>,
)

@Serializable
internal data class ListIdentityPoliciesResponse(
    val policyNames: List<String>,
)

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_PutIdentityPolicy.html */
internal fun putIdentityPolicy(
    request: PutIdentityPolicyRequest,
    call: SesCall,
) {
    if (!isDocument(request.policy)) throw AwsFault("InvalidPolicy", "Policy is not a valid JSON document.")
    call.changeIdentity(request.identity, SesApi.V1) {
        it.copy(policies = it.policies + (request.policyName to request.policy))
    }
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_DeleteIdentityPolicy.html */
internal fun deleteIdentityPolicy(
    request: DeleteIdentityPolicyRequest,
    call: SesCall,
) {
    call.changeIdentity(request.identity, SesApi.V1) { it.copy(policies = it.policies - request.policyName) }
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_GetIdentityPolicies.html */
internal fun getIdentityPolicies(
    request: GetIdentityPoliciesRequest,
    call: SesCall,
): GetIdentityPoliciesResponse =
    GetIdentityPoliciesResponse(call.policies(request.identity).filterKeys { it in request.policyNames })

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_ListIdentityPolicies.html */
internal fun listIdentityPolicies(
    request: IdentityRequest,
    call: SesCall,
): ListIdentityPoliciesResponse = ListIdentityPoliciesResponse(call.policies(request.identity).keys.sorted())

private fun SesCall.policies(name: String) = (identity(name) ?: throw SesApi.V1.noIdentity(name)).policies

private fun isDocument(policy: String): Boolean =
    try {
        "Statement" in (Json.parseToJsonElement(policy) as? JsonObject).orEmpty()
    } catch (_: SerializationException) {
        false
    }
