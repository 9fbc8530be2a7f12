package io.mockaws.services.apigateway.execute

import io.mockaws.kit.web.ApiAnswer
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.parts
import io.mockaws.services.apigateway.state.text
import io.mockaws.services.apigateway.state.texts

/** The answer of an integration that is no proxy, as its integration responses make it one for clients. */
internal object MappedAnswer {
    /** What an integration said. */
    class Result(
        val body: String,
        val headers: List<Pair<String, String>> = emptyList(),
        /** What the patterns of responses are matched with: a status, or the message of an error; null for success. */
        val selector: String?,
    )

    fun of(
        invocation: Invocation,
        integration: Members,
        result: Result,
    ): ApiAnswer {
        val responses = integration.parts("integrationResponses").values
        val response =
            select(responses, result.selector)
                ?: throw Refusal.configuration(
                    "No match for output mapping and no default endpoint response found. Endpoint response: " +
                        "${result.selector}",
                )
        val (body, type) = Templates.response(invocation, response, result.body)
        val mapped =
            response.texts("responseParameters").mapNotNull { (name, source) ->
                val header = name.substringAfter("method.response.header.", "")
                valueOf(source, invocation, result)?.takeIf { header.isNotEmpty() }?.let { header to it }
            }
        val overrides = invocation.responseOverride.header.map { (name, value) -> name to "$value" }
        val headers = LinkedHashMap<String, Pair<String, String>>()
        for (field in listOf("Content-Type" to type) + mapped + overrides) headers[field.first.lowercase()] = field
        val status =
            invocation.responseOverride.status?.toString()?.toDoubleOrNull()?.toInt()
                ?: response.text("statusCode")?.toIntOrNull() ?: OK
        return ApiAnswer(status, headers.values.toList(), body)
    }

    /** The first whose pattern fits, else the one without a pattern. */
    private fun select(
        responses: Collection<Members>,
        selector: String?,
    ): Members? {
        val fitting =
            selector?.let {
                responses.firstOrNull { response ->
                    val pattern = response.text("selectionPattern")
                    !pattern.isNullOrEmpty() && matches(pattern, it)
                }
            }
        return fitting ?: responses.firstOrNull { it.text("selectionPattern").isNullOrEmpty() }
    }

    private fun matches(
        pattern: String,
        text: String,
    ): Boolean =
        try {
            Regex(pattern, RegexOption.DOT_MATCHES_ALL).matches(text)
        } catch (_: IllegalArgumentException) {
            false
        }

    private fun valueOf(
        source: String,
        invocation: Invocation,
        result: Result,
    ): String? =
        when {
            source.startsWith("integration.response.header.") -> {
                val name = source.removePrefix("integration.response.header.")
                result.headers.lastOrNull { it.first.equals(name, ignoreCase = true) }?.second
            }

            source.startsWith("integration.response.multivalueheader.") -> {
                val name = source.removePrefix("integration.response.multivalueheader.")
                result.headers.filter { it.first.equals(name, ignoreCase = true) }.joinToString(",") { it.second }
                    .ifEmpty { null }
            }

            source == "integration.response.body" -> result.body

            source.startsWith("integration.response.body.") ->
                JsonPaths.text("$." + source.removePrefix("integration.response.body."), result.body)

            else -> ParameterMapping.valueOf(source, invocation)
        }

    private const val OK = 200
}
