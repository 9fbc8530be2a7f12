package io.mockaws.services.sts.op

import io.mockaws.engine.CallContext
import io.mockaws.engine.Identities
import io.mockaws.engine.isAccount
import io.mockaws.kit.Arn
import io.mockaws.services.sts.session.StsFaults
import io.mockaws.services.sts.session.StsState
import io.mockaws.services.sts.session.begin
import kotlinx.serialization.Serializable

@Serializable
internal data class AssumeRootRequest(
    val targetPrincipal: String? = null,
    val taskPolicyArn: PolicyDescriptor? = null,
    val durationSeconds: Int? = null,
)

@Serializable
internal data class AssumeRootResponse(
    val credentials: SessionCredentials,
)

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html */
internal fun assumeRoot(
    request: AssumeRootRequest,
    call: CallContext<StsState>,
): AssumeRootResponse {
    // AWS's published model does not have the operation yet, and so not what it needs.
    val principal = request.targetPrincipal ?: throw StsFaults.missing("targetPrincipal")
    if (request.taskPolicyArn?.arn == null) throw StsFaults.missing("taskPolicyArn")
    val account = if (isAccount(principal)) principal else Arn.parse(principal)?.account.orEmpty()
    if (!isAccount(account)) throw StsFaults.invalidArn(principal)
    val seconds = request.durationSeconds ?: LONGEST
    if (seconds >
        LONGEST
    ) {
        throw StsFaults.invalid("The requested DurationSeconds exceeds the maximum of $LONGEST seconds")
    }
    val root = Identities.root(account)
    val session = call.begin(seconds, account) {
        it.copy(arn = root.arn, userId = root.userId, policyArns = listOfNotNull(request.taskPolicyArn?.arn))
    }
    return AssumeRootResponse(SessionCredentials(session))
}

private const val LONGEST = 900
