package io.mockaws.services.iam.op

import io.mockaws.kit.Tables
import io.mockaws.services.iam.principal.Principal
import io.mockaws.services.iam.principal.Role
import io.mockaws.services.iam.state.EntityKind
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.IamFaults
import io.mockaws.services.iam.state.change
import io.mockaws.services.iam.state.policyOrNull
import kotlinx.serialization.Serializable

/** Refuses what cannot be a permissions boundary. */
internal fun Tables.checkBoundary(arn: String) {
    if (!boundaryForm.matches(arn)) {
        throw IamFaults.invalid("Value ($arn) for parameter PermissionsBoundary is invalid.")
    }
    policyOrNull(arn) ?: throw IamFaults.noSuch("Scope ARN: $arn does not exist or is not attachable.")
}

private val boundaryForm = Regex("arn:aws[a-z-]*:iam::(aws|\\d{12}):policy/.+")

private fun <T : Principal<T>> IamCall.setBoundary(
    kind: EntityKind<T>,
    name: String,
    arn: String?,
) {
    change(kind, name) { found ->
        if (found is Role) checkUnlinked(found)
        arn?.let { checkBoundary(it) }
        if (arn == null && found.boundary == null) {
            throw IamFaults.noSuch("The ${kind.noun} with name $name has no permissions boundary.")
        }
        found.withBoundary(arn)
    }
}

@Serializable
internal data class PutUserPermissionsBoundaryRequest(
    val userName: String,
    val permissionsBoundary: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPermissionsBoundary.html */
internal fun putUserPermissionsBoundary(
    request: PutUserPermissionsBoundaryRequest,
    call: IamCall,
) = call.setBoundary(EntityKind.USER, request.userName, request.permissionsBoundary)

@Serializable
internal data class PutRolePermissionsBoundaryRequest(
    val roleName: String,
    val permissionsBoundary: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html */
internal fun putRolePermissionsBoundary(
    request: PutRolePermissionsBoundaryRequest,
    call: IamCall,
) = call.setBoundary(EntityKind.ROLE, request.roleName, request.permissionsBoundary)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPermissionsBoundary.html */
internal fun deleteUserPermissionsBoundary(
    request: UserNameRequest,
    call: IamCall,
) = call.setBoundary(EntityKind.USER, request.userName!!, null)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html */
internal fun deleteRolePermissionsBoundary(
    request: RoleNameRequest,
    call: IamCall,
) = call.setBoundary(EntityKind.ROLE, request.roleName, null)
