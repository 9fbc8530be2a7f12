package io.mockaws.kit.web

/**
 * What an HTTP API, or the URL of a function, tells browsers, whatever stands behind it says.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
internal class CorsRules(
    private val origins: List<String>,
    private val methods: List<String>,
    private val headers: List<String>,
    private val exposed: List<String>,
    private val maxAge: Number?,
    private val allowsCredentials: Boolean,
) {
    /** The answer with [status] to a preflight [request]; null for all else. */
    fun preflight(
        request: ApiRequest,
        status: Int,
    ): ApiAnswer? {
        if (request.method != "OPTIONS" || "Access-Control-Request-Method" !in request.headers) return null
        val origin = originFor(request) ?: return ApiAnswer(status, emptyList(), "")
        val fields =
            listOf(ALLOW_ORIGIN to origin) +
                joined("access-control-allow-methods", methods) +
                joined("access-control-allow-headers", headers.map { it.lowercase() }) +
                listOfNotNull(maxAge?.let { "access-control-max-age" to "$it" }) +
                credentials()
        return ApiAnswer(status, fields, "")
    }

    /** [answer] to [request] with these rules in place of what it said itself. */
    fun applied(
        answer: ApiAnswer,
        request: ApiRequest,
    ): ApiAnswer {
        val plain = answer.headers.filterNot { it.first.startsWith("access-control-", ignoreCase = true) }
        val origin = originFor(request) ?: return ApiAnswer(answer.status, plain, answer.body)
        val added =
            listOf(ALLOW_ORIGIN to origin) +
                joined("access-control-expose-headers", exposed.map { it.lowercase() }) + credentials()
        return ApiAnswer(answer.status, plain + added, answer.body)
    }

    private fun originFor(request: ApiRequest): String? {
        val origin = request.headers["Origin"] ?: return null
        return when {
            "*" in origins -> "*"
            origins.any { matches(it, origin) } -> origin
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
    ): List<Pair<String, String>> = if (values.isEmpty()) emptyList() else listOf(name to values.joinToString(","))

    private fun credentials() =
        if (allowsCredentials) listOf("access-control-allow-credentials" to "true") else emptyList()

    private companion object {
        const val ALLOW_ORIGIN = "access-control-allow-origin"
    }
}
