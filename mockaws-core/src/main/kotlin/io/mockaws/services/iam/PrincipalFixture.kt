package io.mockaws.services.iam

import io.mockaws.services.iam.op.MembershipRequest
import io.mockaws.services.iam.op.UserNameRequest
import io.mockaws.services.iam.op.addUserToGroup
import io.mockaws.services.iam.op.createAccessKey
import io.mockaws.services.iam.principal.Group
import io.mockaws.services.iam.principal.Role
import io.mockaws.services.iam.principal.User
import io.mockaws.services.iam.state.GROUPS
import io.mockaws.services.iam.state.IamCall
import io.mockaws.testing.Calls

/** A user, group or role as a test sees it. */
public abstract class PrincipalFixture<T : PrincipalFixture<T>> internal constructor(
    private val grants: Grants<*>,
    private val journal: () -> Calls,
) {
    /** Its name. */
    @get:JvmName("name")
    public val name: String get() = grants.name

    /** What the mock's journal has of AWS IAM, for anybody. */
    @get:JvmName("calls")
    public val calls: Calls get() = journal()

    /** Whether it is there. */
    @get:JvmName("exists")
    public val exists: Boolean get() = grants.found() != null

    /** Its Amazon Resource Name. */
    @get:JvmName("arn")
    public val arn: String get() = grants.get().arn

    /** Its unique id: `AIDA...`, `AGPA...`, `AROA...` */
    @get:JvmName("id")
    public val id: String get() = grants.get().id

    /** The documents of its inline policies, by name. */
    @get:JvmName("policies")
    public val policies: Map<String, String> get() = grants.look().inline

    /** The ARNs of the managed policies that are attached to it. */
    @get:JvmName("attachedPolicies")
    public val attachedPolicies: List<String> get() = grants.look().attached

    /**
     * Embeds the policy [name] in it, in place of what it had of that name.
     *
     * @throws IllegalArgumentException when AWS would refuse it
     */
    public fun policy(
        name: String,
        document: String,
    ): T = self { grants.put(name, document) }

    /** Embeds one more policy, which allows [action] on [resources]; on everything where none are given. */
    public fun allow(
        action: String,
        vararg resources: String,
    ): T = self { grants.add("Allow", listOf(action), resources.toList()) }

    /** The same for some actions. */
    public fun allow(
        actions: List<String>,
        vararg resources: String,
    ): T = self { grants.add("Allow", actions, resources.toList()) }

    /** Embeds one more policy, which denies [action] on [resources]; on everything where none are given. */
    public fun deny(
        action: String,
        vararg resources: String,
    ): T = self { grants.add("Deny", listOf(action), resources.toList()) }

    /**
     * Attaches a managed policy.
     *
     * @param arn of a customer's, or of one of AWS's own: `arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess`
     * @throws IllegalArgumentException when there is no such policy
     */
    public fun attach(arn: String): T = self { grants.attach(arn) }

    @Suppress("UNCHECKED_CAST")
    internal inline fun self(action: () -> Unit): T {
        action()
        return this as T
    }

    override fun toString(): String = "${javaClass.simpleName}($name)"
}

/** A user as a test sees it. */
public class UserFixture internal constructor(
    private val grants: Grants<User>,
    private val context: () -> IamCall,
    journal: () -> Calls,
) : PrincipalFixture<UserFixture>(grants, journal) {
    /** The names of the groups that it is in. */
    @get:JvmName("groups")
    public val groups: List<String>
        get() = grants.look().groups.mapNotNull { context().state.now[GROUPS][it]?.name }

    /** Its own tags. */
    @get:JvmName("tags")
    public val tags: Map<String, String>
        get() = grants.look().tags

    /**
     * Adds it to the group [group], which has to be there.
     *
     * @throws IllegalArgumentException when AWS would refuse it
     */
    public fun addTo(group: String): UserFixture =
        apply { refusing { addUserToGroup(MembershipRequest(group, name), context()) } }

    /**
     * A new access key, whose calls are this user's in every service.
     *
     * @throws IllegalArgumentException when the user has two already
     */
    public fun accessKey(): AccessKeyFixture =
        refusing { createAccessKey(UserNameRequest(name), context()).accessKey }
            .let { AccessKeyFixture(it.accessKeyId, it.secretAccessKey) }
}

/** An access key of a user. */
public class AccessKeyFixture internal constructor(
    /** `AKIA...` */
    @get:JvmName("id")
    public val id: String,
    /** What it signs with. */
    @get:JvmName("secret")
    public val secret: String,
) {
    override fun toString(): String = "AccessKeyFixture($id)"
}

/** A group as a test sees it. */
public class GroupFixture internal constructor(
    grants: Grants<Group>,
    journal: () -> Calls,
) : PrincipalFixture<GroupFixture>(grants, journal)

/** A role as a test sees it. */
public class RoleFixture internal constructor(
    private val grants: Grants<Role>,
    journal: () -> Calls,
) : PrincipalFixture<RoleFixture>(grants, journal) {
    /** Who may assume it, as JSON. */
    @get:JvmName("trustPolicy")
    public val trustPolicy: String get() = grants.get().trustPolicy

    /** Its own tags. */
    @get:JvmName("tags")
    public val tags: Map<String, String>
        get() = grants.look().tags
}
