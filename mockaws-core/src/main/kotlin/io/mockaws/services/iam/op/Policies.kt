package io.mockaws.services.iam.op

import io.mockaws.iam.PolicyCheck
import io.mockaws.kit.Arn
import io.mockaws.kit.Tables
import io.mockaws.services.iam.policy.AwsManagedPolicies
import io.mockaws.services.iam.policy.ManagedPolicy
import io.mockaws.services.iam.policy.PolicyVersion
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.IamFaults
import io.mockaws.services.iam.state.POLICIES
import io.mockaws.services.iam.state.attachmentsOf
import io.mockaws.services.iam.state.boundariesOf
import io.mockaws.services.iam.state.checkedPath
import io.mockaws.services.iam.state.iamArn
import io.mockaws.services.iam.state.newId
import io.mockaws.services.iam.state.ownPolicy
import io.mockaws.services.iam.state.policy
import io.mockaws.services.iam.state.second
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class PolicyView(
    val policyName: String,
    val policyId: String,
    val arn: String,
    val path: String,
    val defaultVersionId: String,
    val attachmentCount: Int,
    val permissionsBoundaryUsageCount: Int,
    val isAttachable: Boolean,
    val description: String?,
    val createDate: Instant,
    val updateDate: Instant,
    val tags: List<Tag>?,
) {
    companion object {
        /** @param isWhole whether it is shown as GetPolicy shows it: lists leave the description and the tags out */
        fun of(
            policy: ManagedPolicy,
            tables: Tables,
            isWhole: Boolean = true,
        ): PolicyView =
            PolicyView(
                policy.name,
                policy.id,
                policy.arn,
                policy.path,
                policy.defaultVersion,
                tables.attachmentsOf(policy.arn),
                tables.boundariesOf(policy.arn),
                isAttachable = true,
                policy.description.takeIf { isWhole },
                policy.createdAt,
                policy.updatedAt,
                tagsView(policy.tags).takeIf { isWhole },
            )
    }
}

@Serializable
internal data class CreatePolicyRequest(
    val policyName: String,
    val policyDocument: String,
    val path: String? = null,
    val description: String? = null,
    val tags: List<Tag> = emptyList(),
)

@Serializable
internal data class PolicyResponse(
    val policy: PolicyView,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
internal fun createPolicy(
    request: CreatePolicyRequest,
    call: IamCall,
): PolicyResponse {
    val path = checkedPath(request.path)
    val tags = tagged(emptyMap(), request.tags)
    checkManagedPolicy(request.policyDocument)
    val now = call.second()
    val arn = call.iamArn("policy$path${request.policyName}")
    return call.state.write {
        val all = this[POLICIES]
        if (all.values.any { it.name.equals(request.policyName, ignoreCase = true) }) {
            throw IamFaults.exists(
                "A policy called ${request.policyName} already exists. Duplicate names are not allowed."
            )
        }
        if (all.size >= POLICIES_PER_ACCOUNT) throw IamFaults.quota("PoliciesPerAccount", POLICIES_PER_ACCOUNT)
        val policy =
            ManagedPolicy(
                id = call.newId("ANPA"),
                name = request.policyName,
                path = path,
                arn = arn,
                createdAt = now,
                updatedAt = now,
                description = request.description,
                versions = listOf(PolicyVersion("v1", request.policyDocument, now)),
                defaultVersion = "v1",
                next = 2,
                tags = tags,
            )
        this[POLICIES, arn] = policy
        PolicyResponse(PolicyView.of(policy, this).copy(description = null))
    }
}

/** Refuses what cannot be a customer's managed policy. */
internal fun checkManagedPolicy(document: String) {
    PolicyCheck.ofManaged(document)?.let { throw IamFaults.malformedPolicy(it) }
    if (sizeOf(document) > MANAGED_POLICY_SIZE) throw IamFaults.quota("PolicySize", MANAGED_POLICY_SIZE)
}

/** White space does not count. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
internal fun sizeOf(document: String): Int = document.count { !it.isWhitespace() }

@Serializable
internal data class PolicyArnRequest(
    val policyArn: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html */
internal fun getPolicy(
    request: PolicyArnRequest,
    call: IamCall,
): PolicyResponse {
    val tables = call.state.now
    return PolicyResponse(PolicyView.of(tables.policy(request.policyArn), tables))
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html */
internal fun deletePolicy(
    request: PolicyArnRequest,
    call: IamCall,
) {
    call.state.write {
        val policy = ownPolicy(request.policyArn, call)
        if (attachmentsOf(policy.arn) > 0 || boundariesOf(policy.arn) > 0) {
            throw IamFaults.conflict("Cannot delete a policy attached to entities.")
        }
        if (policy.versions.size > 1) {
            throw IamFaults.conflict(
                "This policy has more than one version. Before you delete a policy, you must delete the policy's " +
                    "versions. The default version is deleted with the policy."
            )
        }
        remove(POLICIES, policy.arn)
    }
}

@Serializable
internal data class ListPoliciesRequest(
    val scope: String? = null,
    val onlyAttached: Boolean? = null,
    val pathPrefix: String? = null,
    val policyUsageFilter: String? = null,
    override val marker: String? = null,
    override val maxItems: Int? = null,
) : Paged

@Serializable
internal data class ListPoliciesResponse(
    val policies: List<PolicyView>,
    val isTruncated: Boolean,
    val marker: String?,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html */
internal fun listPolicies(
    request: ListPoliciesRequest,
    call: IamCall,
): ListPoliciesResponse {
    val tables = call.state.now
    val own = tables[POLICIES].values.sortedBy { it.name }
    val ofAws by lazy { AwsManagedPolicies.all(Arn.partitionOf(call.region)) }
    val all =
        when (request.scope) {
            "AWS" -> ofAws
            "Local" -> own
            else -> own + ofAws
        }
    val found =
        all.filter { policy ->
            policy.path.startsWith(request.pathPrefix ?: "/") &&
                (request.onlyAttached != true || tables.attachmentsOf(policy.arn) > 0) &&
                isUsed(policy, request.policyUsageFilter, tables)
        }
    val page = page(request, found, request.copy(marker = null, maxItems = null)) { it.arn }
    return ListPoliciesResponse(
        page.items.map { PolicyView.of(it, tables, isWhole = false) },
        page.nextToken != null,
        page.nextToken,
    )
}

private fun isUsed(
    policy: ManagedPolicy,
    filter: String?,
    tables: Tables,
): Boolean =
    when (filter) {
        "PermissionsPolicy" -> tables.attachmentsOf(policy.arn) > 0
        "PermissionsBoundary" -> tables.boundariesOf(policy.arn) > 0
        else -> true
    }

private const val POLICIES_PER_ACCOUNT = 1500
private const val MANAGED_POLICY_SIZE = 6144
