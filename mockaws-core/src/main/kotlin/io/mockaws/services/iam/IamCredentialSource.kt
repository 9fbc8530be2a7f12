package io.mockaws.services.iam

import io.mockaws.engine.CredentialSource
import io.mockaws.engine.Identities
import io.mockaws.engine.Identity
import io.mockaws.engine.KnownCredentials
import io.mockaws.engine.World
import io.mockaws.kit.AccessKeyIds
import io.mockaws.services.iam.principal.AccessKey
import io.mockaws.services.iam.state.ACCESS_KEYS
import io.mockaws.services.iam.state.USERS

/** The access keys of users, and of the root user, to whoever gets a call with one. */
internal object IamCredentialSource : CredentialSource {
    override fun credentials(
        accessKey: String,
        world: World,
    ): KnownCredentials? {
        if (!accessKey.startsWith(Identities.LASTING)) return null
        val account = AccessKeyIds.accountOf(accessKey) ?: return null
        val tables = iamOf(account, world)?.now ?: return null
        val key = tables[ACCESS_KEYS][accessKey] ?: return null
        val user = tables[USERS][key.owner]
        val identity = user?.let { Identity(account, it.arn, it.id) } ?: Identities.root(account)
        return KnownCredentials(accessKey, identity, key.secret, key.status == AccessKey.Status.Active)
    }
}
