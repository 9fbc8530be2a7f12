package io.mockaws.services.sts.op

import io.mockaws.engine.CallContext
import io.mockaws.services.sts.session.AssumableRole
import io.mockaws.services.sts.session.StsState
import io.mockaws.services.sts.session.WebIdentity
import io.mockaws.services.sts.session.checkPolicy
import kotlinx.serialization.Serializable

@Serializable
internal data class AssumeRoleWithWebIdentityRequest(
    val roleArn: String? = null,
    val roleSessionName: String? = null,
    val webIdentityToken: String? = null,
    val providerId: String? = null,
    val policyArns: List<PolicyDescriptor> = emptyList(),
    val policy: String? = null,
    val durationSeconds: Int? = null,
)

@Serializable
internal data class AssumeRoleWithWebIdentityResponse(
    val credentials: SessionCredentials,
    val subjectFromWebIdentityToken: String?,
    val assumedRoleUser: AssumedRoleUser,
    val provider: String?,
    val audience: String?,
)

/**
 * The token is read, and its signature is not looked at: nobody here knows the provider's keys.
 *
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
internal fun assumeRoleWithWebIdentity(
    request: AssumeRoleWithWebIdentityRequest,
    call: CallContext<StsState>,
): AssumeRoleWithWebIdentityResponse {
    val role = AssumableRole.of(request.roleArn!!)
    checkPolicy(request.policy)
    val identity = WebIdentity.of(request.webIdentityToken!!, request.providerId, call.now())
    val session = call.assumed(role, request.roleSessionName!!, request.durationSeconds ?: HOUR) {
        it.copy(
            policy = request.policy,
            policyArns = request.policyArns.mapNotNull { policy -> policy.arn },
            provider = identity.provider?.removePrefix("https://"),
        )
    }
    return AssumeRoleWithWebIdentityResponse(
        SessionCredentials(session),
        identity.subject,
        AssumedRoleUser(session),
        identity.provider,
        identity.audience,
    )
}
