package io.mockaws.services.iam.principal

import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** What has a name, a path and a unique id, and is found by its name. */
internal interface Entity {
    /** `AIDA...`, `AGPA...`, `AROA...`, `AIPA...` */
    val id: String
    val name: String

    /** `/`, or `/division/team/`. */
    val path: String
    val arn: String
    val createdAt: Instant
}

/** A user, group or role: what policies are embedded in and attached to. */
internal interface PolicyOwner<T : PolicyOwner<T>> : Entity {
    /** Documents of inline policies by name. */
    val inline: Map<String, String>

    /** ARNs of managed policies, in the order in which they were attached. */
    val attached: List<String>

    fun with(
        inline: Map<String, String> = this.inline,
        attached: List<String> = this.attached,
    ): T
}

/** A user or role: what a permissions boundary is set on, and what makes calls. */
internal interface Principal<T : Principal<T>> : PolicyOwner<T> {
    /** The ARN of the managed policy that is its permissions boundary. */
    val boundary: String?
    val tags: Map<String, String>

    fun withBoundary(boundary: String?): T
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_User.html */
@Serializable
internal data class User(
    override val id: String,
    override val name: String,
    override val path: String,
    override val arn: String,
    override val createdAt: Instant,
    override val inline: Map<String, String> = emptyMap(),
    override val attached: List<String> = emptyList(),
    override val boundary: String? = null,
    override val tags: Map<String, String> = emptyMap(),
    /** Ids of the groups that it is in, in the order in which it was added. */
    val groups: List<String> = emptyList(),
    val loginProfile: LoginProfile? = null,
) : Principal<User> {
    override fun with(
        inline: Map<String, String>,
        attached: List<String>,
    ): User = copy(inline = inline, attached = attached)

    override fun withBoundary(boundary: String?): User = copy(boundary = boundary)
}

/** A user's password for the console. */
@Serializable
internal data class LoginProfile(
    val password: String,
    val createdAt: Instant,
    val changedAt: Instant,
    val isResetRequired: Boolean,
    /** Passwords that it had before, the newest first. */
    val before: List<String> = emptyList(),
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_Group.html */
@Serializable
internal data class Group(
    override val id: String,
    override val name: String,
    override val path: String,
    override val arn: String,
    override val createdAt: Instant,
    override val inline: Map<String, String> = emptyMap(),
    override val attached: List<String> = emptyList(),
) : PolicyOwner<Group> {
    override fun with(
        inline: Map<String, String>,
        attached: List<String>,
    ): Group = copy(inline = inline, attached = attached)
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html */
@Serializable
internal data class Role(
    override val id: String,
    override val name: String,
    override val path: String,
    override val arn: String,
    override val createdAt: Instant,
    /** Who may assume it. */
    val trustPolicy: String,
    val description: String? = null,
    val maxSessionDuration: Int = USUAL_DURATION,
    override val inline: Map<String, String> = emptyMap(),
    override val attached: List<String> = emptyList(),
    override val boundary: String? = null,
    override val tags: Map<String, String> = emptyMap(),
    /** The service that it is linked to, which alone changes it: `ecs.amazonaws.com`. */
    val linkedService: String? = null,
) : Principal<Role> {
    override fun with(
        inline: Map<String, String>,
        attached: List<String>,
    ): Role = copy(inline = inline, attached = attached)

    override fun withBoundary(boundary: String?): Role = copy(boundary = boundary)

    companion object {
        /** How long a session lasts at most where nobody says, in seconds: an hour. */
        const val USUAL_DURATION: Int = 3600
    }
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_InstanceProfile.html */
@Serializable
internal data class InstanceProfile(
    override val id: String,
    override val name: String,
    override val path: String,
    override val arn: String,
    override val createdAt: Instant,
    /** The id of its role. */
    val role: String? = null,
    val tags: Map<String, String> = emptyMap(),
) : Entity
