package io.mockaws.services.iam.state

import io.mockaws.engine.CallContext
import io.mockaws.engine.StateKind
import io.mockaws.engine.StoredEntries
import io.mockaws.kit.Table
import io.mockaws.kit.TableState
import io.mockaws.kit.Tables
import io.mockaws.services.iam.policy.ControlPolicy
import io.mockaws.services.iam.policy.ManagedPolicy
import io.mockaws.services.iam.principal.AccessKey
import io.mockaws.services.iam.principal.Group
import io.mockaws.services.iam.principal.InstanceProfile
import io.mockaws.services.iam.principal.Role
import io.mockaws.services.iam.principal.User

/** By unique id, as all that belongs to one names it: a name may change. */
internal val USERS: Table<User> = Table("user", User.serializer())
internal val GROUPS: Table<Group> = Table("group", Group.serializer())
internal val ROLES: Table<Role> = Table("role", Role.serializer())
internal val INSTANCE_PROFILES: Table<InstanceProfile> = Table("instanceProfile", InstanceProfile.serializer())

/** Customers' policies by ARN. */
internal val POLICIES: Table<ManagedPolicy> = Table("policy", ManagedPolicy.serializer())

/** What the organization limits the account by, by name. */
internal val CONTROL_POLICIES: Table<ControlPolicy> = Table("controlPolicy", ControlPolicy.serializer())

/** By access key id. */
internal val ACCESS_KEYS: Table<AccessKey> = Table("accessKey", AccessKey.serializer())

/** The context that works on IAM. */
internal typealias IamCall = CallContext<IamState>

/** All that an account has in IAM. */
internal class IamState(
    tables: Tables = Tables.EMPTY,
) : TableState<IamState>(tables) {
    override fun with(tables: Tables): IamState = IamState(tables)

    companion object {
        val KIND: StateKind<IamState> =
            StateKind(StateKind.Scope.ACCOUNT, { IamState() }) { _, entries -> read(entries) }

        private fun read(entries: StoredEntries) = IamState(Tables.read(entries, *tables()))

        private fun tables(): Array<Table<*>> =
            arrayOf(
                USERS, GROUPS, ROLES, INSTANCE_PROFILES, POLICIES, ACCESS_KEYS, SSH_KEYS, SIGNING_CERTIFICATES,
                SERVICE_CREDENTIALS, MFA_DEVICES, SERVER_CERTIFICATES, OIDC_PROVIDERS, SAML_PROVIDERS, ACCESS_REPORTS,
                DELETION_TASKS, ACCOUNT, CONTROL_POLICIES,
            )
    }
}
