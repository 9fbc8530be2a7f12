package io.mockaws.services.iam.principal

import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKey.html */
@Serializable
internal data class AccessKey(
    val id: String,
    val secret: String,
    /** The id of its user, or the account where it is the root user's. */
    val owner: String,
    val createdAt: Instant,
    val status: Status = Status.Active,
) {
    /** A key that was deleted is kept, so that who still calls with it is refused, and not taken for somebody unknown. */
    enum class Status { Active, Inactive, Deleted }
}
