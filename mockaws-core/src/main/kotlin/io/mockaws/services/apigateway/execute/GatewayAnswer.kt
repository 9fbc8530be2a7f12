package io.mockaws.services.apigateway.execute

import io.mockaws.kit.web.ApiAnswer
import io.mockaws.services.apigateway.rest.GatewayResponses
import io.mockaws.services.apigateway.state.text
import io.mockaws.services.apigateway.state.texts

/** What a client of a REST API gets in place of an integration's answer. */
internal object GatewayAnswer {
    fun of(
        refusal: Refusal,
        invocation: Invocation,
    ): ApiAnswer {
        invocation.error = refusal
        refusal.log?.let { invocation.log += "Execution failed due to configuration error: $it" }
        val response = GatewayResponses.of(refusal.type, invocation.definition)
        val status = response.text("statusCode")?.toIntOrNull() ?: refusal.status
        val parameters =
            response.texts("responseParameters").mapNotNull { (name, source) ->
                val header = name.substringAfter("gatewayresponse.header.", "")
                ParameterMapping.valueOf(source, invocation)?.takeIf { header.isNotEmpty() }?.let { header to it }
            }
        val templates = response.texts("responseTemplates")
        val accepted = invocation.request.accepted()
        val type = templates.keys.firstOrNull { it == accepted } ?: templates.keys.firstOrNull() ?: "application/json"
        val template = templates[type] ?: GatewayResponses.TEMPLATE
        val isOwn = template == GatewayResponses.TEMPLATE
        val body = GatewayTemplate.render(if (isOwn) ownTemplate(refusal) else template, invocation)
        val own = parameters.map { it.first.lowercase() }
        val headers =
            listOf("Content-Type" to type, "x-amzn-ErrorType" to refusal.errorType)
                .filter { it.first.lowercase() !in own }
        return ApiAnswer(status, headers + parameters, body)
    }

    /** AWS writes some of its own with a space. */
    private fun ownTemplate(refusal: Refusal): String =
        if (refusal.type in SPACED) GatewayResponses.TEMPLATE.replace(":", ": ") else GatewayResponses.TEMPLATE

    private val SPACED =
        setOf(
            "DEFAULT_5XX",
            "API_CONFIGURATION_ERROR",
            "INTEGRATION_FAILURE",
            "INTEGRATION_TIMEOUT",
            "BAD_REQUEST_BODY",
            "BAD_REQUEST_PARAMETERS",
        )
}
