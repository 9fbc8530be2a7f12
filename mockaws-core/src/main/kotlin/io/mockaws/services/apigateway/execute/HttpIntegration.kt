package io.mockaws.services.apigateway.execute

import io.mockaws.engine.delivery.LocalHttp
import io.mockaws.kit.web.ApiAnswer
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.number
import io.mockaws.services.apigateway.state.text
import io.mockaws.services.apigateway.state.texts
import java.io.IOException
import java.net.URI
import java.net.URISyntaxException
import java.net.URLEncoder
import java.time.Duration

/** HTTP endpoints behind an API: URLs of the mock, and those on this machine; nothing else is ever reached. */
internal object HttpIntegration {
    /** `HTTP_PROXY` of a REST API: request and answer go through as they are. */
    fun proxied(
        invocation: Invocation,
        integration: Members,
    ): ApiAnswer {
        val mapped = MappedRequest.of(invocation, integration)
        val own = invocation.request.multiHeaders(DROPPED).flatMap { (name, values) -> values.map { name to it } }
        val names = mapped.headers.map { it.first.lowercase() }.toSet()
        val query = invocation.request.query.filter { (name, _) -> name !in mapped.query.map { it.first } }
        val method = methodOf(integration.text("httpMethod"), invocation)
        val answer =
            call(
                invocation,
                integration,
                method,
                uriOf(integration.text("uri").orEmpty(), mapped.path, query + mapped.query, invocation),
                own.filter { it.first.lowercase() !in names } + mapped.headers + added(invocation),
                invocation.request.body,
            )
        val headers = answer.headers.filter { it.first.lowercase() !in CONNECTION }
        return ApiAnswer(answer.status, headers, answer.bytes)
    }

    /** `HTTP` of a REST API: both are mapped. */
    fun mapped(
        invocation: Invocation,
        integration: Members,
    ): ApiAnswer {
        val body = Templates.request(invocation, integration)
        val mapped = MappedRequest.of(invocation, integration)
        val method = methodOf(integration.text("httpMethod"), invocation)
        val uri = uriOf(integration.text("uri").orEmpty(), mapped.path, mapped.query, invocation)
        val type =
            listOf("Content-Type" to "application/json")
                .filter { mapped.headers.none { (name, _) -> name.equals("Content-Type", ignoreCase = true) } }
        val headers = mapped.headers + type + added(invocation)
        val answer = call(invocation, integration, method, uri, headers, body.toByteArray())
        val result = MappedAnswer.Result(answer.body, answer.headers, "${answer.status}")
        return MappedAnswer.of(invocation, integration, result)
    }

    /** `HTTP_PROXY` of an HTTP API. */
    fun proxiedHttpApi(
        invocation: Invocation,
        integration: Members,
    ): ApiAnswer {
        val change = HttpRequestMapping.of(invocation, integration.texts("RequestParameters"))
        val method = methodOf(integration.text("IntegrationMethod"), invocation)
        val template = integration.text("IntegrationUri").orEmpty()
        val whole =
            if (change.path == null) {
                template
            } else {
                ORIGIN.find(template)?.value + change.path
            }
        val uri = uriOf(whole, invocation.pathParameters, change.query, invocation)
        val headers = change.headers + added(invocation)
        val answer = call(invocation, integration, method, uri, headers, invocation.request.body)
        return ApiAnswer(answer.status, answer.headers.filter { it.first.lowercase() !in CONNECTION }, answer.bytes)
    }

    private fun methodOf(
        said: String?,
        invocation: Invocation,
    ): String = if (said == null || said == "ANY") invocation.request.method else said

    private fun added(invocation: Invocation) =
        listOf("X-Amzn-Trace-Id" to invocation.traceId, "X-Amzn-Apigateway-Api-Id" to invocation.api.id)

    private fun uriOf(
        template: String,
        path: Map<String, String>,
        query: List<Pair<String, String>>,
        invocation: Invocation,
    ): URI {
        val variables = invocation.stageVariables
        val withStage = Functions.STAGE_VARIABLE.replace(template) { variables[it.groupValues[1]].orEmpty() }
        val filled = VARIABLE.replace(withStage) { path[it.groupValues[1]] ?: it.value }
        val parameters = query.joinToString("&") { (name, value) -> encoded(name) + "=" + encoded(value) }
        val separator = if (parameters.isEmpty()) {
            ""
        } else if ('?' in filled) {
            "&"
        } else {
            "?"
        }
        return try {
            URI(filled + separator + parameters)
        } catch (_: URISyntaxException) {
            throw Refusal.configuration("Invalid endpoint address")
        }
    }

    private fun encoded(text: String) = URLEncoder.encode(text, Charsets.UTF_8)

    private fun call(
        invocation: Invocation,
        integration: Members,
        method: String,
        uri: URI,
        headers: List<Pair<String, String>>,
        body: ByteArray,
    ): LocalHttp.Answer {
        OwnUrl.call(invocation, method, uri, headers, body)?.let { return it }
        if (!LocalHttp.isHere(uri)) {
            throw Refusal(
                "INTEGRATION_FAILURE",
                "mockaws calls HTTP endpoints on this machine alone, not $uri",
                "InternalServerErrorException",
                GATEWAY_TIMEOUT,
            )
        }
        val millis = integration.number("timeoutInMillis") ?: integration.number("TimeoutInMillis") ?: TIMEOUT
        return try {
            LocalHttp.call(
                method,
                uri,
                headers.filter { it.first.lowercase() !in RESTRICTED },
                body.takeIf { it.isNotEmpty() },
                Duration.ofMillis(millis.toLong()),
            )
        } catch (failure: IOException) {
            throw Refusal(
                "INTEGRATION_FAILURE",
                "Internal server error",
                "InternalServerErrorException",
                GATEWAY_TIMEOUT,
                log = "$failure",
            )
        }
    }

    private val VARIABLE = Regex("\\{([A-Za-z0-9_.\\-]+)\\+?}")
    private val ORIGIN = Regex("^https?://[^/]*")
    private val CONNECTION = setOf("connection", "content-length", "transfer-encoding", ":status", "keep-alive")
    private val RESTRICTED = setOf("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding")
    private val DROPPED = RESTRICTED
    private const val TIMEOUT = 29_000
    private const val GATEWAY_TIMEOUT = 504
}

/** What the request parameters of a REST integration make of a request, and what a template puts in their place. */
internal class MappedRequest private constructor(
    val headers: List<Pair<String, String>>,
    val query: List<Pair<String, String>>,
    val path: Map<String, String>,
) {
    companion object {
        fun of(
            invocation: Invocation,
            integration: Members,
        ): MappedRequest {
            val values =
                integration.texts("requestParameters").mapNotNull { (name, source) ->
                    val place = name.removePrefix("integration.request.")
                    ParameterMapping.valueOf(source, invocation)?.let { place to it }
                }

            fun at(place: String) =
                values.filter { it.first.startsWith("$place.") }
                    .associate { it.first.removePrefix("$place.") to it.second }
            val overrides = invocation.requestOverride
            return MappedRequest(
                (at("header") + overrides.header.mapValues { "${it.value}" }).toList(),
                (at("querystring") + overrides.querystring.mapValues { "${it.value}" }).toList(),
                at("path") + overrides.path.mapValues { "${it.value}" },
            )
        }
    }
}

/** What the request parameters of an HTTP API's integration make of a request. */
internal class HttpRequestMapping private constructor(
    val headers: List<Pair<String, String>>,
    val query: List<Pair<String, String>>,
    /** In place of the endpoint's; null where that stays. */
    val path: String?,
) {
    companion object {
        fun of(
            invocation: Invocation,
            parameters: Map<String, String>,
        ): HttpRequestMapping {
            var headers = HttpEvent.headersOf(invocation).flatMap { (name, values) -> values.map { name to it } }
            var query = invocation.request.query
            var path: String? = null
            for ((target, expression) in parameters) {
                val action = target.substringBefore(':')
                val place = target.substringAfter(':')
                val value = HttpMapping.valueOf(expression, invocation)
                if (place == "path") path = value
                val name = place.substringAfter('.')
                if (place.startsWith("header.")) headers = changed(headers, action, name, value)
                if (place.startsWith("querystring.")) query = changed(query, action, name, value)
            }
            return HttpRequestMapping(headers, query, path)
        }

        private fun changed(
            all: List<Pair<String, String>>,
            action: String,
            name: String,
            value: String?,
        ): List<Pair<String, String>> {
            val others = if (action == "append") all else all.filterNot { it.first.equals(name, ignoreCase = true) }
            return if (action == "remove" || value == null) others else others + (name to value)
        }
    }
}
