package io.mockaws.services.iam.op

import io.mockaws.kit.Tables
import io.mockaws.services.iam.principal.PolicyOwner
import io.mockaws.services.iam.principal.Role
import io.mockaws.services.iam.state.EntityKind
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.IamFaults
import io.mockaws.services.iam.state.change
import io.mockaws.services.iam.state.checkArn
import io.mockaws.services.iam.state.find
import io.mockaws.services.iam.state.policyOrNull
import kotlinx.serialization.Serializable

/** How many managed policies may be attached to one, and what the quota is called. */
private const val MOST_ATTACHED = 10
private val quotas = mapOf("user" to "PoliciesPerUser", "group" to "PoliciesPerGroup", "role" to "PoliciesPerRole")

internal fun <T : PolicyOwner<T>> IamCall.attach(
    kind: EntityKind<T>,
    owner: String,
    arn: String,
) {
    checkArn(arn)
    change(kind, owner) { found ->
        if (found is Role) checkUnlinked(found)
        policyOrNull(arn) ?: throw IamFaults.notAttachable(arn)
        if (arn in found.attached) return@change found
        if (found.attached.size >= MOST_ATTACHED) throw IamFaults.quota(quotas.getValue(kind.noun), MOST_ATTACHED)
        found.with(attached = found.attached + arn)
    }
}

private fun <T : PolicyOwner<T>> IamCall.detach(
    kind: EntityKind<T>,
    owner: String,
    arn: String,
) {
    checkArn(arn)
    change(kind, owner) { found ->
        if (found is Role) checkUnlinked(found)
        if (arn !in found.attached) throw IamFaults.noSuchPolicy(arn)
        found.with(attached = found.attached - arn)
    }
}

private fun <T : PolicyOwner<T>> IamCall.attached(
    kind: EntityKind<T>,
    owner: String,
    pathPrefix: String?,
    request: Paged,
): ListAttachedPoliciesResponse {
    val tables = state.now
    val found = tables.find(kind, owner)
    val page = page(request, tables.attachedTo(found, pathPrefix), "attached ${found.id} $pathPrefix") { it.policyArn }
    return ListAttachedPoliciesResponse(page.items, page.nextToken != null, page.nextToken)
}

/** The managed policies of [owner] with a path that begins with [pathPrefix]. */
internal fun Tables.attachedTo(
    owner: PolicyOwner<*>,
    pathPrefix: String? = null,
): List<AttachedPolicy> =
    owner.attached.map { AttachedPolicy(it.substringAfterLast('/'), it) }
        .filter { pathOf(it).startsWith(pathPrefix ?: "/") }

private fun pathOf(policy: AttachedPolicy): String =
    policy.policyArn.substringAfter(":policy").removeSuffix(policy.policyName)

@Serializable
internal data class AttachedPolicy(
    val policyName: String,
    val policyArn: String,
)

@Serializable
internal data class ListAttachedPoliciesResponse(
    val attachedPolicies: List<AttachedPolicy>,
    val isTruncated: Boolean,
    val marker: String?,
)

@Serializable
internal data class UserAttachmentRequest(
    val userName: String,
    val policyArn: String,
)

@Serializable
internal data class GroupAttachmentRequest(
    val groupName: String,
    val policyArn: String,
)

@Serializable
internal data class RoleAttachmentRequest(
    val roleName: String,
    val policyArn: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html */
internal fun attachUserPolicy(
    request: UserAttachmentRequest,
    call: IamCall,
) = call.attach(EntityKind.USER, request.userName, request.policyArn)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachGroupPolicy.html */
internal fun attachGroupPolicy(
    request: GroupAttachmentRequest,
    call: IamCall,
) = call.attach(EntityKind.GROUP, request.groupName, request.policyArn)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html */
internal fun attachRolePolicy(
    request: RoleAttachmentRequest,
    call: IamCall,
) = call.attach(EntityKind.ROLE, request.roleName, request.policyArn)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachUserPolicy.html */
internal fun detachUserPolicy(
    request: UserAttachmentRequest,
    call: IamCall,
) = call.detach(EntityKind.USER, request.userName, request.policyArn)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachGroupPolicy.html */
internal fun detachGroupPolicy(
    request: GroupAttachmentRequest,
    call: IamCall,
) = call.detach(EntityKind.GROUP, request.groupName, request.policyArn)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html */
internal fun detachRolePolicy(
    request: RoleAttachmentRequest,
    call: IamCall,
) = call.detach(EntityKind.ROLE, request.roleName, request.policyArn)

@Serializable
internal data class ListAttachedUserPoliciesRequest(
    val userName: String,
    val pathPrefix: String? = null,
    override val marker: String? = null,
    override val maxItems: Int? = null,
) : Paged

@Serializable
internal data class ListAttachedGroupPoliciesRequest(
    val groupName: String,
    val pathPrefix: String? = null,
    override val marker: String? = null,
    override val maxItems: Int? = null,
) : Paged

@Serializable
internal data class ListAttachedRolePoliciesRequest(
    val roleName: String,
    val pathPrefix: String? = null,
    override val marker: String? = null,
    override val maxItems: Int? = null,
) : Paged

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedUserPolicies.html */
internal fun listAttachedUserPolicies(
    request: ListAttachedUserPoliciesRequest,
    call: IamCall,
): ListAttachedPoliciesResponse = call.attached(EntityKind.USER, request.userName, request.pathPrefix, request)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedGroupPolicies.html */
internal fun listAttachedGroupPolicies(
    request: ListAttachedGroupPoliciesRequest,
    call: IamCall,
): ListAttachedPoliciesResponse = call.attached(EntityKind.GROUP, request.groupName, request.pathPrefix, request)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html */
internal fun listAttachedRolePolicies(
    request: ListAttachedRolePoliciesRequest,
    call: IamCall,
): ListAttachedPoliciesResponse = call.attached(EntityKind.ROLE, request.roleName, request.pathPrefix, request)
