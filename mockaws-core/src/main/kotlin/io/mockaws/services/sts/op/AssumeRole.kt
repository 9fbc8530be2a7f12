package io.mockaws.services.sts.op

import io.mockaws.engine.CallContext
import io.mockaws.services.sts.session.AssumableRole
import io.mockaws.services.sts.session.Session
import io.mockaws.services.sts.session.SessionTags
import io.mockaws.services.sts.session.StsFaults
import io.mockaws.services.sts.session.StsState
import io.mockaws.services.sts.session.Tag
import io.mockaws.services.sts.session.begin
import io.mockaws.services.sts.session.checkPolicy
import io.mockaws.services.sts.session.ownSession
import kotlinx.serialization.Serializable

@Serializable
internal data class AssumeRoleRequest(
    val roleArn: String? = null,
    val roleSessionName: String? = null,
    val policyArns: List<PolicyDescriptor> = emptyList(),
    val policy: String? = null,
    val durationSeconds: Int? = null,
    val tags: List<Tag> = emptyList(),
    val transitiveTagKeys: List<String> = emptyList(),
    /** Looked at where policies act. */
    val externalId: String? = null,
    val serialNumber: String? = null,
    val tokenCode: String? = null,
    val sourceIdentity: String? = null,
)

@Serializable
internal data class AssumeRoleResponse(
    val credentials: SessionCredentials,
    val assumedRoleUser: AssumedRoleUser,
    val sourceIdentity: String?,
)

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
internal fun assumeRole(
    request: AssumeRoleRequest,
    call: CallContext<StsState>,
): AssumeRoleResponse {
    val role = AssumableRole.of(request.roleArn!!)
    checkPolicy(request.policy)
    val calling = call.ownSession()
    val seconds = request.durationSeconds ?: HOUR
    if (calling?.isRole == true && seconds > HOUR) {
        throw StsFaults.invalid(
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining"
        )
    }
    val tags = SessionTags.of(request.tags, request.transitiveTagKeys, calling)
    // A source identity that was set once goes on. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
    val before = calling?.sourceIdentity
    if (before != null && request.sourceIdentity != null && before != request.sourceIdentity) {
        throw StsFaults.accessDenied("The source identity of the session cannot be changed")
    }
    val session = call.assumed(role, request.roleSessionName!!, seconds) {
        it.copy(
            tags = tags.all,
            transitiveTags = tags.transitive,
            sourceIdentity = request.sourceIdentity ?: before,
            policy = request.policy,
            policyArns = request.policyArns.mapNotNull { policy -> policy.arn },
            isMfa = request.tokenCode != null,
        )
    }
    return AssumeRoleResponse(SessionCredentials(session), AssumedRoleUser(session), session.sourceIdentity)
}

/** A new session [name] of [role], as [more] says. */
internal fun CallContext<StsState>.assumed(
    role: AssumableRole,
    name: String,
    seconds: Int,
    more: (Session) -> Session = { it },
): Session {
    val longest = role.known(world)?.maxSessionDuration
    if (longest != null && seconds > longest) {
        throw StsFaults.invalid("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")
    }
    return begin(seconds, role.account) { session ->
        more(
            session.copy(
                arn = role.session(name),
                userId = "${role.id(world)}:$name",
                isRole = true,
                issuer = "${role.arn}"
            )
        )
    }
}

/** How long a session lasts that does not say: an hour. */
internal const val HOUR: Int = 3600
