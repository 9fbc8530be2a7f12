package io.mockaws.services.apigateway.http

import io.mockaws.services.apigateway.state.Api
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.ApiFaults
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.Part
import io.mockaws.services.apigateway.state.membersOf
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.text

internal val ROUTES =
    HttpPart(
        Part.ROUTE,
        "Route",
        defaults = { _, _ -> mapOf("ApiKeyRequired" to false, "AuthorizationType" to "NONE") },
        check = { api, route -> checkRoute(api, route) },
    )

private fun checkRoute(
    api: Api,
    route: Members,
) {
    val key = route.text("RouteKey").orEmpty()
    if (api.kind == Api.Kind.HTTP && !ROUTE_KEY.matches(key)) {
        throw ApiFaults.badRequest(
            "The provided route key is not formatted properly for HTTP protocol. Format should be " +
                "\"<HTTP METHOD> /<RESOURCE PATH>\" or \"\$default\"",
        )
    }
    if (api[Part.ROUTE].values.any { it["RouteKey"] == key && it["RouteId"] != route["RouteId"] }) {
        throw ApiFaults.conflict("Route with key $key already exists for this API")
    }
    val target = route.text("Target") ?: return
    if (target.removePrefix("integrations/") !in api[Part.INTEGRATION]) {
        throw ApiFaults.badRequest("Invalid integration target $target")
    }
}

internal val INTEGRATIONS =
    HttpPart(Part.INTEGRATION, "Integration", defaults = { api, said -> integrationDefaults(api, said) }) { api, made ->
        val type = made.text("IntegrationType")
        if (api.kind == Api.Kind.HTTP && type !in setOf("AWS_PROXY", "HTTP_PROXY")) {
            throw ApiFaults.badRequest("HTTP APIs only support integrations of type HTTP_PROXY and AWS_PROXY")
        }
    }

private fun integrationDefaults(
    api: Api,
    said: Members,
): Members {
    val isHttp = api.kind == Api.Kind.HTTP
    val isSubtype = said.text("IntegrationSubtype") != null
    return membersOf(
        "ConnectionType" to "INTERNET",
        "PayloadFormatVersion" to "1.0".takeUnless { said["IntegrationType"] == "AWS" },
        "TimeoutInMillis" to if (isHttp) TIMEOUT else WEBSOCKET_TIMEOUT,
        "IntegrationMethod" to "POST".takeIf { said["IntegrationType"] == "AWS_PROXY" && !isSubtype },
        "PassthroughBehavior" to "WHEN_NO_MATCH".takeUnless { isHttp },
        "IntegrationResponseSelectionExpression" to "\${integration.response.statuscode}".takeUnless { isHttp },
    )
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html#DeleteIntegration */
internal fun deleteIntegration(
    input: Members,
    call: ApiCall,
): Members =
    INTEGRATIONS.delete(input, call) { api, integration ->
        val user = api[Part.ROUTE].values.firstOrNull { it["Target"] == "integrations/${integration["IntegrationId"]}" }
        if (user != null) {
            throw ApiFaults.conflict(
                "Cannot delete Integration '${integration["IntegrationId"]}'. Integration is referenced by Route " +
                    "'${user["RouteKey"]}'.",
            )
        }
    }

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html#UpdateIntegration */
internal fun updateIntegration(
    input: Members,
    call: ApiCall,
): Members {
    // A parameter without a value is taken away; all others stay.
    val said = input["RequestParameters"] as? Map<*, *> ?: return INTEGRATIONS.update(input, call)
    val before = INTEGRATIONS.get(input, call).part("RequestParameters")
    val after = (before + said.entries.associate { "${it.key}" to it.value }).filterValues { it != "" }
    return INTEGRATIONS.update(input + ("RequestParameters" to after), call)
}

internal val AUTHORIZERS =
    HttpPart(Part.AUTHORIZER, "Authorizer", idLength = AUTHORIZER_ID) { api, made ->
        val isUnsaid = made["AuthorizerType"] == "REQUEST" && "AuthorizerPayloadFormatVersion" !in made
        if (isUnsaid && api.kind == Api.Kind.HTTP) {
            throw ApiFaults.badRequest("AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer")
        }
    }

internal val MODELS = HttpPart(Part.MODEL, "Model", idLength = AUTHORIZER_ID)

internal val ROUTE_RESPONSES = HttpPart(Part.ROUTE_RESPONSE, "RouteResponse", ROUTES)

internal val INTEGRATION_RESPONSES = HttpPart(Part.INTEGRATION_RESPONSE, "IntegrationResponse", INTEGRATIONS)

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid-requestparameters-requestparameterkey.html */
internal fun deleteRouteRequestParameter(
    input: Members,
    call: ApiCall,
): Members {
    ROUTES.change(input, call) {
        it + ("RequestParameters" to it.part("RequestParameters") - input.text("RequestParameterKey").orEmpty())
    }
    return emptyMap()
}

private const val AUTHORIZER_ID = 6
private const val WEBSOCKET_TIMEOUT = 29_000
private val ROUTE_KEY =
    Regex("\\\$default|(GET|POST|PUT|DELETE|PATCH|OPTIONS|HEAD|ANY) /.*")
