package io.mockaws.services.iam

import io.mockaws.engine.GrantedPolicies
import io.mockaws.engine.Identity
import io.mockaws.engine.IdentityPolicies
import io.mockaws.engine.KnownRole
import io.mockaws.engine.NamedDocument
import io.mockaws.engine.Place
import io.mockaws.engine.Roles
import io.mockaws.engine.World
import io.mockaws.kit.Tables
import io.mockaws.services.iam.principal.PolicyOwner
import io.mockaws.services.iam.principal.Principal
import io.mockaws.services.iam.state.CONTROL_POLICIES
import io.mockaws.services.iam.state.EntityKind
import io.mockaws.services.iam.state.GROUPS
import io.mockaws.services.iam.state.IamState
import io.mockaws.services.iam.state.ROLES
import io.mockaws.services.iam.state.USERS
import io.mockaws.services.iam.state.findOrNull
import io.mockaws.services.iam.state.policyOrNull

/** Users and roles, to who judges calls and to who gives sessions of roles. */
internal object IamPrincipals : IdentityPolicies, Roles {
    override fun policiesOf(
        identity: Identity,
        world: World,
    ): GrantedPolicies? {
        val tables = iamOf(identity.account, world)?.now ?: return null
        // A session of a role has the role's id before its own name: AROA...:session.
        val id = identity.userId.substringBefore(':')
        val user = tables[USERS][id]
        if (user != null) return tables.granted(user, user.groups.mapNotNull { tables[GROUPS][it] })
        return tables[ROLES][id]?.let { tables.granted(it, emptyList()) }
    }

    override fun controlPolicies(
        account: String,
        world: World,
    ): List<NamedDocument> =
        iamOf(account, world)?.now?.get(CONTROL_POLICIES).orEmpty().values.map { NamedDocument(it.name, it.document) }

    override fun role(
        account: String,
        name: String,
        world: World,
    ): KnownRole? =
        iamOf(account, world)?.now?.findOrNull(EntityKind.ROLE, name)
            ?.let { KnownRole(it.id, it.arn, it.maxSessionDuration, it.trustPolicy) }

    override fun managedPolicy(
        arn: String,
        account: String,
        world: World,
    ): NamedDocument? = (iamOf(account, world)?.now ?: Tables.EMPTY).document(arn)

    private fun Tables.granted(
        principal: Principal<*>,
        groups: List<PolicyOwner<*>>,
    ): GrantedPolicies {
        val owners = listOf(principal) + groups
        val inline = owners.flatMap { it.inline.map { (name, document) -> NamedDocument(name, document) } }
        val managed = owners.flatMap { it.attached }.distinct().mapNotNull { document(it) }
        return GrantedPolicies(inline + managed, principal.boundary?.let { document(it) }, principal.tags)
    }

    private fun Tables.document(arn: String): NamedDocument? =
        policyOrNull(arn)?.let { NamedDocument(arn, it.default.document) }
}

/** What IAM has in [account]; null where it has nothing: a look shall not make it. */
internal fun iamOf(
    account: String,
    world: World,
): IamState? {
    val place = Place(account, world.home.region)
    return world.states.existing(IamService, place)
}
