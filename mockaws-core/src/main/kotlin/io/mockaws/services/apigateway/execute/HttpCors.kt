package io.mockaws.services.apigateway.execute

import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.flag
import io.mockaws.services.apigateway.state.list
import io.mockaws.services.apigateway.state.number
import io.mockaws.services.apigateway.state.part

/**
 * What an HTTP API with a CORS configuration tells browsers, whatever its integrations say.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
internal object HttpCors {
    /** The answer to a preflight request; null for all else. */
    fun preflight(invocation: Invocation): ApiAnswer? {
        val cors = corsOf(invocation) ?: return null
        val request = invocation.request
        if (request.method != "OPTIONS" || "Access-Control-Request-Method" !in request.headers) return null
        val origin = originFor(invocation, cors) ?: return ApiAnswer(NO_CONTENT, emptyList(), "")
        val headers =
            listOf(ALLOW_ORIGIN to origin) +
                joined("access-control-allow-methods", cors.list("AllowMethods")) +
                joined("access-control-allow-headers", cors.list("AllowHeaders")) +
                listOfNotNull(cors.number("MaxAge")?.let { "access-control-max-age" to "$it" }) +
                credentials(cors)
        return ApiAnswer(NO_CONTENT, headers, "")
    }

    /** [answer] with what the configuration says in place of what the integration said. */
    fun allowed(
        answer: ApiAnswer,
        invocation: Invocation,
    ): ApiAnswer {
        val cors = corsOf(invocation) ?: return answer
        val plain = answer.headers.filterNot { it.first.startsWith("access-control-", ignoreCase = true) }
        val origin = originFor(invocation, cors)
        val added =
            if (origin == null) {
                emptyList()
            } else {
                listOf(ALLOW_ORIGIN to origin) +
                    joined("access-control-expose-headers", cors.list("ExposeHeaders")) + credentials(cors)
            }
        return ApiAnswer(answer.status, plain + added, answer.body)
    }

    private fun corsOf(invocation: Invocation): Members? =
        invocation.api.members.part("CorsConfiguration").ifEmpty { null }

    private fun originFor(
        invocation: Invocation,
        cors: Members,
    ): String? {
        val origin = invocation.request.headers["Origin"] ?: return null
        val allowed = cors.list("AllowOrigins")
        return when {
            "*" in allowed -> "*"
            allowed.any { matches(it, origin) } -> origin
            else -> null
        }
    }

    /** `https://` and `http://` with a star behind stand for all of that scheme. */
    private fun matches(
        allowed: String,
        origin: String,
    ) = allowed.equals(origin, ignoreCase = true) ||
        (allowed.endsWith("*") && origin.startsWith(allowed.dropLast(1)))

    private fun joined(
        name: String,
        values: List<String>,
    ): List<Pair<String, String>> {
        if (values.isEmpty()) return emptyList()
        val isOfHeaders = name.endsWith("headers")
        return listOf(name to values.joinToString(",") { if (isOfHeaders) it.lowercase() else it })
    }

    private fun credentials(cors: Members) =
        if (cors.flag("AllowCredentials")) listOf("access-control-allow-credentials" to "true") else emptyList()

    private const val NO_CONTENT = 204
    private const val ALLOW_ORIGIN = "access-control-allow-origin"
}
