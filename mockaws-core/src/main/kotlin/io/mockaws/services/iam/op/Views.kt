package io.mockaws.services.iam.op

import io.mockaws.kit.Tables
import io.mockaws.services.iam.principal.Group
import io.mockaws.services.iam.principal.InstanceProfile
import io.mockaws.services.iam.principal.Role
import io.mockaws.services.iam.principal.User
import io.mockaws.services.iam.state.ROLES
import kotlinx.serialization.Serializable
import java.net.URLEncoder
import kotlin.time.Instant

/** Documents travel encoded as in a URL. */
internal fun encoded(document: String): String =
    URLEncoder.encode(document, Charsets.UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~")

@Serializable
internal data class AttachedPermissionsBoundary(
    val permissionsBoundaryType: String,
    val permissionsBoundaryArn: String,
)

/** The type is `Policy`, whatever the model says: LocalStack's recording, test_create_user_with_permission_boundary. */
internal fun boundaryView(arn: String?): AttachedPermissionsBoundary? =
    arn?.let { AttachedPermissionsBoundary("Policy", it) }

@Serializable
internal data class UserView(
    val path: String,
    val userName: String,
    val userId: String,
    val arn: String,
    val createDate: Instant,
    val permissionsBoundary: AttachedPermissionsBoundary? = null,
    val tags: List<Tag>? = null,
) {
    companion object {
        fun of(
            user: User,
            isWhole: Boolean = true,
        ): UserView =
            UserView(
                user.path,
                user.name,
                user.id,
                user.arn,
                user.createdAt,
                boundaryView(user.boundary.takeIf { isWhole }),
                tagsView(user.tags).takeIf { isWhole },
            )
    }
}

@Serializable
internal data class GroupView(
    val path: String,
    val groupName: String,
    val groupId: String,
    val arn: String,
    val createDate: Instant,
) {
    constructor(group: Group) : this(group.path, group.name, group.id, group.arn, group.createdAt)
}

@Serializable
internal data class RoleLastUsed(
    val lastUsedDate: Instant? = null,
    val region: String? = null,
)

@Serializable
internal data class RoleView(
    val path: String,
    val roleName: String,
    val roleId: String,
    val arn: String,
    val createDate: Instant,
    val assumeRolePolicyDocument: String,
    val description: String?,
    val maxSessionDuration: Int? = null,
    val permissionsBoundary: AttachedPermissionsBoundary? = null,
    val tags: List<Tag>? = null,
    val roleLastUsed: RoleLastUsed? = null,
) {
    companion object {
        /** As lists show it. */
        fun listed(role: Role): RoleView =
            RoleView(
                role.path,
                role.name,
                role.id,
                role.arn,
                role.createdAt,
                encoded(role.trustPolicy),
                role.description,
                role.maxSessionDuration,
            )

        /** As GetRole shows it. */
        fun whole(
            role: Role,
            lastUsed: RoleLastUsed?,
        ): RoleView =
            listed(role).copy(
                permissionsBoundary = boundaryView(role.boundary),
                tags = tagsView(role.tags),
                roleLastUsed = lastUsed ?: RoleLastUsed(),
            )

        /** As CreateRole shows it: LocalStack's recording, test_create_describe_role. */
        fun created(role: Role): RoleView =
            listed(role).copy(
                maxSessionDuration = null,
                permissionsBoundary = boundaryView(role.boundary),
                tags = tagsView(role.tags),
            )
    }
}

@Serializable
internal data class InstanceProfileView(
    val path: String,
    val instanceProfileName: String,
    val instanceProfileId: String,
    val arn: String,
    val createDate: Instant,
    val roles: List<RoleView>,
    val tags: List<Tag>? = null,
) {
    companion object {
        fun of(
            profile: InstanceProfile,
            tables: Tables,
            isWhole: Boolean = true,
        ): InstanceProfileView =
            InstanceProfileView(
                profile.path,
                profile.name,
                profile.id,
                profile.arn,
                profile.createdAt,
                listOfNotNull(
                    profile.role?.let { tables[ROLES][it] }?.let { RoleView.listed(it).copy(maxSessionDuration = null) }
                ),
                tagsView(profile.tags).takeIf { isWhole },
            )
    }
}
