package io.mockaws.services.sts.session

import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.longOrNull
import java.util.Base64
import kotlin.time.Instant

/** What a token of a web identity provider says. */
internal class WebIdentity private constructor(
    val subject: String?,
    val audience: String?,
    /** The issuer, or the provider that the caller named. */
    val provider: String?,
) {
    companion object {
        private const val PARTS = 3

        /**
         * Reads an ID token of OpenID Connect; one of OAuth 2.0, whose [providerId] has to be named, says nothing to read.
         *
         * @throws io.mockaws.engine.AwsFault for what is no token, or one that has expired
         */
        fun of(
            token: String,
            providerId: String?,
            now: Instant,
        ): WebIdentity {
            if (providerId != null) return WebIdentity(null, null, providerId)
            val claims =
                claims(token) ?: throw StsFaults.invalidToken("The ID Token provided is not a valid JWT. $HINT")
            val expires = (claims["exp"] as? JsonPrimitive)?.longOrNull
            if (expires != null && expires <= now.epochSeconds) {
                throw StsFaults.expiredToken(
                    "Token expired: current date/time ${now.epochSeconds} must be before the expiration date/time $expires"
                )
            }
            return WebIdentity(text(claims["sub"]), text(claims["aud"]), text(claims["iss"]))
        }

        private const val HINT = "(You may see this error if you sent an Access Token)"

        private fun claims(token: String): JsonObject? {
            val parts = token.split('.')
            if (parts.size != PARTS) return null
            return try {
                Json.parseToJsonElement(Base64.getUrlDecoder().decode(parts[1]).decodeToString()) as? JsonObject
            } catch (_: SerializationException) {
                null
            } catch (_: IllegalArgumentException) {
                null
            }
        }

        private fun text(claim: JsonElement?): String? =
            when (claim) {
                is JsonArray -> text(claim.firstOrNull())
                is JsonPrimitive -> claim.contentOrNull
                else -> null
            }
    }
}
