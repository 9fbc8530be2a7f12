package io.mockaws.services.iam.op

import io.mockaws.iam.ContextKeys
import io.mockaws.iam.MalformedPolicy
import io.mockaws.iam.Policy
import io.mockaws.iam.PolicyDocument
import io.mockaws.iam.PolicyKind
import io.mockaws.iam.Principal
import io.mockaws.iam.PrincipalPolicies
import io.mockaws.iam.ResourceSide
import io.mockaws.iam.Simulation
import io.mockaws.kit.Arn
import io.mockaws.kit.Tables
import io.mockaws.services.iam.principal.User
import io.mockaws.services.iam.state.GROUPS
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.IamFaults
import io.mockaws.services.iam.state.owners
import io.mockaws.services.iam.state.policyOrNull
import kotlinx.serialization.Serializable
import io.mockaws.services.iam.principal.Principal as IamPrincipal

/** What both operations ask. */
internal interface SimulatedRequest : Paged {
    val permissionsBoundaryPolicyInputList: List<String>
    val actionNames: List<String>
    val resourceArns: List<String>
    val resourcePolicy: String?
    val resourceOwner: String?
    val callerArn: String?
    val contextEntries: List<ContextEntry>
}

@Serializable
internal data class ContextEntry(
    val contextKeyName: String? = null,
    val contextKeyValues: List<String> = emptyList(),
)

@Serializable
internal data class SimulateCustomPolicyRequest(
    val policyInputList: List<String> = emptyList(),
    override val permissionsBoundaryPolicyInputList: List<String> = emptyList(),
    override val actionNames: List<String> = emptyList(),
    override val resourceArns: List<String> = emptyList(),
    override val resourcePolicy: String? = null,
    override val resourceOwner: String? = null,
    override val callerArn: String? = null,
    override val contextEntries: List<ContextEntry> = emptyList(),
    override val maxItems: Int? = null,
    override val marker: String? = null,
) : SimulatedRequest

@Serializable
internal data class SimulatePrincipalPolicyRequest(
    val policySourceArn: String? = null,
    val policyInputList: List<String> = emptyList(),
    override val permissionsBoundaryPolicyInputList: List<String> = emptyList(),
    override val actionNames: List<String> = emptyList(),
    override val resourceArns: List<String> = emptyList(),
    override val resourcePolicy: String? = null,
    override val resourceOwner: String? = null,
    override val callerArn: String? = null,
    override val contextEntries: List<ContextEntry> = emptyList(),
    override val maxItems: Int? = null,
    override val marker: String? = null,
) : SimulatedRequest

@Serializable
internal data class SimulatePolicyResponse(
    val evaluationResults: List<EvaluationResult>,
    val isTruncated: Boolean,
    val marker: String?,
)

@Serializable
internal data class EvaluationResult(
    val evalActionName: String,
    val evalResourceName: String,
    val evalDecision: String,
    val matchedStatements: List<MatchedStatement>,
    val missingContextValues: List<String>,
    val permissionsBoundaryDecisionDetail: PermissionsBoundaryDecisionDetail?,
)

/** Where in the text of a policy a statement stands is not told. */
@Serializable
internal data class MatchedStatement(
    val sourcePolicyId: String,
    val sourcePolicyType: String,
)

@Serializable
internal data class PermissionsBoundaryDecisionDetail(
    val allowedByPermissionsBoundary: Boolean,
)

@Serializable
internal data class ContextKeysForCustomPolicyRequest(
    val policyInputList: List<String> = emptyList(),
)

@Serializable
internal data class ContextKeysForPrincipalPolicyRequest(
    val policySourceArn: String? = null,
    val policyInputList: List<String> = emptyList(),
)

@Serializable
internal data class ContextKeysForPolicyResponse(
    val contextKeyNames: List<String>,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html */
internal fun simulateCustomPolicy(
    request: SimulateCustomPolicyRequest,
    call: IamCall,
): SimulatePolicyResponse {
    val policies = inputs(request.policyInputList)
    return simulate(request, policies, null, request.callerArn ?: call.caller.arn, call)
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
internal fun simulatePrincipalPolicy(
    request: SimulatePrincipalPolicyRequest,
    call: IamCall,
): SimulatePolicyResponse {
    val source = call.policiesAt(request.policySourceArn!!)
    val policies = source.policies + inputs(request.policyInputList)
    return simulate(request, policies, source.boundary, request.callerArn ?: request.policySourceArn, call)
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForCustomPolicy.html */
internal fun getContextKeysForCustomPolicy(
    request: ContextKeysForCustomPolicyRequest,
    @Suppress("UNUSED_PARAMETER") call: IamCall,
) = ContextKeysForPolicyResponse(ContextKeys.of(inputs(request.policyInputList).map { it.document }))

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForPrincipalPolicy.html */
internal fun getContextKeysForPrincipalPolicy(
    request: ContextKeysForPrincipalPolicyRequest,
    call: IamCall,
): ContextKeysForPolicyResponse {
    val all = call.policiesAt(request.policySourceArn!!).policies + inputs(request.policyInputList)
    return ContextKeysForPolicyResponse(ContextKeys.of(all.map { it.document }))
}

private fun simulate(
    request: SimulatedRequest,
    policies: List<Policy>,
    boundary: Policy?,
    callerArn: String,
    call: IamCall,
): SimulatePolicyResponse {
    val limit = inputs(request.permissionsBoundaryPolicyInputList).firstOrNull() ?: boundary
    val own = PrincipalPolicies(policies, limit)
    val caller = Arn.parse(callerArn) ?: throw IamFaults.invalid("Invalid ARN:  Could not be parsed!")
    // Without a resource's policy the root user is asked as anybody else: policies are what is tried.
    val principal = Principal(Principal.Type.USER, caller.account, callerArn)
    val owner = request.resourceOwner?.let { Arn.parse(it)?.account ?: it } ?: caller.account
    val side =
        request.resourcePolicy?.let { ResourceSide(owner, Policy("ResourcePolicy", document(it))) }
            ?: ResourceSide()
    val context = request.contextEntries.associate { it.contextKeyName.orEmpty() to it.contextKeyValues }
    val simulation = Simulation(principal, own, side, context)
    val targets = request.resourceArns.ifEmpty { listOf("*") }
    val pairs = request.actionNames.flatMap { action -> targets.map { action to it } }
    val page = page(request, pairs.withIndex().toList(), pairs) { "${it.index}" }
    val results = page.items.map { (_, pair) ->
        result(simulation.of(pair.first, pair.second), pair.first, pair.second)
    }
    return SimulatePolicyResponse(results, page.nextToken != null, page.nextToken)
}

private fun result(
    result: Simulation.Result,
    action: String,
    resource: String,
) = EvaluationResult(
    action,
    resource,
    result.decision,
    result.matched.map {
        MatchedStatement(
            it.policy,
            if (it.kind ==
                PolicyKind.RESOURCE
            ) {
                "Resource Policy"
            } else {
                "IAM Policy"
            }
        )
    },
    result.missing,
    result.isWithinBoundary?.let(::PermissionsBoundaryDecisionDetail),
)

/** What policies a principal or a group has. */
private class SourcePolicies(
    val policies: List<Policy>,
    val boundary: Policy?,
)

private fun IamCall.policiesAt(arn: String): SourcePolicies {
    val tables = state.now
    val owner =
        tables.owners().firstOrNull { it.arn == arn }
            ?: throw IamFaults.noSuch("The entity with ARN $arn cannot be found.")
    val groups = (owner as? User)?.groups.orEmpty().mapNotNull { tables[GROUPS][it] }
    val owners = listOf(owner) + groups
    val inline = owners.flatMap { it.inline.entries }.map { (name, json) -> Policy(name, document(json)) }
    val managed = owners.flatMap { it.attached }.distinct().mapNotNull { tables.named(it) }
    return SourcePolicies(inline + managed, (owner as? IamPrincipal<*>)?.boundary?.let { tables.named(it) })
}

private fun Tables.named(arn: String): Policy? = policyOrNull(arn)?.let { Policy(arn, document(it.default.document)) }

private fun inputs(list: List<String>): List<Policy> =
    list.mapIndexed { index, json -> Policy("PolicyInputList.${index + 1}", document(json)) }

private fun document(json: String): PolicyDocument =
    try {
        PolicyDocument.of(json)
    } catch (malformed: MalformedPolicy) {
        throw IamFaults.invalidInput(malformed.message)
    }
