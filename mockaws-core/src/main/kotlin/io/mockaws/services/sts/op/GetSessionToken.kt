package io.mockaws.services.sts.op

import io.mockaws.engine.CallContext
import io.mockaws.services.sts.session.SessionTags
import io.mockaws.services.sts.session.StsFaults
import io.mockaws.services.sts.session.StsState
import io.mockaws.services.sts.session.Tag
import io.mockaws.services.sts.session.begin
import io.mockaws.services.sts.session.checkPolicy
import kotlinx.serialization.Serializable

@Serializable
internal data class GetSessionTokenRequest(
    val durationSeconds: Int? = null,
    /** Looked at where policies act. */
    val serialNumber: String? = null,
    val tokenCode: String? = null,
)

@Serializable
internal data class GetSessionTokenResponse(
    val credentials: SessionCredentials,
)

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
internal fun getSessionToken(
    request: GetSessionTokenRequest,
    call: CallContext<StsState>,
): GetSessionTokenResponse {
    call.refuseSession("GetSessionToken")
    val caller = call.caller
    val session = call.begin(request.durationSeconds ?: HALF_A_DAY, caller.account) {
        it.copy(arn = caller.arn, userId = caller.userId, isMfa = request.tokenCode != null)
    }
    return GetSessionTokenResponse(SessionCredentials(session))
}

@Serializable
internal data class GetFederationTokenRequest(
    val name: String? = null,
    val policy: String? = null,
    val policyArns: List<PolicyDescriptor> = emptyList(),
    val durationSeconds: Int? = null,
    val tags: List<Tag> = emptyList(),
)

@Serializable
internal data class GetFederationTokenResponse(
    val credentials: SessionCredentials,
    val federatedUser: FederatedUser,
    val packedPolicySize: Int,
)

@Serializable
internal data class FederatedUser(
    val federatedUserId: String,
    val arn: String,
)

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html */
internal fun getFederationToken(
    request: GetFederationTokenRequest,
    call: CallContext<StsState>,
): GetFederationTokenResponse {
    call.refuseSession("GetFederationToken")
    checkPolicy(request.policy)
    val tags = SessionTags.of(request.tags, emptyList(), calling = null)
    val account = call.account
    val session = call.begin(request.durationSeconds ?: HALF_A_DAY, account) {
        it.copy(
            arn = "arn:aws:sts::$account:federated-user/${request.name}",
            userId = "$account:${request.name}",
            tags = tags.all,
            policy = request.policy,
            policyArns = request.policyArns.mapNotNull { policy -> policy.arn },
            issuer = call.caller.arn,
            issuerId = call.caller.userId,
        )
    }
    return GetFederationTokenResponse(
        SessionCredentials(session),
        FederatedUser(session.userId, session.arn),
        // How large AWS packs a policy it does not say; without one it was recorded as 0.
        packedPolicySize = 0,
    )
}

/** Long-lived credentials alone may call these two. */
private fun CallContext<StsState>.refuseSession(operation: String) {
    if (session != null) throw StsFaults.accessDenied("Cannot call $operation with session credentials")
}

private const val HALF_A_DAY = 43_200
