package io.mockaws.services.kms.key

import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** Another name of a key. */
@Serializable
internal data class Alias(
    /** With its prefix: `alias/orders`. */
    val name: String,
    val arn: String,
    val keyId: String,
    val createdAt: Instant,
    val updatedAt: Instant,
)
