package io.mockaws.services.sts.op

import io.mockaws.services.sts.session.Session
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** Temporary credentials as STS gives them. https://docs.aws.amazon.com/STS/latest/APIReference/API_Credentials.html */
@Serializable
internal data class SessionCredentials(
    val accessKeyId: String,
    val secretAccessKey: String,
    val sessionToken: String,
    val expiration: Instant,
) {
    constructor(session: Session) :
        this(session.accessKeyId, session.secretAccessKey, session.sessionToken, session.expiration)
}

@Serializable
internal data class AssumedRoleUser(
    val assumedRoleId: String,
    val arn: String,
) {
    constructor(session: Session) : this(session.userId, session.arn)
}

@Serializable
internal data class PolicyDescriptor(
    val arn: String? = null,
)
