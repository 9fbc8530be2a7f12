package io.mockaws.services.iam.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Arn
import io.mockaws.services.iam.account.DeletionTask
import io.mockaws.services.iam.policy.ServiceLinkedRole
import io.mockaws.services.iam.principal.Role
import io.mockaws.services.iam.state.DELETION_TASKS
import io.mockaws.services.iam.state.EntityKind
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.IamFaults
import io.mockaws.services.iam.state.arnOf
import io.mockaws.services.iam.state.find
import io.mockaws.services.iam.state.findOrNull
import io.mockaws.services.iam.state.newId
import io.mockaws.services.iam.state.put
import io.mockaws.services.iam.state.second
import kotlinx.serialization.Serializable

@Serializable
internal data class CreateServiceLinkedRoleRequest(
    val awsServiceName: String,
    val description: String? = null,
    val customSuffix: String? = null,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html */
internal fun createServiceLinkedRole(
    request: CreateServiceLinkedRoleRequest,
    call: IamCall,
): RoleResponse {
    val service = request.awsServiceName
    val known = ServiceLinkedRole.of(service) ?: throw unknown(service)
    if (request.customSuffix != null && !known.takesSuffix) {
        throw IamFaults.invalidInput("Custom suffix is not allowed for $service")
    }
    val name = known.roleName + request.customSuffix?.let { "_$it" }.orEmpty()
    val role =
        Role(
            id = call.newId(EntityKind.ROLE.prefix),
            name = name,
            path = known.path,
            arn = call.arnOf(EntityKind.ROLE, known.path, name),
            createdAt = call.second(),
            trustPolicy = trust("\"$service\"", "\"sts:AssumeRole\""),
            description = request.description,
            attached = listOf("arn:${Arn.partitionOf(call.region)}:iam::aws:policy/aws-service-role/${known.policy}"),
            linkedService = service,
        )
    call.state.write {
        if (findOrNull(EntityKind.ROLE, name) != null) {
            throw IamFaults.invalidInput(
                "Service role name $name has been taken in this account, please try a different suffix."
            )
        }
        put(EntityKind.ROLE, role)
    }
    // The example of the reference shows lists here, and GetRole was recorded without them.
    val shown = trust("[\"$service\"]", "[\"sts:AssumeRole\"]")
    return RoleResponse(RoleView.created(role).copy(assumeRolePolicyDocument = encoded(shown)))
}

private fun trust(
    service: String,
    action: String,
) =
    """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":$service},"Action":$action}]}"""

private fun unknown(service: String) =
    AwsFault(
        "NotImplemented",
        "mockaws does not know which role is linked to $service. A test can answer it: " +
            "aws.on(\"iam\", \"CreateServiceLinkedRole\") { respond(mapOf(...)) }",
        status = 501,
    )

@Serializable
internal data class DeletionTaskIdMembers(
    val deletionTaskId: String,
)

/** Nobody uses it, so it is gone at once. https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServiceLinkedRole.html */
internal fun deleteServiceLinkedRole(
    request: RoleNameRequest,
    call: IamCall,
): DeletionTaskIdMembers {
    val uuid = call.ids.uuid()
    val now = call.second()
    return call.state.write {
        val role = find(EntityKind.ROLE, request.roleName)
        val service = role.linkedService ?: throw EntityKind.ROLE.missing(request.roleName)
        val id = "task/aws-service-role/$service/${role.name}/$uuid"
        remove(EntityKind.ROLE.table, role.id)
        this[DELETION_TASKS, id] = DeletionTask(id, now)
        DeletionTaskIdMembers(id)
    }
}

@Serializable
internal data class DeletionStatusResponse(
    val status: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLinkedRoleDeletionStatus.html */
internal fun getServiceLinkedRoleDeletionStatus(
    request: DeletionTaskIdMembers,
    call: IamCall,
): DeletionStatusResponse {
    if (request.deletionTaskId !in call.state.now[DELETION_TASKS]) {
        throw IamFaults.noSuch("Deletion Task Id ${request.deletionTaskId} does not exist.")
    }
    return DeletionStatusResponse("SUCCEEDED")
}
