package io.mockaws.services.apigateway.execute

import io.mockaws.kit.web.ApiAnswer
import io.mockaws.kit.web.CorsRules
import io.mockaws.kit.web.ProxyAnswer
import io.mockaws.services.apigateway.state.Api
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.Part
import io.mockaws.services.apigateway.state.flag
import io.mockaws.services.apigateway.state.list
import io.mockaws.services.apigateway.state.number
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.text
import io.mockaws.wire.http.percentDecode

/** How an HTTP API answers a request: CORS, route, authorizer, integration. */
internal object HttpGateway {
    fun answer(target: Gateway.Target): ApiAnswer {
        val stage = target.stage
        val definition = target.definition
        if (stage == null || definition == null) return message(NOT_FOUND, "Not Found")
        val id = target.call.requestId.ifEmpty { target.call.ids.uuid() }
        val invocation = Invocation(target.call, target.api, definition, target.deploymentId, stage, target.request, id)
        val cors = corsOf(target.api)
        val request = target.request
        val answer =
            cors?.preflight(request, NO_CONTENT)
                ?: routedOrRefused(invocation).let { cors?.applied(it, request) ?: it }
        AccessLog.write(invocation, answer)
        return answer.plus("Apigw-Requestid" to invocation.extendedRequestId)
    }

    private fun corsOf(api: Api): CorsRules? {
        val cors = api.members.part("CorsConfiguration").ifEmpty { return null }
        return CorsRules(
            cors.list("AllowOrigins"),
            cors.list("AllowMethods"),
            cors.list("AllowHeaders"),
            cors.list("ExposeHeaders"),
            cors.number("MaxAge"),
            cors.flag("AllowCredentials"),
        )
    }

    private fun routedOrRefused(invocation: Invocation): ApiAnswer =
        try {
            routed(invocation)
        } catch (refusal: Refusal) {
            invocation.error = refusal
            message(statusOf(refusal), wordsOf(refusal))
        }

    private fun routed(invocation: Invocation): ApiAnswer {
        val routes = LaidOut.of(invocation.call.world).routes(invocation.definition) { HttpRoutes(it) }
        val path = percentDecode(invocation.request.path, plusIsSpace = false)
        val match = routes.find(invocation.request.method, path) ?: return message(NOT_FOUND, "Not Found")
        invocation.method = match.route
        invocation.pathParameters = match.variables
        HttpAccess.admit(invocation)
        val integration = integrationOf(match.route, invocation) ?: return message(NOT_FOUND, "Not Found")
        return perform(invocation, integration)
    }

    /** The integration that [route] leads to. */
    fun integrationOf(
        route: Members,
        invocation: Invocation,
    ): Members? =
        invocation.definition[Part.INTEGRATION][route.text("Target").orEmpty().removePrefix("integrations/")]

    private fun perform(
        invocation: Invocation,
        integration: Members,
    ): ApiAnswer {
        val answer =
            when (integration.text("IntegrationType")) {
                "AWS_PROXY" ->
                    if (integration.text("IntegrationSubtype") != null) {
                        FirstClassIntegration.perform(invocation, integration)
                    } else {
                        function(invocation, integration)
                    }

                else -> HttpIntegration.proxiedHttpApi(invocation, integration)
            }
        return HttpMapping.response(answer, invocation, integration.part("ResponseParameters"))
    }

    private fun function(
        invocation: Invocation,
        integration: Members,
    ): ApiAnswer {
        val uri = integration.text("IntegrationUri").orEmpty()
        val arn =
            Functions.arnOf(uri, invocation.stageVariables) ?: throw Refusal.badIntegration("Invalid function $uri")
        val isSecond = integration.text("PayloadFormatVersion") != "1.0"
        val event = if (isSecond) HttpEvent.second(invocation) else HttpEvent.first(invocation)
        val key = invocation.method.text("RouteKey").orEmpty()
        val method = if (key == "\$default") key else key.substringBefore(' ').let { if (it == "ANY") "*" else it }
        val source = invocation.sourceArn(method, if (key == "\$default") "" else key.substringAfter(' '))
        val result =
            Functions.invoke(invocation, arn, event, source.removeSuffix("/"), integration.text("CredentialsArn"))
        if (result.isFailed) throw Refusal.badIntegration("The function failed")
        return Functions.answer {
            if (isSecond) ProxyAnswer.second(result.payload) else ProxyAnswer.first(result.payload) { true }
        }
    }

    /** All that is wrong behind an HTTP API is told in the same words. */
    private fun wordsOf(refusal: Refusal): String {
        val isOurs = statusOf(refusal) >= SERVER_ERROR && refusal.type != "INTEGRATION_TIMEOUT"
        return if (isOurs) "Internal Server Error" else refusal.text
    }

    fun statusOf(refusal: Refusal): Int = STATUSES[refusal.type] ?: refusal.status

    fun message(
        status: Int,
        text: String,
    ): ApiAnswer = ApiAnswer(status, listOf("content-type" to "application/json"), """{"message":"$text"}""")

    private const val NO_CONTENT = 204
    private const val NOT_FOUND = 404
    private const val SERVER_ERROR = 500
    private val STATUSES =
        mapOf(
            "UNAUTHORIZED" to 401,
            "ACCESS_DENIED" to 403,
            "INTEGRATION_TIMEOUT" to 503,
            "THROTTLED" to 429,
            "MISSING_AUTHENTICATION_TOKEN" to 403,
            "DEFAULT_5XX" to 500,
            "API_CONFIGURATION_ERROR" to 500,
            "AUTHORIZER_FAILURE" to 500,
        )
}
