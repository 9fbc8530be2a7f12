package io.mockaws.services.iam.op

import io.mockaws.kit.Arn
import io.mockaws.kit.Tables
import io.mockaws.services.iam.policy.AwsManagedPolicies
import io.mockaws.services.iam.policy.ManagedPolicy
import io.mockaws.services.iam.principal.Group
import io.mockaws.services.iam.principal.Role
import io.mockaws.services.iam.principal.User
import io.mockaws.services.iam.state.EntityKind
import io.mockaws.services.iam.state.GROUPS
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.POLICIES
import io.mockaws.services.iam.state.all
import io.mockaws.services.iam.state.attachmentsOf
import io.mockaws.services.iam.state.boundariesOf
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class GetAccountAuthorizationDetailsRequest(
    val filter: List<String> = emptyList(),
    override val marker: String? = null,
    override val maxItems: Int? = null,
) : Paged

@Serializable
internal data class GetAccountAuthorizationDetailsResponse(
    val userDetailList: List<UserDetail>,
    val groupDetailList: List<GroupDetail>,
    val roleDetailList: List<RoleDetail>,
    val policies: List<ManagedPolicyDetail>,
    val isTruncated: Boolean,
    val marker: String?,
)

@Serializable
internal data class PolicyDetail(
    val policyName: String,
    val policyDocument: String,
)

@Serializable
internal data class UserDetail(
    val path: String,
    val userName: String,
    val userId: String,
    val arn: String,
    val createDate: Instant,
    val userPolicyList: List<PolicyDetail>?,
    val groupList: List<String>,
    val attachedManagedPolicies: List<AttachedPolicy>,
    val permissionsBoundary: AttachedPermissionsBoundary?,
    val tags: List<Tag>?,
)

@Serializable
internal data class GroupDetail(
    val path: String,
    val groupName: String,
    val groupId: String,
    val arn: String,
    val createDate: Instant,
    val groupPolicyList: List<PolicyDetail>,
    val attachedManagedPolicies: List<AttachedPolicy>,
)

@Serializable
internal data class RoleDetail(
    val path: String,
    val roleName: String,
    val roleId: String,
    val arn: String,
    val createDate: Instant,
    val assumeRolePolicyDocument: String,
    val instanceProfileList: List<InstanceProfileView>,
    val rolePolicyList: List<PolicyDetail>,
    val attachedManagedPolicies: List<AttachedPolicy>,
    val permissionsBoundary: AttachedPermissionsBoundary?,
    val tags: List<Tag>?,
    val roleLastUsed: RoleLastUsed,
)

@Serializable
internal data class ManagedPolicyDetail(
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
    val policyVersionList: List<PolicyVersionView>,
)

/** Policies of AWS's own are shown where they are attached. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html */
internal fun getAccountAuthorizationDetails(
    request: GetAccountAuthorizationDetailsRequest,
    call: IamCall,
): GetAccountAuthorizationDetailsResponse {
    val tables = call.state.now

    fun isWanted(kind: String) = request.filter.isEmpty() || kind in request.filter
    val all =
        buildList<Any> {
            if (isWanted("User")) addAll(tables.all(EntityKind.USER))
            if (isWanted("Group")) addAll(tables.all(EntityKind.GROUP))
            if (isWanted("Role")) addAll(tables.all(EntityKind.ROLE))
            if (isWanted("LocalManagedPolicy")) addAll(tables[POLICIES].values.sortedBy { it.name })
            if (isWanted("AWSManagedPolicy")) {
                addAll(AwsManagedPolicies.all(Arn.partitionOf(call.region)).filter { tables.isUsed(it) })
            }
        }
    val page = page(request, all, "details ${request.filter}", ::idOf)
    return GetAccountAuthorizationDetailsResponse(
        page.items.filterIsInstance<User>().map { tables.detail(it) },
        page.items.filterIsInstance<Group>().map { tables.detail(it) },
        page.items.filterIsInstance<Role>().map { call.detail(it, tables) },
        page.items.filterIsInstance<ManagedPolicy>().map { tables.detail(it) },
        page.nextToken != null,
        page.nextToken,
    )
}

private fun Tables.isUsed(policy: ManagedPolicy): Boolean =
    attachmentsOf(policy.arn) > 0 || boundariesOf(policy.arn) > 0

private fun idOf(thing: Any): String =
    when (thing) {
        is User -> thing.id
        is Group -> thing.id
        is Role -> thing.id
        else -> (thing as ManagedPolicy).id
    }

private fun details(inline: Map<String, String>): List<PolicyDetail> =
    inline.map { (name, document) -> PolicyDetail(name, encoded(document)) }

private fun Tables.detail(user: User): UserDetail =
    UserDetail(
        user.path,
        user.name,
        user.id,
        user.arn,
        user.createdAt,
        details(user.inline).ifEmpty { null },
        user.groups.mapNotNull { this[GROUPS][it]?.name },
        attachedTo(user),
        boundaryView(user.boundary),
        tagsView(user.tags),
    )

private fun Tables.detail(group: Group): GroupDetail =
    GroupDetail(
        group.path,
        group.name,
        group.id,
        group.arn,
        group.createdAt,
        details(group.inline),
        attachedTo(group),
    )

private fun IamCall.detail(
    role: Role,
    tables: Tables,
): RoleDetail =
    RoleDetail(
        role.path,
        role.name,
        role.id,
        role.arn,
        role.createdAt,
        encoded(role.trustPolicy),
        tables.all(EntityKind.INSTANCE_PROFILE).filter {
            it.role == role.id
        }.map { InstanceProfileView.of(it, tables) },
        details(role.inline),
        tables.attachedTo(role),
        boundaryView(role.boundary),
        tagsView(role.tags),
        lastUseOf(role) ?: RoleLastUsed(),
    )

private fun Tables.detail(policy: ManagedPolicy): ManagedPolicyDetail =
    ManagedPolicyDetail(
        policy.name,
        policy.id,
        policy.arn,
        policy.path,
        policy.defaultVersion,
        attachmentsOf(policy.arn),
        boundariesOf(policy.arn),
        isAttachable = true,
        policy.description,
        policy.createdAt,
        policy.updatedAt,
        policy.versions.asReversed().map { policy.view(it, isWhole = true) },
    )
