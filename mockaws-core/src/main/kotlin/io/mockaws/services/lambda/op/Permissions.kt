package io.mockaws.services.lambda.op

import io.mockaws.engine.CallContext
import io.mockaws.kit.Arn
import io.mockaws.services.lambda.function.FunctionName.Companion.LATEST
import io.mockaws.services.lambda.function.LambdaFaults
import io.mockaws.services.lambda.function.LambdaFunction
import io.mockaws.services.lambda.function.ResourcePolicy
import io.mockaws.services.lambda.function.isVersionNumber
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.function
import kotlinx.serialization.Serializable

@Serializable
internal data class AddPermissionRequest(
    val functionName: String,
    val statementId: String,
    val action: String,
    val principal: String,
    val sourceArn: String? = null,
    val sourceAccount: String? = null,
    val eventSourceToken: String? = null,
    val qualifier: String? = null,
    val revisionId: String? = null,
    val principalOrgId: String? = null,
    val functionUrlAuthType: String? = null,
    val invokedViaFunctionUrl: Boolean? = null,
)

@Serializable
internal data class AddPermissionResponse(
    val statement: String,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
internal fun addPermission(
    request: AddPermissionRequest,
    call: LambdaCall,
): AddPermissionResponse {
    val found = call.function(request.functionName, request.qualifier)
    val qualifier = found.name.qualifier
    if (qualifier == LATEST) throw LambdaFaults.invalid("We currently do not support adding policies for \$LATEST.")
    checkPrincipal(request.principal)
    val key = qualifier ?: LATEST
    val statement =
        ResourcePolicy.Statement(
            request.statementId,
            request.action,
            request.principal,
            found.name.qualifiedArn,
            request.sourceArn,
            request.sourceAccount,
            request.principalOrgId,
            request.eventSourceToken,
            request.functionUrlAuthType,
            request.invokedViaFunctionUrl,
        )
    found.change { before ->
        found.checkQualifier(before)
        val policy = before.policies[key]
        checkPolicyRevision(request.revisionId, policy?.revisionId ?: before.revisionOf(qualifier), "GetPolicy")
        before.copy(policies = before.policies + (key to policy.with(statement, call)))
    }
    return AddPermissionResponse(statement.json().toString())
}

/** Refuses what can be nobody. */
private fun checkPrincipal(principal: String) {
    val isSomebody =
        principal == "*" || principal.endsWith(".amazonaws.com") || principal.endsWith(".amazon.com") ||
            (principal.isVersionNumber && principal.length == ACCOUNT) || Arn.parse(principal)?.service == "iam" ||
            Arn.parse(principal)?.service == "sts"
    if (!isSomebody) {
        throw LambdaFaults.invalid(
            "The provided principal was invalid. Please check the principal and try again.",
        )
    }
}

/** The revision of what has no policy yet: of an alias, a version or the function. */
private fun LambdaFunction.revisionOf(qualifier: String?): String? =
    aliases[qualifier]?.revisionId ?: versionOf(qualifier)?.revisionId

internal fun checkPolicyRevision(
    revisionId: String?,
    current: String?,
    call: String,
) {
    if (revisionId != null && revisionId != current) throw LambdaFaults.otherRevision(call)
}

/** The policy with one more statement. */
internal fun ResourcePolicy?.with(
    statement: ResourcePolicy.Statement,
    call: CallContext<*>,
): ResourcePolicy {
    if (this?.statement(statement.id) != null) throw LambdaFaults.statementExists(statement.id)
    return ResourcePolicy(call.ids.uuid(), this?.statements.orEmpty() + statement)
}

/** The policy without the statement [id]; null where that was the last one. */
internal fun ResourcePolicy.without(
    id: String,
    call: CallContext<*>,
): ResourcePolicy? {
    val statement = statement(id) ?: throw LambdaFaults.invalidStatement(id)
    val rest = statements - statement
    return if (rest.isEmpty()) null else ResourcePolicy(call.ids.uuid(), rest)
}

@Serializable
internal data class RemovePermissionRequest(
    val functionName: String,
    val statementId: String,
    val qualifier: String? = null,
    val revisionId: String? = null,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_RemovePermission.html */
internal fun removePermission(
    request: RemovePermissionRequest,
    call: LambdaCall,
) {
    val found = call.function(request.functionName, request.qualifier)
    val key = found.name.qualifier ?: LATEST
    found.orNull() ?: throw LambdaFaults.notFound("No policy found for: ${found.name.arn}")
    found.change { before ->
        found.checkQualifier(before)
        val policy =
            before.policies[key] ?: throw LambdaFaults.notFound("No policy is associated with the given resource.")
        policy.statement(request.statementId) ?: throw LambdaFaults.invalidStatement(request.statementId)
        checkPolicyRevision(request.revisionId, policy.revisionId, "GetPolicy")
        val rest = policy.without(request.statementId, call)
        before.copy(policies = if (rest == null) before.policies - key else before.policies + (key to rest))
    }
}

@Serializable
internal data class GetPolicyResponse(
    val policy: String,
    val revisionId: String,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html */
internal fun getPolicy(
    request: QualifiedFunctionRequest,
    call: LambdaCall,
): GetPolicyResponse {
    val found = call.function(request.functionName, request.qualifier)
    val policy = found.orNull()?.policies?.get(found.name.qualifier ?: LATEST) ?: throw LambdaFaults.noResource()
    return GetPolicyResponse(policy.document(), policy.revisionId)
}

private const val ACCOUNT = 12
