package io.mockaws.services.kms.grant

import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** https://docs.aws.amazon.com/kms/latest/developerguide/grants.html */
@Serializable
internal data class Grant(
    val id: String,
    /** Each call that made or found it gave another. */
    val tokens: List<String>,
    val keyId: String,
    val createdAt: Instant,
    val granteePrincipal: String,
    val retiringPrincipal: String?,
    /** The account that made it, as an ARN. */
    val issuingAccount: String,
    val operations: List<String>,
    val constraints: GrantConstraints?,
    val name: String?,
)

/** What the encryption context of a granted call has to be, or to contain. */
@Serializable
internal data class GrantConstraints(
    val encryptionContextSubset: Map<String, String>? = null,
    val encryptionContextEquals: Map<String, String>? = null,
)
