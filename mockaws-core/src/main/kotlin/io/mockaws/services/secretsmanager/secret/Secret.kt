package io.mockaws.services.secretsmanager.secret

import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** A secret with all that is known of it; in a replica's region a copy of the primary's. */
@Serializable
internal data class Secret(
    val name: String,
    /** With the six characters that AWS adds. */
    val arn: String,
    val createdAt: Instant,
    val lastChangedAt: Instant,
    val description: String? = null,
    /** As it was given; null for the key that AWS keeps for Secrets Manager. */
    val kmsKeyId: String? = null,
    val type: String? = null,
    /** Null where it never had any. */
    val tags: Map<String, String>? = null,
    /** In the order in which they were made. */
    val versions: List<SecretVersion> = emptyList(),
    val lastAccessedAt: Instant? = null,
    val lastRotatedAt: Instant? = null,
    val deletion: Deletion? = null,
    val rotation: Rotation? = null,
    val policy: String? = null,
    /** Those of a primary secret. */
    val replicas: List<Replica> = emptyList(),
    /** The region of the primary, of a secret that is replicated or a replica. */
    val primaryRegion: String? = null,
    val isReplica: Boolean = false,
    /** The service that has made it for its own use: `events`. */
    val owningService: String? = null,
) {
    /** The version that has the label [stage]. */
    fun staged(stage: String): SecretVersion? = versions.firstOrNull { stage in it.stages }

    fun version(id: String): SecretVersion? = versions.firstOrNull { it.id == id }

    /** The labels of each version that has any. */
    val stagesByVersion: Map<String, List<String>>
        get() = versions.filter { it.stages.isNotEmpty() }.associate { it.id to it.stages }

    /** When it is to be rotated or deleted next by itself. */
    val nextDue: Instant? get() = deletion?.at ?: rotation?.takeIf { it.isEnabled }?.next?.opensAt
}

@Serializable
internal data class SecretVersion(
    val id: String,
    val createdAt: Instant,
    /** Null together with [binary] for a version that a rotation has begun. */
    val string: String? = null,
    val binary: Blob? = null,
    /** In alphabetical order. */
    val stages: List<String> = emptyList(),
    val kmsKeyId: String? = null,
    val lastAccessedAt: Instant? = null,
) {
    val hasValue: Boolean get() = string != null || binary != null
}

/** That a secret is marked for deletion. */
@Serializable
internal data class Deletion(
    val markedAt: Instant,
    /** When it will be gone. */
    val at: Instant,
)

/** A copy in another region, as its primary knows it. */
@Serializable
internal data class Replica(
    val region: String,
    val kmsKeyId: String? = null,
    /** Why there is none, though it was asked for; null where it is in step. */
    val failure: String? = null,
)

/** Labels that Secrets Manager itself gives. */
internal object Stages {
    const val CURRENT: String = "AWSCURRENT"
    const val PENDING: String = "AWSPENDING"
    const val PREVIOUS: String = "AWSPREVIOUS"
    val all: Set<String> = setOf(CURRENT, PENDING, PREVIOUS)
}
