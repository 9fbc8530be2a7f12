package io.mockaws.services.iam.op

import io.mockaws.iam.PolicyCheck
import io.mockaws.kit.Tables
import io.mockaws.services.iam.principal.Role
import io.mockaws.services.iam.state.EntityKind
import io.mockaws.services.iam.state.INSTANCE_PROFILES
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.IamFaults
import io.mockaws.services.iam.state.all
import io.mockaws.services.iam.state.arnOf
import io.mockaws.services.iam.state.change
import io.mockaws.services.iam.state.checkNew
import io.mockaws.services.iam.state.checkedPath
import io.mockaws.services.iam.state.find
import io.mockaws.services.iam.state.newId
import io.mockaws.services.iam.state.put
import io.mockaws.services.iam.state.second
import kotlinx.serialization.Serializable

@Serializable
internal data class CreateRoleRequest(
    val roleName: String,
    val assumeRolePolicyDocument: String,
    val path: String? = null,
    val description: String? = null,
    val maxSessionDuration: Int? = null,
    val permissionsBoundary: String? = null,
    val tags: List<Tag> = emptyList(),
)

@Serializable
internal data class RoleResponse(
    val role: RoleView,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
internal fun createRole(
    request: CreateRoleRequest,
    call: IamCall,
): RoleResponse {
    val path = checkedPath(request.path)
    val tags = tagged(emptyMap(), request.tags)
    checkTrustPolicy(request.assumeRolePolicyDocument)
    val role =
        call.state.write {
            checkNew(EntityKind.ROLE, request.roleName)
            request.permissionsBoundary?.let { checkBoundary(it) }
            Role(
                id = call.newId(EntityKind.ROLE.prefix),
                name = request.roleName,
                path = path,
                arn = call.arnOf(EntityKind.ROLE, path, request.roleName),
                createdAt = call.second(),
                trustPolicy = request.assumeRolePolicyDocument,
                description = request.description,
                maxSessionDuration = request.maxSessionDuration ?: Role.USUAL_DURATION,
                boundary = request.permissionsBoundary,
                tags = tags,
            ).also { put(EntityKind.ROLE, it) }
        }
    return RoleResponse(RoleView.created(role))
}

/** Refuses what cannot be a trust policy. */
internal fun checkTrustPolicy(document: String) {
    PolicyCheck.ofTrust(document)?.let { throw IamFaults.malformedPolicy(it) }
    val size = sizeOf(document)
    if (size > TRUST_POLICY_SIZE) throw IamFaults.quota("ACLSizePerRole", TRUST_POLICY_SIZE)
}

@Serializable
internal data class RoleNameRequest(
    val roleName: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
internal fun getRole(
    request: RoleNameRequest,
    call: IamCall,
): RoleResponse {
    val role = call.state.now.find(EntityKind.ROLE, request.roleName)
    return RoleResponse(RoleView.whole(role, call.lastUseOf(role)))
}

/** When [role] was last used; null where it never was. */
internal fun IamCall.lastUseOf(role: Role): RoleLastUsed? =
    world.uses.ofPrincipal(role.id).maxByOrNull { it.at }?.let { RoleLastUsed(it.at, it.region) }

@Serializable
internal data class UpdateRoleRequest(
    val roleName: String,
    val description: String? = null,
    val maxSessionDuration: Int? = null,
)

/** An answer without members, which differs from none. */
@Serializable
internal class Nothing

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html */
internal fun updateRole(
    request: UpdateRoleRequest,
    call: IamCall,
): Nothing {
    call.changeRole(request.roleName) { role ->
        role.copy(
            description = request.description ?: role.description,
            maxSessionDuration = request.maxSessionDuration ?: Role.USUAL_DURATION,
        )
    }
    return Nothing()
}

@Serializable
internal data class UpdateRoleDescriptionRequest(
    val roleName: String,
    val description: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRoleDescription.html */
internal fun updateRoleDescription(
    request: UpdateRoleDescriptionRequest,
    call: IamCall,
): RoleResponse {
    val role = call.change(EntityKind.ROLE, request.roleName) { it.copy(description = request.description) }
    return RoleResponse(RoleView.whole(role, call.lastUseOf(role)))
}

@Serializable
internal data class UpdateAssumeRolePolicyRequest(
    val roleName: String,
    val policyDocument: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html */
internal fun updateAssumeRolePolicy(
    request: UpdateAssumeRolePolicyRequest,
    call: IamCall,
) {
    checkTrustPolicy(request.policyDocument)
    call.changeRole(request.roleName) { it.copy(trustPolicy = request.policyDocument) }
}

/** Changes a role that is no service's. */
internal fun IamCall.changeRole(
    name: String,
    change: (Role) -> Role,
) {
    change(EntityKind.ROLE, name) { role ->
        checkUnlinked(role)
        change(role)
    }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html */
internal fun checkUnlinked(role: Role) {
    if (role.linkedService == null) return
    throw IamFaults.unmodifiable(
        "Cannot perform the operation on the protected role '${role.name}' - this role is only modifiable by AWS"
    )
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html */
internal fun deleteRole(
    request: RoleNameRequest,
    call: IamCall,
) {
    call.state.write {
        val role = find(EntityKind.ROLE, request.roleName)
        checkUnlinked(role)
        conflictOf(role)?.let { throw IamFaults.conflict("Cannot delete entity, must $it first.") }
        remove(EntityKind.ROLE.table, role.id)
    }
}

private fun Tables.conflictOf(role: Role): String? =
    when {
        this[INSTANCE_PROFILES].values.any { it.role == role.id } -> "remove roles from instance profile"
        role.attached.isNotEmpty() -> "detach all policies"
        role.inline.isNotEmpty() -> "delete policies"
        else -> null
    }

@Serializable
internal data class ListRolesResponse(
    val roles: List<RoleView>,
    val isTruncated: Boolean,
    val marker: String?,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
internal fun listRoles(
    request: ListByPathRequest,
    call: IamCall,
): ListRolesResponse {
    val all = call.state.now.all(EntityKind.ROLE, request.pathPrefix)
    val page = page(request, all, "roles ${request.pathPrefix}")
    return ListRolesResponse(page.items.map(RoleView::listed), page.nextToken != null, page.nextToken)
}

private const val TRUST_POLICY_SIZE = 2048
