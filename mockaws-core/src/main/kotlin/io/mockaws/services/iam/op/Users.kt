package io.mockaws.services.iam.op

import io.mockaws.kit.TableWriter
import io.mockaws.services.iam.principal.User
import io.mockaws.services.iam.state.EntityKind
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.IamFaults
import io.mockaws.services.iam.state.SERVICE_CREDENTIALS
import io.mockaws.services.iam.state.SIGNING_CERTIFICATES
import io.mockaws.services.iam.state.SSH_KEYS
import io.mockaws.services.iam.state.all
import io.mockaws.services.iam.state.arnOf
import io.mockaws.services.iam.state.checkNew
import io.mockaws.services.iam.state.checkedPath
import io.mockaws.services.iam.state.devicesOf
import io.mockaws.services.iam.state.find
import io.mockaws.services.iam.state.newId
import io.mockaws.services.iam.state.of
import io.mockaws.services.iam.state.put
import io.mockaws.services.iam.state.second
import kotlinx.serialization.Serializable

@Serializable
internal data class CreateUserRequest(
    val userName: String,
    val path: String? = null,
    val permissionsBoundary: String? = null,
    val tags: List<Tag> = emptyList(),
)

@Serializable
internal data class UserResponse(
    val user: UserView,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html */
internal fun createUser(
    request: CreateUserRequest,
    call: IamCall,
): UserResponse {
    val path = checkedPath(request.path)
    val tags = tagged(emptyMap(), request.tags)
    val user =
        call.state.write {
            checkNew(EntityKind.USER, request.userName)
            request.permissionsBoundary?.let { checkBoundary(it) }
            User(
                id = call.newId(EntityKind.USER.prefix),
                name = request.userName,
                path = path,
                arn = call.arnOf(EntityKind.USER, path, request.userName),
                createdAt = call.second(),
                boundary = request.permissionsBoundary,
                tags = tags,
            ).also { put(EntityKind.USER, it) }
        }
    return UserResponse(UserView.of(user))
}

@Serializable
internal data class UserNameRequest(
    val userName: String? = null,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html */
internal fun getUser(
    request: UserNameRequest,
    call: IamCall,
): UserResponse {
    if (request.userName == null && call.callsAsRoot) {
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html
        val root = call.caller
        val since = call.second()
        return UserResponse(UserView("/", "root", root.userId, root.arn, since))
    }
    return UserResponse(UserView.of(call.userOrCaller(request.userName)))
}

@Serializable
internal data class UpdateUserRequest(
    val userName: String,
    val newPath: String? = null,
    val newUserName: String? = null,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateUser.html */
internal fun updateUser(
    request: UpdateUserRequest,
    call: IamCall,
) {
    call.state.write {
        val user = find(EntityKind.USER, request.userName)
        val name = request.newUserName ?: user.name
        val path = request.newPath?.let(::checkedPath) ?: user.path
        if (!name.equals(user.name, ignoreCase = true)) checkNew(EntityKind.USER, name)
        put(EntityKind.USER, user.copy(name = name, path = path, arn = call.arnOf(EntityKind.USER, path, name)))
    }
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html */
internal fun deleteUser(
    request: UserNameRequest,
    call: IamCall,
) {
    call.state.write {
        val user = find(EntityKind.USER, request.userName!!)
        conflictOf(user)?.let { throw IamFaults.conflict("Cannot delete entity, must $it first.") }
        remove(EntityKind.USER.table, user.id)
    }
}

/** What has to be done before [user] can be deleted; null for nothing. */
private fun TableWriter.conflictOf(user: User): String? =
    when {
        user.groups.isNotEmpty() -> "remove users from group"

        user.attached.isNotEmpty() -> "detach all policies"

        user.inline.isNotEmpty() -> "delete policies"

        user.loginProfile != null -> "delete login profile"

        keysOf(user.id).isNotEmpty() -> "delete access keys"

        devicesOf(user.id).isNotEmpty() -> "delete MFA device"

        of(user.id, SIGNING_CERTIFICATES).isNotEmpty() -> "delete signing certificates"

        // LocalStack's recording: test_delete_user_after_service_credential_created.
        of(
            user.id,
            SSH_KEYS
        ).isNotEmpty() || of(user.id, SERVICE_CREDENTIALS).isNotEmpty() -> "remove referenced objects"

        else -> null
    }

@Serializable
internal data class ListByPathRequest(
    val pathPrefix: String? = null,
    override val marker: String? = null,
    override val maxItems: Int? = null,
) : Paged

@Serializable
internal data class ListUsersResponse(
    val users: List<UserView>,
    val isTruncated: Boolean,
    val marker: String?,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html */
internal fun listUsers(
    request: ListByPathRequest,
    call: IamCall,
): ListUsersResponse {
    val all = call.state.now.all(EntityKind.USER, request.pathPrefix)
    val page = page(request, all, "users ${request.pathPrefix}")
    return ListUsersResponse(
        page.items.map { UserView.of(it, isWhole = false) },
        page.nextToken != null,
        page.nextToken
    )
}

/** Whether the root user of the account calls, or somebody whom nobody knows and who is taken for it. */
internal val IamCall.callsAsRoot: Boolean get() = caller.userId == account

/** The user that is called [name], or the one who calls. */
internal fun IamCall.userOrCaller(name: String?): User {
    if (name != null) return state.now.find(EntityKind.USER, name)
    return state.now[EntityKind.USER.table][caller.userId]
        ?: throw IamFaults.invalid("Must specify userName when calling with non-User credentials")
}
