package io.mockaws.services.events.bus

import io.mockaws.kit.JsonObjectText
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** How API destinations are called: by what they know the caller. */
@Serializable
internal data class Connection(
    val name: String,
    val arn: String,
    val secretArn: String,
    val authorization: String,
    val state: String,
    val createdAt: Instant,
    val modifiedAt: Instant,
    val authorizedAt: Instant? = null,
    val description: String? = null,
    /** As they were given, by AWS's names, with what is secret. */
    val parameters: JsonObjectText,
    val kmsKeyIdentifier: String? = null,
    /** Of OAuth: the token that was given last. */
    val token: String? = null,
) {
    companion object {
        const val AUTHORIZED: String = "AUTHORIZED"
        const val AUTHORIZING: String = "AUTHORIZING"
        const val DEAUTHORIZED: String = "DEAUTHORIZED"
        const val BASIC: String = "BASIC"
        const val API_KEY: String = "API_KEY"
        const val OAUTH: String = "OAUTH_CLIENT_CREDENTIALS"
    }
}

/** An HTTP endpoint that can be a target. */
@Serializable
internal data class ApiDestination(
    val name: String,
    val arn: String,
    val connectionArn: String,
    val endpoint: String,
    val method: String,
    val createdAt: Instant,
    val modifiedAt: Instant,
    val description: String? = null,
    val rate: Int = RATE,
) {
    companion object {
        /** Calls a second where nobody says otherwise. */
        const val RATE: Int = 300
    }
}
