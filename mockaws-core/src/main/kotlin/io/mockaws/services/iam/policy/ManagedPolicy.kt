package io.mockaws.services.iam.policy

import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** A managed policy: a customer's, or one of AWS's own. https://docs.aws.amazon.com/IAM/latest/APIReference/API_Policy.html */
@Serializable
internal data class ManagedPolicy(
    /** `ANPA...` */
    val id: String,
    val name: String,
    val path: String,
    val arn: String,
    val createdAt: Instant,
    val updatedAt: Instant,
    val description: String?,
    /** The oldest first. */
    val versions: List<PolicyVersion>,
    val defaultVersion: String,
    /** The number of the version that comes next. */
    val next: Int,
    val tags: Map<String, String> = emptyMap(),
) {
    val default: PolicyVersion get() = versions.first { it.id == defaultVersion }

    val isAwsManaged: Boolean get() = isAwsManaged(arn)

    companion object {
        /** Whether [arn] is of a policy of AWS's own: `arn:aws:iam::aws:policy/ReadOnlyAccess`. */
        fun isAwsManaged(arn: String): Boolean = "::aws:policy/" in arn
    }
}

@Serializable
internal data class PolicyVersion(
    /** `v1` */
    val id: String,
    val document: String,
    val createdAt: Instant,
)
