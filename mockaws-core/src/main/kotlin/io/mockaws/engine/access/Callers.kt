package io.mockaws.engine.access

import io.mockaws.engine.GrantedPolicies
import io.mockaws.engine.Identity
import io.mockaws.engine.KnownSession
import io.mockaws.engine.NamedDocument
import io.mockaws.engine.World
import io.mockaws.iam.MalformedPolicy
import io.mockaws.iam.Policy
import io.mockaws.iam.PolicyDocument
import io.mockaws.iam.Principal
import io.mockaws.iam.PrincipalPolicies
import io.mockaws.kit.Arn
import java.security.MessageDigest
import java.util.HexFormat
import java.util.concurrent.ConcurrentHashMap

/** Who makes a call, with all that IAM and the session say of them. */
internal class Caller private constructor(
    val principal: Principal,
    val policies: PrincipalPolicies,
    /** Of the principal and of its session, whose own win. */
    val tags: Map<String, String>,
    val session: KnownSession?,
) {
    companion object {
        private val canonicalUsers = ConcurrentHashMap<String, String>()
        val ANONYMOUS: Caller = Caller(Principal.ANONYMOUS, PrincipalPolicies(), emptyMap(), null)

        /** A service that calls for somebody else: only policies of resources say anything of it. */
        fun service(name: String): Caller = Caller(Principal.service(name), PrincipalPolicies(), emptyMap(), null)

        fun stranger(principal: Principal): Caller = Caller(principal, PrincipalPolicies(), emptyMap(), null)

        fun of(
            identity: Identity,
            session: KnownSession?,
            world: World,
        ): Caller {
            val type = typeOf(identity.arn)
            val issuer = session?.issuer ?: issuer(identity, type, world)
            val principal =
                Principal(
                    type,
                    identity.account,
                    identity.arn,
                    identity.userId,
                    issuer,
                    canonicalUser = canonicalUser(identity.account),
                )
            val granted = granted(identity, session, type, world)
            return Caller(
                principal,
                policies(
                    granted,
                    session,
                    world.links.identityPolicies?.controlPolicies(identity.account, world).orEmpty()
                ),
                granted?.tags.orEmpty() + session?.tags.orEmpty(),
                session
            )
        }

        /** A federated user has what the user has who asked for the session, as far as the session goes. */
        private fun granted(
            identity: Identity,
            session: KnownSession?,
            type: Principal.Type,
            world: World,
        ): GrantedPolicies? {
            val policies = world.links.identityPolicies ?: return null
            if (type != Principal.Type.FEDERATED_USER || session?.issuer == null) {
                return policies.policiesOf(identity, world)
            }
            return policies.policiesOf(Identity(identity.account, session.issuer, session.issuerId.orEmpty()), world)
        }

        private fun policies(
            granted: GrantedPolicies?,
            session: KnownSession?,
            control: List<NamedDocument>,
        ) = PrincipalPolicies(
            ofRoot(session) ?: granted?.identityPolicies.orEmpty().mapNotNull { policy(it.name, it.json) },
            granted?.boundary?.let { policy(it.name, it.json) },
            session?.policies?.mapNotNull { policy(it.name, it.json) },
            control.mapNotNull { policy(it.name, it.json) },
        )

        /** A federated user of the root user's may do all that its own policies allow. */
        private fun ofRoot(session: KnownSession?): List<Policy>? {
            val isRoots = session?.issuer?.endsWith(":root") == true
            return if (isRoots) session.policies.orEmpty().mapNotNull { policy(it.name, it.json) } else null
        }

        /** IAM has looked at it when it came; what is none all the same allows nothing. */
        private fun policy(
            name: String,
            json: String,
        ): Policy? =
            try {
                Policy(name, PolicyDocument.of(json))
            } catch (_: MalformedPolicy) {
                null
            }

        fun typeOf(arn: String): Principal.Type =
            when (Arn.parse(arn)?.resource?.substringBefore('/')) {
                "user" -> Principal.Type.USER
                "role", "assumed-role" -> Principal.Type.ROLE
                "federated-user" -> Principal.Type.FEDERATED_USER
                else -> Principal.Type.ROOT
            }

        /** The role of a session whose own ARN leaves out the role's path. */
        private fun issuer(
            identity: Identity,
            type: Principal.Type,
            world: World,
        ): String {
            if (type != Principal.Type.ROLE) return identity.arn
            val arn = Arn.parse(identity.arn)!!
            if (arn.service == "iam") return identity.arn
            val name = arn.resource.split('/')[1]
            return world.links.roles?.role(identity.account, name, world)?.arn
                ?: "arn:${arn.partition}:iam::${identity.account}:role/$name"
        }

        /** As Amazon S3 names an account here. */
        private fun canonicalUser(account: String): String =
            canonicalUsers[account] ?: canonicalUsers.computeIfAbsent(account, ::digest)

        private fun digest(account: String): String =
            HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(account.encodeToByteArray()))
    }
}
