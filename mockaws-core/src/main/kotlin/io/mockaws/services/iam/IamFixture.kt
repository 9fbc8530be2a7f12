package io.mockaws.services.iam

import io.mockaws.engine.AwsFault
import io.mockaws.iam.MalformedPolicy
import io.mockaws.iam.PolicyDocument
import io.mockaws.services.iam.op.CreateGroupRequest
import io.mockaws.services.iam.op.CreatePolicyRequest
import io.mockaws.services.iam.op.CreatePolicyVersionRequest
import io.mockaws.services.iam.op.CreateRoleRequest
import io.mockaws.services.iam.op.CreateUserRequest
import io.mockaws.services.iam.op.createGroup
import io.mockaws.services.iam.op.createPolicy
import io.mockaws.services.iam.op.createPolicyVersion
import io.mockaws.services.iam.op.createRole
import io.mockaws.services.iam.op.createUser
import io.mockaws.services.iam.policy.ControlPolicy
import io.mockaws.services.iam.principal.Entity
import io.mockaws.services.iam.state.CONTROL_POLICIES
import io.mockaws.services.iam.state.EntityKind
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.POLICIES
import io.mockaws.services.iam.state.all
import io.mockaws.services.iam.state.find
import io.mockaws.services.iam.state.findOrNull
import io.mockaws.services.iam.state.iamArn
import io.mockaws.testing.Calls
import io.mockaws.testing.MadeHere

/**
 * AWS IAM as a test sees it: `aws.iam.user("alice").allow("s3:GetObject", "arn:aws:s3:::receipts/...")`. Works in the account
 * of the mock, touches memory only, and leaves no calls in the journal.
 */
public class IamFixture internal constructor(
    private val context: () -> IamCall,
    private val journal: () -> Calls,
) {
    /**
     * The user [name], made if there is none. A statement that makes it and looks into it at once fails: it has misspelt the
     * name.
     *
     * @throws IllegalArgumentException when AWS would refuse to make it
     */
    public fun user(name: String): UserFixture {
        val made = context().make(EntityKind.USER, name) { createUser(CreateUserRequest(name), this) }
        return UserFixture(Grants(EntityKind.USER, name, context, made), context, journal)
    }

    /**
     * The group [name], made if there is none; as with [user] not to be looked into at once.
     *
     * @throws IllegalArgumentException when AWS would refuse to make it
     */
    public fun group(name: String): GroupFixture {
        val made = context().make(EntityKind.GROUP, name) { createGroup(CreateGroupRequest(name), this) }
        return GroupFixture(Grants(EntityKind.GROUP, name, context, made), journal)
    }

    /**
     * The role [name], made if there is none; as with [user] not to be looked into at once. Whoever is in the account may
     * assume it.
     *
     * @throws IllegalArgumentException when AWS would refuse to make it
     */
    public fun role(name: String): RoleFixture = role(name, context().run { trustOf(iamArn("root")) })

    /**
     * The role [name], made if there is none with [trustPolicy].
     *
     * @param trustPolicy who may assume it, as JSON
     * @throws IllegalArgumentException when AWS would refuse to make it
     */
    public fun role(
        name: String,
        trustPolicy: String,
    ): RoleFixture {
        val made = context().make(EntityKind.ROLE, name) { createRole(CreateRoleRequest(name, trustPolicy), this) }
        return RoleFixture(Grants(EntityKind.ROLE, name, context, made), journal)
    }

    /**
     * The ARN of the customer managed policy [name] with [document], which becomes its default version where there is one.
     *
     * @throws IllegalArgumentException when AWS would refuse it
     */
    public fun policy(
        name: String,
        document: String,
    ): String =
        context().run {
            val there = state.now[POLICIES].values.firstOrNull { it.name == name }
            when {
                there == null -> refusing { createPolicy(CreatePolicyRequest(name, document), this).policy.arn }

                there.default.document == document -> there.arn

                else -> {
                    val request = CreatePolicyVersionRequest(there.arn, document, setAsDefault = true)
                    refusing { createPolicyVersion(request, this) }
                    there.arn
                }
            }
        }

    /**
     * Puts the account under the service control policy [name], as an organization would. With `iam = true` nobody in the
     * account may do what it denies, the root user neither. As soon as one such policy allows something, nobody may do
     * what none of them allows; beside policies that only deny stands AWS's `FullAWSAccess`.
     * [AWS's page](https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html)
     *
     * @param document the policy as JSON; it takes the place of one that has this [name]
     * @throws IllegalArgumentException where it is no policy
     */
    public fun controlPolicy(
        name: String,
        document: String,
    ) {
        try {
            PolicyDocument.of(document)
        } catch (malformed: MalformedPolicy) {
            throw IllegalArgumentException(malformed.message, malformed)
        }
        context().state.write { this[CONTROL_POLICIES, name] = ControlPolicy(name, document) }
    }

    /** Every user, by name. */
    public fun users(): List<UserFixture> =
        context().state.now.all(EntityKind.USER).map {
            UserFixture(Grants(EntityKind.USER, it.name, context), context, journal)
        }

    /** Every group, by name. */
    public fun groups(): List<GroupFixture> =
        context().state.now.all(EntityKind.GROUP).map {
            GroupFixture(Grants(EntityKind.GROUP, it.name, context), journal)
        }

    /** Every role, by name. */
    public fun roles(): List<RoleFixture> =
        context().state.now.all(EntityKind.ROLE).map { RoleFixture(Grants(EntityKind.ROLE, it.name, context), journal) }

    /** Null where it is there already. */
    private fun <T : Entity> IamCall.make(
        kind: EntityKind<T>,
        name: String,
        create: IamCall.() -> Unit,
    ): MadeHere? {
        if (state.now.findOrNull(kind, name) != null) return null
        val others = state.now.all(kind).map { it.name }
        refusing { create() }
        return MadeHere(IamFixture::class.java, kind.noun, name, others) {
            state.write { remove(kind.table, find(kind, name).id) }
        }
    }

    private fun trustOf(principal: String) =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"$principal"},"Action":"sts:AssumeRole"}]}"""

    override fun toString(): String =
        "IamFixture(users ${users().map { it.name }}, roles ${roles().map { it.name }})"
}

/** Runs [action], and tells what AWS would refuse as a mistake of the test. */
internal inline fun <T> refusing(action: () -> T): T =
    try {
        action()
    } catch (refused: AwsFault) {
        throw IllegalArgumentException(refused.message, refused)
    }
