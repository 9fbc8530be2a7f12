package io.mockaws.services.sts.session

import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** Temporary credentials, and whose they are. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp.html */
@Serializable
internal data class Session(
    val accessKeyId: String,
    val secretAccessKey: String,
    val sessionToken: String,
    val expiration: Instant,
    val account: String,
    /** `arn:aws:sts::123456789012:assumed-role/reader/session`. */
    val arn: String,
    /** `AROA...:session`. */
    val userId: String,
    /** Whether a role was assumed, so that the next one is chained. */
    val isRole: Boolean = false,
    val tags: Map<String, String> = emptyMap(),
    /** Keys of [tags] that go on to sessions that are chained to this one. */
    val transitiveTags: Set<String> = emptySet(),
    val sourceIdentity: String? = null,
    /** The session policy, and the ARNs of managed ones. */
    val policy: String? = null,
    val policyArns: List<String> = emptyList(),
    /** The ARN of the role that was assumed, or of the user that asked; null for the root user's. */
    val issuer: String? = null,
    val issuerId: String? = null,
    val issuedAt: Instant? = null,
    /** Whether a code of a device came with the request. */
    val isMfa: Boolean = false,
    /** Who vouched for a federated identity. */
    val provider: String? = null,
)
