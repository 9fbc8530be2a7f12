package io.mockaws.services.sts

import io.mockaws.engine.CredentialSource
import io.mockaws.engine.Identities
import io.mockaws.engine.Identity
import io.mockaws.engine.KnownSession
import io.mockaws.engine.NamedDocument
import io.mockaws.engine.World
import io.mockaws.services.sts.session.SESSION
import io.mockaws.services.sts.session.Session

/** The sessions that AWS STS has begun, to whoever gets a call from one. */
internal object StsCredentialSource : CredentialSource {
    override fun credentials(
        accessKey: String,
        world: World,
    ): KnownSession? {
        if (!accessKey.startsWith(Identities.TEMPORARY)) return null
        val session = world.states.of(StsService, world.home).now[SESSION][accessKey] ?: return null
        val identity = Identity(session.account, session.arn, session.userId)
        return KnownSession(
            accessKey,
            identity,
            session.secretAccessKey,
            session.sessionToken,
            session.expiration,
            session.issuer,
            session.issuerId,
            session.tags,
            policies(session, world),
            session.sourceIdentity,
            session.issuedAt,
            session.isMfa,
            session.provider,
        )
    }

    /** A federated user without a policy may do nothing that its user's policies alone allow. */
    private fun policies(
        session: Session,
        world: World,
    ): List<NamedDocument>? {
        val own = session.policy?.let { NamedDocument("of the session", it) }
        val managed = session.policyArns.mapNotNull {
            world.links.identityPolicies?.managedPolicy(it, session.account, world)
        }
        val all = listOfNotNull(own) + managed
        val isLimited = all.isNotEmpty() || session.policyArns.isNotEmpty() || "federated-user/" in session.arn
        return all.takeIf { isLimited }
    }
}
