package io.mockaws.services.iam.op

import io.mockaws.services.iam.principal.Entity
import io.mockaws.services.iam.principal.Group
import io.mockaws.services.iam.principal.PolicyOwner
import io.mockaws.services.iam.principal.Principal
import io.mockaws.services.iam.principal.Role
import io.mockaws.services.iam.principal.User
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.owners
import io.mockaws.services.iam.state.policy
import kotlinx.serialization.Serializable

@Serializable
internal data class ListEntitiesForPolicyRequest(
    val policyArn: String,
    val entityFilter: String? = null,
    val pathPrefix: String? = null,
    val policyUsageFilter: String? = null,
    override val marker: String? = null,
    override val maxItems: Int? = null,
) : Paged

@Serializable
internal data class ListEntitiesForPolicyResponse(
    val policyGroups: List<PolicyGroup>,
    val policyUsers: List<PolicyUser>,
    val policyRoles: List<PolicyRole>,
    val isTruncated: Boolean,
    val marker: String?,
)

@Serializable
internal data class PolicyGroup(
    val groupName: String,
    val groupId: String,
)

@Serializable
internal data class PolicyUser(
    val userName: String,
    val userId: String,
)

@Serializable
internal data class PolicyRole(
    val roleName: String,
    val roleId: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html */
internal fun listEntitiesForPolicy(
    request: ListEntitiesForPolicyRequest,
    call: IamCall,
): ListEntitiesForPolicyResponse {
    val tables = call.state.now
    val policy = tables.policy(request.policyArn)
    val found =
        tables.owners().filter {
            it.uses(policy.arn, request.policyUsageFilter) && it.isOf(request.entityFilter) &&
                it.path.startsWith(request.pathPrefix ?: "/")
        }
    val query = request.copy(marker = null, maxItems = null)
    val sorted = found.sortedWith(compareBy({ it.javaClass.simpleName }, { it.name }))
    val page = page(request, sorted, query) { it.id }
    val items: List<Entity> = page.items
    return ListEntitiesForPolicyResponse(
        items.filterIsInstance<Group>().map { PolicyGroup(it.name, it.id) },
        items.filterIsInstance<User>().map { PolicyUser(it.name, it.id) },
        items.filterIsInstance<Role>().map { PolicyRole(it.name, it.id) },
        page.nextToken != null,
        page.nextToken,
    )
}

private fun PolicyOwner<*>.uses(
    arn: String,
    usage: String?,
): Boolean {
    val isBoundary = (this as? Principal<*>)?.boundary == arn
    return when (usage) {
        "PermissionsPolicy" -> arn in attached
        "PermissionsBoundary" -> isBoundary
        else -> arn in attached || isBoundary
    }
}

private fun Entity.isOf(filter: String?): Boolean =
    when (filter) {
        "User" -> this is User

        "Role" -> this is Role

        "Group" -> this is Group

        // The other two are kinds of policies, and say nothing of who uses one.
        else -> true
    }
