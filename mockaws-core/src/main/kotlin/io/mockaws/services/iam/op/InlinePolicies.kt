package io.mockaws.services.iam.op

import io.mockaws.iam.PolicyCheck
import io.mockaws.kit.Page
import io.mockaws.services.iam.principal.PolicyOwner
import io.mockaws.services.iam.principal.Role
import io.mockaws.services.iam.state.EntityKind
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.IamFaults
import io.mockaws.services.iam.state.change
import io.mockaws.services.iam.state.find
import kotlinx.serialization.Serializable

/** How many characters all inline policies of one may have. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
private val sizes = mapOf("user" to 2048, "group" to 5120, "role" to 10_240)

internal fun <T : PolicyOwner<T>> IamCall.putInline(
    kind: EntityKind<T>,
    owner: String,
    name: String,
    document: String,
) {
    PolicyCheck.ofInline(document)?.let { throw IamFaults.malformedPolicy(it) }
    change(kind, owner) { found ->
        if (found is Role) checkUnlinked(found)
        val inline = found.inline + (name to document)
        val most = sizes.getValue(kind.noun)
        if (inline.values.sumOf(::sizeOf) > most) {
            throw IamFaults.limit("Maximum policy size of $most bytes exceeded for ${kind.noun} ${found.name}")
        }
        found.with(inline = inline)
    }
}

private fun <T : PolicyOwner<T>> IamCall.inline(
    kind: EntityKind<T>,
    owner: String,
    name: String,
): String =
    state.now.find(kind, owner).inline[name]?.let(::encoded) ?: throw noSuchInline(kind, name)

private fun noSuchInline(
    kind: EntityKind<*>,
    name: String,
) = IamFaults.noSuch("The ${kind.noun} policy with name $name cannot be found.")

private fun <T : PolicyOwner<T>> IamCall.deleteInline(
    kind: EntityKind<T>,
    owner: String,
    name: String,
) {
    change(kind, owner) { found ->
        if (found is Role) checkUnlinked(found)
        if (name !in found.inline) throw noSuchInline(kind, name)
        found.with(inline = found.inline - name)
    }
}

private fun <T : PolicyOwner<T>> IamCall.listInline(
    kind: EntityKind<T>,
    owner: String,
    request: Paged,
): ListPolicyNamesResponse {
    val found = state.now.find(kind, owner)
    val page: Page<String> = page(request, found.inline.keys.sorted(), "inline ${found.id}") { it }
    return ListPolicyNamesResponse(page.items, page.nextToken != null, page.nextToken)
}

@Serializable
internal data class ListPolicyNamesResponse(
    val policyNames: List<String>,
    val isTruncated: Boolean,
    val marker: String?,
)

@Serializable
internal data class PutUserPolicyRequest(
    val userName: String,
    val policyName: String,
    val policyDocument: String,
)

@Serializable
internal data class PutGroupPolicyRequest(
    val groupName: String,
    val policyName: String,
    val policyDocument: String,
)

@Serializable
internal data class PutRolePolicyRequest(
    val roleName: String,
    val policyName: String,
    val policyDocument: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html */
internal fun putUserPolicy(
    request: PutUserPolicyRequest,
    call: IamCall,
) = call.putInline(EntityKind.USER, request.userName, request.policyName, request.policyDocument)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutGroupPolicy.html */
internal fun putGroupPolicy(
    request: PutGroupPolicyRequest,
    call: IamCall,
) = call.putInline(EntityKind.GROUP, request.groupName, request.policyName, request.policyDocument)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
internal fun putRolePolicy(
    request: PutRolePolicyRequest,
    call: IamCall,
) = call.putInline(EntityKind.ROLE, request.roleName, request.policyName, request.policyDocument)

@Serializable
internal data class UserPolicyRequest(
    val userName: String,
    val policyName: String,
)

@Serializable
internal data class GroupPolicyRequest(
    val groupName: String,
    val policyName: String,
)

@Serializable
internal data class RolePolicyRequest(
    val roleName: String,
    val policyName: String,
)

@Serializable
internal data class GetUserPolicyResponse(
    val userName: String,
    val policyName: String,
    val policyDocument: String,
)

@Serializable
internal data class GetGroupPolicyResponse(
    val groupName: String,
    val policyName: String,
    val policyDocument: String,
)

@Serializable
internal data class GetRolePolicyResponse(
    val roleName: String,
    val policyName: String,
    val policyDocument: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUserPolicy.html */
internal fun getUserPolicy(
    request: UserPolicyRequest,
    call: IamCall,
): GetUserPolicyResponse =
    call.inline(EntityKind.USER, request.userName, request.policyName)
        .let { GetUserPolicyResponse(request.userName, request.policyName, it) }

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroupPolicy.html */
internal fun getGroupPolicy(
    request: GroupPolicyRequest,
    call: IamCall,
): GetGroupPolicyResponse =
    call.inline(EntityKind.GROUP, request.groupName, request.policyName)
        .let { GetGroupPolicyResponse(request.groupName, request.policyName, it) }

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
internal fun getRolePolicy(
    request: RolePolicyRequest,
    call: IamCall,
): GetRolePolicyResponse =
    call.inline(EntityKind.ROLE, request.roleName, request.policyName)
        .let { GetRolePolicyResponse(request.roleName, request.policyName, it) }

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPolicy.html */
internal fun deleteUserPolicy(
    request: UserPolicyRequest,
    call: IamCall,
) = call.deleteInline(EntityKind.USER, request.userName, request.policyName)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroupPolicy.html */
internal fun deleteGroupPolicy(
    request: GroupPolicyRequest,
    call: IamCall,
) = call.deleteInline(EntityKind.GROUP, request.groupName, request.policyName)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html */
internal fun deleteRolePolicy(
    request: RolePolicyRequest,
    call: IamCall,
) = call.deleteInline(EntityKind.ROLE, request.roleName, request.policyName)

@Serializable
internal data class ListOfGroupRequest(
    val groupName: String,
    override val marker: String? = null,
    override val maxItems: Int? = null,
) : Paged

@Serializable
internal data class ListOfRoleRequest(
    val roleName: String,
    override val marker: String? = null,
    override val maxItems: Int? = null,
) : Paged

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserPolicies.html */
internal fun listUserPolicies(
    request: ListOfUserRequest,
    call: IamCall,
): ListPolicyNamesResponse = call.listInline(EntityKind.USER, request.userName!!, request)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupPolicies.html */
internal fun listGroupPolicies(
    request: ListOfGroupRequest,
    call: IamCall,
): ListPolicyNamesResponse = call.listInline(EntityKind.GROUP, request.groupName, request)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html */
internal fun listRolePolicies(
    request: ListOfRoleRequest,
    call: IamCall,
): ListPolicyNamesResponse = call.listInline(EntityKind.ROLE, request.roleName, request)
