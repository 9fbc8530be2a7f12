package io.mockaws.engine

import io.mockaws.engine.delivery.Principal
import kotlin.time.Instant

/** Who makes a call, as AWS STS tells it: the root user of an account, a session of a role, a federated user. */
internal data class Identity(
    val account: String,
    /** `arn:aws:sts::123456789012:assumed-role/reader/session`. */
    val arn: String,
    /** `AROA...:session`. */
    val userId: String,
)

/** Temporary credentials, as whoever made them knows them. */
internal class KnownSession(
    val accessKeyId: String,
    val identity: Identity,
    val secretAccessKey: String,
    val sessionToken: String,
    val expiration: Instant,
)

/** A service that gives credentials, without others knowing it. */
internal fun interface CredentialSource {
    /** The session of [accessKey]; null where this service did not make it. */
    fun session(
        accessKey: String,
        world: World,
    ): KnownSession?
}

/** Who calls, by an access key. */
internal class Identities(
    private val sources: List<CredentialSource>,
) {
    /** The session that [accessKey] is of; null for keys that are nobody's, or a user's for good. */
    fun session(
        accessKey: String,
        world: World,
    ): KnownSession? {
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
        if (!accessKey.startsWith(TEMPORARY)) return null
        return sources.firstNotNullOfOrNull { it.session(accessKey, world) }
    }

    companion object {
        /** What the access keys of temporary credentials begin with. */
        const val TEMPORARY: String = "ASIA"

        /** [principal], which acts in [account]. */
        fun service(
            principal: Principal,
            account: String,
        ): Identity = Identity(account, principal.service, SERVICE_IDS[principal.service] ?: principal.service)

        /** What queues name as the sender of services' messages, as AWS was seen to. */
        private val SERVICE_IDS =
            mapOf(
                "s3.amazonaws.com" to "AIDAJHIPRHEMV73VRJEBU",
                "sns.amazonaws.com" to "AIDAIT2UOQQY3AUEKVGXU",
                "events.amazonaws.com" to "AIDAJXNJGGKNS7OSV23OI",
            )

        /** The root user of [account], who calls where nobody else is known. */
        fun root(account: String): Identity = Identity(account, "arn:aws:iam::$account:root", account)
    }
}
