package io.mockaws.services.iam.account

import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html */
@Serializable
internal data class OidcProvider(
    val arn: String,
    /** Without `https://`. */
    val url: String,
    val clientIds: List<String>,
    val thumbprints: List<String>,
    val createdAt: Instant,
    val tags: Map<String, String> = emptyMap(),
)

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml.html */
@Serializable
internal data class SamlProvider(
    val arn: String,
    val name: String,
    val document: String,
    val createdAt: Instant,
    val validUntil: Instant,
    val uuid: String,
    val tags: Map<String, String> = emptyMap(),
    /** `Required` or `Allowed`; null where nobody said. */
    val assertionEncryption: String? = null,
    /** When each private key was added, by its id; the keys themselves are nobody's to read. */
    val privateKeys: Map<String, Instant> = emptyMap(),
)
