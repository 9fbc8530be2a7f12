package io.mockaws.services.iam.op

import io.mockaws.services.iam.principal.InstanceProfile
import io.mockaws.services.iam.state.EntityKind
import io.mockaws.services.iam.state.INSTANCE_PROFILES
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.IamFaults
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
internal data class CreateInstanceProfileRequest(
    val instanceProfileName: String,
    val path: String? = null,
    val tags: List<Tag> = emptyList(),
)

@Serializable
internal data class InstanceProfileResponse(
    val instanceProfile: InstanceProfileView,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html */
internal fun createInstanceProfile(
    request: CreateInstanceProfileRequest,
    call: IamCall,
): InstanceProfileResponse {
    val kind = EntityKind.INSTANCE_PROFILE
    val path = checkedPath(request.path)
    val tags = tagged(emptyMap(), request.tags)
    return call.state.write {
        checkNew(kind, request.instanceProfileName)
        val profile =
            InstanceProfile(
                call.newId(kind.prefix),
                request.instanceProfileName,
                path,
                call.arnOf(kind, path, request.instanceProfileName),
                call.second(),
                tags = tags,
            )
        put(kind, profile)
        InstanceProfileResponse(InstanceProfileView.of(profile, this))
    }
}

@Serializable
internal data class InstanceProfileNameRequest(
    val instanceProfileName: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetInstanceProfile.html */
internal fun getInstanceProfile(
    request: InstanceProfileNameRequest,
    call: IamCall,
): InstanceProfileResponse {
    val tables = call.state.now
    val profile = tables.find(EntityKind.INSTANCE_PROFILE, request.instanceProfileName)
    return InstanceProfileResponse(InstanceProfileView.of(profile, tables))
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteInstanceProfile.html */
internal fun deleteInstanceProfile(
    request: InstanceProfileNameRequest,
    call: IamCall,
) {
    call.state.write {
        val profile = find(EntityKind.INSTANCE_PROFILE, request.instanceProfileName)
        if (profile.role != null) {
            throw IamFaults.conflict("Cannot delete entity, must remove roles from instance profile first.")
        }
        remove(INSTANCE_PROFILES, profile.id)
    }
}

@Serializable
internal data class RoleInProfileRequest(
    val instanceProfileName: String,
    val roleName: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html */
internal fun addRoleToInstanceProfile(
    request: RoleInProfileRequest,
    call: IamCall,
) {
    call.state.write {
        val profile = find(EntityKind.INSTANCE_PROFILE, request.instanceProfileName)
        val role = find(EntityKind.ROLE, request.roleName)
        checkUnlinked(role)
        if (profile.role != null) throw IamFaults.quota("InstanceSessionsPerInstanceProfile", 1)
        put(EntityKind.INSTANCE_PROFILE, profile.copy(role = role.id))
    }
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveRoleFromInstanceProfile.html */
internal fun removeRoleFromInstanceProfile(
    request: RoleInProfileRequest,
    call: IamCall,
) {
    call.state.write {
        val profile = find(EntityKind.INSTANCE_PROFILE, request.instanceProfileName)
        val role = find(EntityKind.ROLE, request.roleName)
        if (profile.role != role.id) throw EntityKind.ROLE.missing(request.roleName)
        put(EntityKind.INSTANCE_PROFILE, profile.copy(role = null))
    }
}

@Serializable
internal data class ListInstanceProfilesResponse(
    val instanceProfiles: List<InstanceProfileView>,
    val isTruncated: Boolean,
    val marker: String?,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfiles.html */
internal fun listInstanceProfiles(
    request: ListByPathRequest,
    call: IamCall,
): ListInstanceProfilesResponse {
    val all = call.state.now.all(EntityKind.INSTANCE_PROFILE, request.pathPrefix)
    return call.listed(request, all, "profiles ${request.pathPrefix}")
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html */
internal fun listInstanceProfilesForRole(
    request: ListOfRoleRequest,
    call: IamCall,
): ListInstanceProfilesResponse {
    val tables = call.state.now
    val role = tables.find(EntityKind.ROLE, request.roleName)
    val all = tables.all(EntityKind.INSTANCE_PROFILE).filter { it.role == role.id }
    return call.listed(request, all, "profiles of ${role.id}")
}

private fun IamCall.listed(
    request: Paged,
    all: List<InstanceProfile>,
    query: String,
): ListInstanceProfilesResponse {
    val tables = state.now
    val page = page(request, all, query)
    return ListInstanceProfilesResponse(
        page.items.map { InstanceProfileView.of(it, tables, isWhole = false) },
        page.nextToken != null,
        page.nextToken,
    )
}
