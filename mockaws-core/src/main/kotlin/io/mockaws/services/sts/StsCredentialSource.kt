package io.mockaws.services.sts

import io.mockaws.engine.CredentialSource
import io.mockaws.engine.Identities
import io.mockaws.engine.Identity
import io.mockaws.engine.KnownSession
import io.mockaws.engine.World
import io.mockaws.services.sts.session.SESSION

/** The sessions that AWS STS has begun, to whoever gets a call from one. */
internal object StsCredentialSource : CredentialSource {
    override fun credentials(
        accessKey: String,
        world: World,
    ): KnownSession? {
        if (!accessKey.startsWith(Identities.TEMPORARY)) return null
        val session = world.states.of(StsService, world.home).now[SESSION][accessKey] ?: return null
        val identity = Identity(session.account, session.arn, session.userId)
        return KnownSession(accessKey, identity, session.secretAccessKey, session.sessionToken, session.expiration)
    }
}
