package io.mockaws.services.apigateway.execute

import io.mockaws.kit.web.ApiAnswer
import io.mockaws.kit.web.ProxyAnswer
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.text
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.contentOrNull

/** How a REST API brings a request to what is behind it, and the answer back. */
internal object Integrations {
    fun perform(
        invocation: Invocation,
        integration: Members,
    ): ApiAnswer =
        when (integration.integrationType) {
            "AWS_PROXY" -> function(invocation, integration)
            "MOCK" -> MockIntegration.perform(invocation, integration)
            "HTTP_PROXY" -> HttpIntegration.proxied(invocation, integration)
            "HTTP" -> HttpIntegration.mapped(invocation, integration)
            else -> AwsIntegration.perform(invocation, integration)
        }

    private fun function(
        invocation: Invocation,
        integration: Members,
    ): ApiAnswer {
        val uri = integration.text("uri").orEmpty()
        val arn =
            Functions.arnOf(uri, invocation.stageVariables) ?: throw Refusal.configuration("Invalid function $uri")
        // Lambda takes POST alone.
        if (integration.text("httpMethod") != "POST") {
            throw Refusal.configuration("Invalid method for a Lambda function")
        }
        val source = invocation.sourceArn(invocation.request.method, invocation.resourcePath)
        val credentials = integration.text("credentials")
        val event = RestEvent.of(invocation)
        val result = Functions.invoke(invocation, arn, event, source, credentials)
        if (result.isFailed) throw Refusal.badIntegration("Lambda execution failed with status 200")
        val answer = Functions.answer { ProxyAnswer.first(result.payload) { wantsBytes(it, invocation) } }
        val trace = "X-Amzn-Trace-Id" to invocation.traceId
        if (answer.header("Content-Type") != null) return answer.plus(trace)
        return answer.plus("Content-Type" to "application/json", trace)
    }

    /** Text in Base64 goes out as bytes where the client takes what the API calls binary. */
    private fun wantsBytes(
        answer: JsonObject,
        invocation: Invocation,
    ): Boolean {
        val headers = answer["headers"] as? JsonObject
        val type = headers?.entries?.firstOrNull { it.key.equals("Content-Type", ignoreCase = true) }?.value
        val accepted = invocation.request.accepted() ?: (type as? JsonPrimitive)?.contentOrNull
        return invocation.isBinary(accepted)
    }
}
