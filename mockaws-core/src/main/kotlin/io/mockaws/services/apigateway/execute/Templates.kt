package io.mockaws.services.apigateway.execute

import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.text
import io.mockaws.services.apigateway.state.texts
import io.mockaws.services.apigateway.template.MappingTemplate
import io.mockaws.services.apigateway.template.TemplateInput
import io.mockaws.services.apigateway.template.TemplateUtil
import io.mockaws.services.apigateway.template.TemplateValues

/** The bodies that templates of integrations make. */
internal object Templates {
    /**
     * What an integration gets for a body.
     *
     * https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
     *
     * @throws Refusal for a content type that it does not take
     */
    fun request(
        invocation: Invocation,
        integration: Members,
    ): String {
        val templates = integration.texts("requestTemplates")
        val type = invocation.request.contentType?.substringBefore(';')?.trim() ?: "application/json"
        val template = templates[type] ?: templates["\$default"]
        if (template != null) return render(template, invocation, invocation.request.text)
        val passes =
            when (integration.text("passthroughBehavior")) {
                "NEVER" -> false
                "WHEN_NO_TEMPLATES" -> templates.isEmpty()
                else -> true
            }
        if (!passes) {
            throw Refusal("UNSUPPORTED_MEDIA_TYPE", "Unsupported Media Type", "BadRequestException")
        }
        return invocation.request.text
    }

    /** What a client gets for the [body] of an integration by [response], and the type of it. */
    fun response(
        invocation: Invocation,
        response: Members,
        body: String,
    ): Pair<String, String> {
        @Suppress("UNCHECKED_CAST")
        val templates = response["responseTemplates"] as? Map<String, String?> ?: emptyMap()
        val accepted = invocation.request.accepted()
        val type =
            templates.keys.firstOrNull { it == accepted } ?: templates.keys.firstOrNull { it == "application/json" }
                ?: templates.keys.firstOrNull() ?: "application/json"
        val template = templates[type]
        return (if (template.isNullOrEmpty()) body else render(template, invocation, body)) to type
    }

    fun render(
        template: String,
        invocation: Invocation,
        body: String,
    ): String {
        val request = invocation.request
        val input =
            TemplateInput(
                body,
                invocation.pathParameters,
                request.multiQuery().mapValues { it.value.last() },
                request.multiHeaders().mapValues { it.value.last() },
            )
        val values =
            mapOf(
                "input" to input,
                "util" to TemplateUtil(),
                "stageVariables" to invocation.stageVariables,
                "context" to contextOf(invocation),
            )
        return try {
            MappingTemplate.render(template, values).also { takeStatus(invocation, values) }
        } catch (failure: MappingTemplate.Failure) {
            throw Refusal.configuration("Unable to transform: ${failure.message}")
        }
    }

    private fun contextOf(invocation: Invocation): Map<String, Any?> {
        @Suppress("UNCHECKED_CAST")
        val plain = TemplateValues.of(RestEvent.contextOf(invocation)) as MutableMap<String, Any?>
        plain["requestOverride"] =
            mapOf(
                "header" to invocation.requestOverride.header,
                "querystring" to invocation.requestOverride.querystring,
                "path" to invocation.requestOverride.path,
            )
        val response = LinkedHashMap<String, Any?>()
        response["header"] = invocation.responseOverride.header
        invocation.responseOverride.status?.let { response["status"] = it }
        plain["responseOverride"] = response
        invocation.error?.let { error ->
            plain["error"] =
                mapOf(
                    "message" to error.text,
                    "messageString" to ContextValues.of("error.messageString", invocation),
                    "responseType" to error.type,
                    "validationErrorString" to ContextValues.of("error.validationErrorString", invocation),
                )
        }
        return plain
    }

    private fun takeStatus(
        invocation: Invocation,
        values: Map<String, Any?>,
    ) {
        val context = values["context"] as Map<*, *>
        (context["responseOverride"] as? Map<*, *>)?.get("status")?.let { invocation.responseOverride.status = it }
    }
}
