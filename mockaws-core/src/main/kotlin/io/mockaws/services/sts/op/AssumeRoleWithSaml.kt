package io.mockaws.services.sts.op

import io.mockaws.engine.CallContext
import io.mockaws.kit.Arn
import io.mockaws.services.sts.session.AssumableRole
import io.mockaws.services.sts.session.SamlAssertion
import io.mockaws.services.sts.session.StsFaults
import io.mockaws.services.sts.session.StsState
import io.mockaws.services.sts.session.checkPolicy
import kotlinx.serialization.Serializable

@Serializable
internal data class AssumeRoleWithSamlRequest(
    val roleArn: String? = null,
    val principalArn: String? = null,
    val samlAssertion: String? = null,
    val policyArns: List<PolicyDescriptor> = emptyList(),
    val policy: String? = null,
    val durationSeconds: Int? = null,
)

@Serializable
internal data class AssumeRoleWithSamlResponse(
    val credentials: SessionCredentials,
    val assumedRoleUser: AssumedRoleUser,
    val subject: String?,
    val subjectType: String?,
    val issuer: String?,
    val audience: String?,
    val nameQualifier: String?,
)

/**
 * The assertion is read, and its signature is not looked at: nobody here knows the provider's keys.
 *
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html
 */
internal fun assumeRoleWithSaml(
    request: AssumeRoleWithSamlRequest,
    call: CallContext<StsState>,
): AssumeRoleWithSamlResponse {
    val role = AssumableRole.of(request.roleArn!!)
    val provider = Arn.parse(request.principalArn!!) ?: throw StsFaults.invalidArn(request.principalArn)
    checkPolicy(request.policy)
    val assertion = SamlAssertion.of(request.samlAssertion!!)
    val name = assertion.sessionName ?: throw StsFaults.invalidToken("RoleSessionName is required in AuthnResponse")
    // The shorter of both. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html
    val seconds = listOfNotNull(request.durationSeconds ?: HOUR, assertion.sessionSeconds).min()
    val session = call.assumed(role, name, seconds) {
        it.copy(
            policy = request.policy,
            policyArns = request.policyArns.mapNotNull { policy -> policy.arn },
            provider = request.principalArn,
        )
    }
    return AssumeRoleWithSamlResponse(
        SessionCredentials(session),
        AssumedRoleUser(session),
        assertion.subject,
        assertion.subjectType,
        assertion.issuer,
        assertion.recipient,
        assertion.nameQualifier(role.account, provider.resource.substringAfterLast('/')),
    )
}
