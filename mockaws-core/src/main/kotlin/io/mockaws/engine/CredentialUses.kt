package io.mockaws.engine

import java.util.concurrent.ConcurrentHashMap
import kotlin.time.Instant

/** What credentials were last used for. Told by IAM, and no part of its state: a saved world does not have it. */
internal class CredentialUses private constructor(
    private val byKey: ConcurrentHashMap<String, Use>,
    private val byPrincipal: ConcurrentHashMap<String, Map<String, Use>>,
) {
    constructor() : this(ConcurrentHashMap(), ConcurrentHashMap())

    /** A call that was made. */
    class Use(
        val at: Instant,
        /** As ARNs and policies have it: `s3`. */
        val service: String,
        val operation: String,
        val region: String,
        val identity: Identity,
    )

    /** A call was made with [known] credentials. */
    fun note(
        known: KnownCredentials,
        use: Use,
    ) {
        byKey[known.accessKeyId] = use
        byPrincipal.merge(principalOf(known.identity), mapOf(use.service to use)) { before, added -> before + added }
    }

    /** The last use of an access key; null where there was none. */
    fun ofKey(accessKey: String): Use? = byKey[accessKey]

    /** The last use of each service by the user or role with the unique id [principal]. */
    fun ofPrincipal(principal: String): Collection<Use> = byPrincipal[principal].orEmpty().values

    fun copy(): CredentialUses = CredentialUses(ConcurrentHashMap(byKey), ConcurrentHashMap(byPrincipal))

    fun clear() {
        byKey.clear()
        byPrincipal.clear()
    }

    /** A session of a role has the role's id before its own name: `AROA...:session`. */
    private fun principalOf(identity: Identity): String = identity.userId.substringBefore(':')
}
