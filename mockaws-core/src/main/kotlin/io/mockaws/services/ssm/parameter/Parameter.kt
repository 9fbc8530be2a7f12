package io.mockaws.services.ssm.parameter

import kotlinx.serialization.Serializable
import kotlin.time.Duration
import kotlin.time.Instant

/** A parameter with its history. */
@Serializable
internal data class Parameter(
    /** As it was first put. */
    val name: String,
    /** The oldest first; never empty. */
    val versions: List<ParameterVersion>,
    val tags: Map<String, String> = emptyMap(),
) {
    val latest: ParameterVersion get() = versions.last()

    /** When it is deleted by a policy of its own; null for never. */
    val expiresAt: Instant? get() = latest.policies.firstNotNullOfOrNull { it.expiresAt }

    /** When one of its policies acts next; null for never. */
    val nextDue: Instant? get() = latest.policies.mapNotNull(::dueOf).minOrNull()

    /** When [policy], one of its own, acts; null where it has, or never does. */
    fun dueOf(policy: ParameterPolicy): Instant? =
        when {
            policy.isDone -> null
            policy.expiresAt != null -> policy.expiresAt
            policy.span == null -> null
            policy.type == Policies.NO_CHANGE_NOTIFICATION -> latest.lastModified + policy.span
            else -> expiresAt?.minus(policy.span)
        }
}

@Serializable
internal data class ParameterVersion(
    val version: Long,
    val type: String,
    /** In plain text, whatever the type. */
    val value: String,
    val lastModified: Instant,
    val lastModifiedUser: String,
    val description: String? = null,
    val allowedPattern: String? = null,
    /** Of a SecureString; as it was given. */
    val keyId: String? = null,
    val tier: String = Tiers.STANDARD,
    val policies: List<ParameterPolicy> = emptyList(),
    val dataType: String = DataTypes.TEXT,
    /** In the order in which they were given. */
    val labels: List<String> = emptyList(),
    /** Of a SecureString: what KMS made of [value]. */
    val ciphertext: String? = null,
)

/** One of the rules that advanced parameters may have. */
@Serializable
internal data class ParameterPolicy(
    /** As it was put, on one line. */
    val text: String,
    val type: String,
    /** Of an Expiration. */
    val expiresAt: Instant? = null,
    /** Of a notification: how long before the expiration, or after the last change. */
    val span: Duration? = null,
    /** When it was put; null where that was not kept. */
    val createdAt: Instant? = null,
    /** Whether it has acted. */
    val isDone: Boolean = false,
)

internal object Types {
    const val STRING: String = "String"
    const val STRING_LIST: String = "StringList"
    const val SECURE_STRING: String = "SecureString"
}

internal object Tiers {
    const val STANDARD: String = "Standard"
    const val ADVANCED: String = "Advanced"
    const val INTELLIGENT: String = "Intelligent-Tiering"
}

internal object DataTypes {
    const val TEXT: String = "text"
    const val IMAGE: String = "aws:ec2:image"
    const val INTEGRATION: String = "aws:ssm:integration"
}
