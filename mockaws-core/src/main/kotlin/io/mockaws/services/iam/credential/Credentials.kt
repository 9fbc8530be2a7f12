package io.mockaws.services.iam.credential

import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** Whether what a user has can be used. */
internal enum class Status { Active, Inactive }

/** What a user has beside a name: it belongs to the user with the id [owner]. */
internal interface UserCredential {
    val id: String
    val owner: String
    val createdAt: Instant
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SSHPublicKey.html */
@Serializable
internal data class SshKey(
    override val id: String,
    override val owner: String,
    override val createdAt: Instant,
    val body: String,
    val status: Status = Status.Active,
) : UserCredential

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SigningCertificate.html */
@Serializable
internal data class SigningCertificate(
    override val id: String,
    override val owner: String,
    override val createdAt: Instant,
    val body: String,
    val status: Status = Status.Active,
) : UserCredential

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ServiceSpecificCredential.html */
@Serializable
internal data class ServiceCredential(
    override val id: String,
    override val owner: String,
    override val createdAt: Instant,
    /** As `codecommit.amazonaws.com`. */
    val service: String,
    /** What to give as the name of the user; for a service that takes keys, that of the key. */
    val userName: String,
    val secret: String,
    val status: Status = Status.Active,
    val expiresAt: Instant? = null,
) : UserCredential

/** A device that shows codes, or the root of an authenticator app. https://docs.aws.amazon.com/IAM/latest/APIReference/API_MFADevice.html */
@Serializable
internal data class MfaDevice(
    /** An ARN, or what stands on a piece of hardware. */
    val serial: String,
    /** When a virtual one was made. */
    val createdAt: Instant,
    /** What a virtual one's codes follow from, in Base32; null for hardware, which nobody here knows. */
    val seed: String?,
    /** The id of the user, or the account for the root user; null for one that is nobody's yet. */
    val owner: String? = null,
    val enabledAt: Instant? = null,
    val tags: Map<String, String> = emptyMap(),
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ServerCertificate.html */
@Serializable
internal data class ServerCertificate(
    /** `ASCA...` */
    val id: String,
    val name: String,
    val path: String,
    val arn: String,
    val uploadedAt: Instant,
    val expiresAt: Instant,
    val body: String,
    val chain: String?,
    val tags: Map<String, String> = emptyMap(),
)
