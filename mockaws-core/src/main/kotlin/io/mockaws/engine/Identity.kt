package io.mockaws.engine

import io.mockaws.engine.delivery.Principal
import kotlin.time.Instant

/** Who makes a call, as AWS STS tells it: the root user of an account, a user, a session of a role, a federated user. */
internal data class Identity(
    val account: String,
    /** `arn:aws:sts::123456789012:assumed-role/reader/session`. */
    val arn: String,
    /** `AIDA...`, or `AROA...:session`. */
    val userId: String,
)

/** Credentials, as whoever made them knows them. */
internal open class KnownCredentials(
    val accessKeyId: String,
    val identity: Identity,
    val secretAccessKey: String,
    /** Whether a call may be made with them; not so where a user's key was made inactive or deleted. */
    val isActive: Boolean = true,
)

/** Temporary ones. */
internal class KnownSession(
    accessKeyId: String,
    identity: Identity,
    secretAccessKey: String,
    val sessionToken: String,
    val expiration: Instant,
    /** The ARN of the role that was assumed, or of the user that asked for it; null for the root user's. */
    val issuer: String? = null,
    /** The unique id of [issuer], where that is a user. */
    val issuerId: String? = null,
    /** The session's own tags. */
    val tags: Map<String, String> = emptyMap(),
    /** The policies that it was begun with; null for none. */
    val policies: List<NamedDocument>? = null,
    val sourceIdentity: String? = null,
    val issuedAt: Instant? = null,
    /** Whether it was begun with a code of a device. */
    val isMfa: Boolean = false,
    /** Who vouched for a federated identity. */
    val provider: String? = null,
) : KnownCredentials(accessKeyId, identity, secretAccessKey)

/** A service that gives credentials, without others knowing it. */
internal fun interface CredentialSource {
    /** The credentials of [accessKey]; null where this service did not make it. */
    fun credentials(
        accessKey: String,
        world: World,
    ): KnownCredentials?
}

/** Who calls, by an access key. */
internal class Identities(
    private val sources: List<CredentialSource>,
) {
    /** The credentials that [accessKey] is of; null for keys that are nobody's. */
    fun credentials(
        accessKey: String,
        world: World,
    ): KnownCredentials? {
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
        if (!accessKey.startsWith(TEMPORARY) && !accessKey.startsWith(LASTING)) return null
        return sources.firstNotNullOfOrNull { it.credentials(accessKey, world) }
    }

    companion object {
        /** What the access keys of temporary credentials begin with. */
        const val TEMPORARY: String = "ASIA"

        /** What those of users begin with. */
        const val LASTING: String = "AKIA"

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
