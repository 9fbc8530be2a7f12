package io.mockaws.services.apigateway.execute

import io.mockaws.kit.Arn
import io.mockaws.kit.StrictJson
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.list
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.text
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.doubleOrNull
import java.util.Base64

/**
 * Tokens in place of signatures.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
internal object TokenAuthorizer {
    /** `JWT` of HTTP APIs. */
    fun jwt(
        invocation: Invocation,
        authorizer: Members,
        scopes: List<String>,
    ) {
        val configuration = authorizer.part("JwtConfiguration")
        val issuer = configuration.text("Issuer").orEmpty()
        val token = authorizer.list("IdentitySource").firstNotNullOfOrNull { HttpMapping.valueOf(it, invocation) }
        val claims = claimsOf(token, issuer, invocation) ?: throw Refusal.unauthorized()
        val audiences = configuration.list("Audience")
        val mine = textsOf(claims["aud"]) + listOfNotNull((claims["client_id"] as? JsonPrimitive)?.contentOrNull)
        if (audiences.isNotEmpty() && mine.none { it in audiences }) throw Refusal.unauthorized()
        val granted = scopesOf(claims)
        if (scopes.isNotEmpty() && granted.none { it in scopes }) throw Refusal.denied("Forbidden")
        val shown = claims.mapValues { (_, value) -> JsonPrimitive(textOf(value)) }
        val mineOfRoute = scopes.filter { it in granted }
        val authority =
            mapOf(
                "claims" to JsonObject(shown),
                "scopes" to if (mineOfRoute.isEmpty()) JsonNull else JsonArray(mineOfRoute.map(::JsonPrimitive)),
            )
        invocation.authorizer = mapOf("jwt" to JsonObject(authority))
    }

    /** `COGNITO_USER_POOLS` of REST APIs. */
    fun cognito(
        invocation: Invocation,
        authorizer: Members,
        scopes: List<String>,
    ) {
        val source = authorizer.text("identitySource") ?: "method.request.header.Authorization"
        val token = ParameterMapping.valueOf(source, invocation)
        val issuers =
            authorizer.list("providerARNs").mapNotNull(Arn::parse).map {
                "https://cognito-idp.${it.region}.amazonaws.com/${it.resource.removePrefix("userpool/")}"
            }
        val claims = issuers.firstNotNullOfOrNull { claimsOf(token, it, invocation) } ?: throw Refusal.unauthorized()
        if (scopes.isNotEmpty() && scopesOf(claims).none { it in scopes }) throw Refusal.unauthorized()
        val shown = claims.mapValues { (_, value) -> JsonPrimitive(textOf(value)) }
        invocation.authorizer = mapOf("claims" to JsonObject(shown))
    }

    /** What [token] says, where [issuer] has issued it and it holds now; else null. */
    private fun claimsOf(
        token: String?,
        issuer: String,
        invocation: Invocation,
    ): JsonObject? {
        val parts = token?.removePrefix("Bearer ")?.removePrefix("bearer ")?.trim()?.split('.') ?: return null
        if (parts.size != PARTS) return null
        val head = decoded(parts[0])?.let(StrictJson::parse) as? JsonObject ?: return null
        val claims = decoded(parts[1])?.let(StrictJson::parse) as? JsonObject ?: return null
        val signature =
            try {
                Base64.getUrlDecoder().decode(parts[2])
            } catch (_: IllegalArgumentException) {
                return null
            }
        if ((claims["iss"] as? JsonPrimitive)?.contentOrNull != issuer || !holds(claims, invocation)) return null
        val keyId = (head["kid"] as? JsonPrimitive)?.contentOrNull
        val issuers = Issuers.of(invocation.call.world)
        return claims.takeIf { issuers.verifies(issuer, keyId, "${parts[0]}.${parts[1]}", signature) }
    }

    private fun holds(
        claims: JsonObject,
        invocation: Invocation,
    ): Boolean {
        val now = invocation.call.now().epochSeconds

        fun at(name: String) = (claims[name] as? JsonPrimitive)?.doubleOrNull
        return (at("exp") ?: return false) > now && (at("nbf") ?: 0.0) <= now && (at("iat") ?: 0.0) <= now
    }

    private fun decoded(part: String): String? =
        try {
            Base64.getUrlDecoder().decode(part).decodeToString()
        } catch (_: IllegalArgumentException) {
            null
        }

    private fun scopesOf(claims: JsonObject): List<String> =
        textsOf(claims["scope"] ?: claims["scp"]).flatMap { it.split(' ') }.filter { it.isNotEmpty() }

    private fun textsOf(value: JsonElement?): List<String> =
        when (value) {
            is JsonArray -> value.mapNotNull { (it as? JsonPrimitive)?.contentOrNull }
            is JsonPrimitive -> listOfNotNull(value.contentOrNull)
            else -> emptyList()
        }

    /** Lists are shown as Java writes them. */
    private fun textOf(value: JsonElement): String =
        when (value) {
            is JsonPrimitive -> value.contentOrNull.orEmpty()
            is JsonArray -> value.joinToString(" ", "[", "]") { (it as? JsonPrimitive)?.contentOrNull ?: "$it" }
            else -> "$value"
        }

    private const val PARTS = 3
}
