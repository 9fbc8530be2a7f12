package io.mockaws.services.iam.op

import io.mockaws.services.iam.principal.Group
import io.mockaws.services.iam.state.EntityKind
import io.mockaws.services.iam.state.GROUPS
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.IamFaults
import io.mockaws.services.iam.state.USERS
import io.mockaws.services.iam.state.all
import io.mockaws.services.iam.state.arnOf
import io.mockaws.services.iam.state.checkNew
import io.mockaws.services.iam.state.checkedPath
import io.mockaws.services.iam.state.find
import io.mockaws.services.iam.state.newId
import io.mockaws.services.iam.state.put
import io.mockaws.services.iam.state.second
import kotlinx.serialization.Serializable

@Serializable
internal data class CreateGroupRequest(
    val groupName: String,
    val path: String? = null,
)

@Serializable
internal data class CreateGroupResponse(
    val group: GroupView,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html */
internal fun createGroup(
    request: CreateGroupRequest,
    call: IamCall,
): CreateGroupResponse {
    val path = checkedPath(request.path)
    val group =
        call.state.write {
            checkNew(EntityKind.GROUP, request.groupName)
            Group(
                call.newId(EntityKind.GROUP.prefix),
                request.groupName,
                path,
                call.arnOf(EntityKind.GROUP, path, request.groupName),
                call.second(),
            ).also { put(EntityKind.GROUP, it) }
        }
    return CreateGroupResponse(GroupView(group))
}

@Serializable
internal data class GetGroupRequest(
    val groupName: String,
    override val marker: String? = null,
    override val maxItems: Int? = null,
) : Paged

@Serializable
internal data class GetGroupResponse(
    val group: GroupView,
    val users: List<UserView>,
    val isTruncated: Boolean,
    val marker: String?,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroup.html */
internal fun getGroup(
    request: GetGroupRequest,
    call: IamCall,
): GetGroupResponse {
    val tables = call.state.now
    val group = tables.find(EntityKind.GROUP, request.groupName)
    val page = page(request, tables.all(EntityKind.USER).filter { group.id in it.groups }, "group ${group.id}")
    val users = page.items.map { UserView.of(it, isWhole = false) }
    return GetGroupResponse(GroupView(group), users, page.nextToken != null, page.nextToken)
}

@Serializable
internal data class UpdateGroupRequest(
    val groupName: String,
    val newPath: String? = null,
    val newGroupName: String? = null,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateGroup.html */
internal fun updateGroup(
    request: UpdateGroupRequest,
    call: IamCall,
) {
    call.state.write {
        val group = find(EntityKind.GROUP, request.groupName)
        val name = request.newGroupName ?: group.name
        val path = request.newPath?.let(::checkedPath) ?: group.path
        if (!name.equals(group.name, ignoreCase = true)) checkNew(EntityKind.GROUP, name)
        put(EntityKind.GROUP, group.copy(name = name, path = path, arn = call.arnOf(EntityKind.GROUP, path, name)))
    }
}

@Serializable
internal data class GroupNameRequest(
    val groupName: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroup.html */
internal fun deleteGroup(
    request: GroupNameRequest,
    call: IamCall,
) {
    call.state.write {
        val group = find(EntityKind.GROUP, request.groupName)
        val conflict =
            when {
                this[USERS].values.any { group.id in it.groups } -> "remove users from group"
                group.attached.isNotEmpty() -> "detach all policies"
                group.inline.isNotEmpty() -> "delete policies"
                else -> null
            }
        if (conflict != null) throw IamFaults.conflict("Cannot delete entity, must $conflict first.")
        remove(GROUPS, group.id)
    }
}

@Serializable
internal data class ListGroupsResponse(
    val groups: List<GroupView>,
    val isTruncated: Boolean,
    val marker: String?,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroups.html */
internal fun listGroups(
    request: ListByPathRequest,
    call: IamCall,
): ListGroupsResponse {
    val all = call.state.now.all(EntityKind.GROUP, request.pathPrefix)
    val page = page(request, all, "groups ${request.pathPrefix}")
    return ListGroupsResponse(page.items.map(::GroupView), page.nextToken != null, page.nextToken)
}

@Serializable
internal data class ListOfUserRequest(
    val userName: String? = null,
    override val marker: String? = null,
    override val maxItems: Int? = null,
) : Paged

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupsForUser.html */
internal fun listGroupsForUser(
    request: ListOfUserRequest,
    call: IamCall,
): ListGroupsResponse {
    val tables = call.state.now
    val user = tables.find(EntityKind.USER, request.userName!!)
    val page = page(request, user.groups.mapNotNull { tables[GROUPS][it] }, "groups of ${user.id}")
    return ListGroupsResponse(page.items.map(::GroupView), page.nextToken != null, page.nextToken)
}

@Serializable
internal data class MembershipRequest(
    val groupName: String,
    val userName: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddUserToGroup.html */
internal fun addUserToGroup(
    request: MembershipRequest,
    call: IamCall,
) {
    call.state.write {
        val user = find(EntityKind.USER, request.userName)
        val group = find(EntityKind.GROUP, request.groupName)
        if (group.id in user.groups) return@write
        if (user.groups.size >= GROUPS_PER_USER) throw IamFaults.quota("GroupsPerUser", GROUPS_PER_USER)
        put(EntityKind.USER, user.copy(groups = user.groups + group.id))
    }
}

/**
 * Nothing happens where the user is not in the group, as was seen of AWS: https://github.com/cloud-custodian/cloud-custodian/pull/4730.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveUserFromGroup.html
 */
internal fun removeUserFromGroup(
    request: MembershipRequest,
    call: IamCall,
) {
    call.state.write {
        val group = find(EntityKind.GROUP, request.groupName)
        val user = find(EntityKind.USER, request.userName)
        put(EntityKind.USER, user.copy(groups = user.groups - group.id))
    }
}

internal const val GROUPS_PER_USER = 10
