package io.mockaws.services.apigateway.http

import io.mockaws.services.apigateway.rest.deleteApi
import io.mockaws.services.apigateway.state.APIS
import io.mockaws.services.apigateway.state.Api
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.ApiDefinition
import io.mockaws.services.apigateway.state.ApiFaults
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.Part
import io.mockaws.services.apigateway.state.api
import io.mockaws.services.apigateway.state.flag
import io.mockaws.services.apigateway.state.membersOf
import io.mockaws.services.apigateway.state.newApiId
import io.mockaws.services.apigateway.state.newId
import io.mockaws.services.apigateway.state.only
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.text

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html#CreateApi */
internal fun createApi(
    input: Members,
    call: ApiCall,
): Members {
    val api = newApi(input, call)
    call.state.write { this[APIS, api.id] = api }
    input.text("Target")?.let { quickCreate(api, it, input, call) }
    return api.members
}

/** An HTTP or WebSocket API as it is before anybody has put anything into it. */
internal fun newApi(
    input: Members,
    call: ApiCall,
): Api {
    val kind =
        when (input.text("ProtocolType")) {
            "HTTP" -> Api.Kind.HTTP
            "WEBSOCKET" -> Api.Kind.WEBSOCKET
            else -> throw ApiFaults.badRequest("Invalid protocol specified. Must be one of [HTTP, WEBSOCKET]")
        }
    if (kind == Api.Kind.WEBSOCKET && input.text("RouteSelectionExpression") == null) {
        throw ApiFaults.badRequest("Route selection expression must be specified for WEBSOCKET protocol")
    }
    val id = call.newApiId()
    val scheme = if (kind == Api.Kind.HTTP) "https" else "wss"
    val members =
        input.only("Name", "ProtocolType", "Description", "Version", "DisableSchemaValidation") +
            membersOf(
                "ApiId" to id,
                "ApiEndpoint" to "$scheme://$id.execute-api.${call.region}.amazonaws.com",
                "ApiKeySelectionExpression" to
                    (input.text("ApiKeySelectionExpression") ?: "\$request.header.x-api-key"),
                "RouteSelectionExpression" to
                    (input.text("RouteSelectionExpression") ?: "\$request.method \$request.path"),
                "CorsConfiguration" to input.part("CorsConfiguration").ifEmpty { null },
                "CreatedDate" to call.now(),
                "DisableExecuteApiEndpoint" to input.flag("DisableExecuteApiEndpoint"),
                "IpAddressType" to (input.text("IpAddressType") ?: "ipv4"),
                "Tags" to input.part("Tags"),
            )
    return Api(id, call.ids.nextNumber(), kind, ApiDefinition(members))
}

/** One integration, one route and a stage that deploys itself. */
private fun quickCreate(
    api: Api,
    target: String,
    input: Members,
    call: ApiCall,
) {
    val isFunction = target.startsWith("arn:")
    val integration =
        membersOf(
            "IntegrationId" to call.newId(PART_ID),
            "ApiGatewayManaged" to true,
            "ConnectionType" to "INTERNET",
            "IntegrationType" to if (isFunction) "AWS_PROXY" else "HTTP_PROXY",
            "IntegrationMethod" to if (isFunction) "POST" else "ANY",
            "IntegrationUri" to target,
            "PayloadFormatVersion" to if (isFunction) "2.0" else "1.0",
            "TimeoutInMillis" to TIMEOUT,
            "CredentialsArn" to input["CredentialsArn"],
        )
    val route =
        mapOf(
            "RouteId" to call.newId(PART_ID),
            "RouteKey" to (input.text("RouteKey") ?: "\$default"),
            "Target" to "integrations/${integration["IntegrationId"]}",
            "AuthorizationType" to "NONE",
            "ApiKeyRequired" to false,
            "ApiGatewayManaged" to true,
        )
    call.changeApi(api) {
        it.with(Part.INTEGRATION, integration.text("IntegrationId")!!, integration)
            .with(Part.ROUTE, route.getValue("RouteId") as String, route)
    }
    val stage = mapOf("StageName" to "\$default", "AutoDeploy" to true, "ApiGatewayManaged" to true)
    createStage(stage + ("ApiId" to api.id), call)
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html#GetApi */
internal fun getApi(
    input: Members,
    call: ApiCall,
): Members = call.api(input.text("ApiId").orEmpty()).members

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html#GetApis */
internal fun getApis(
    input: Members,
    call: ApiCall,
): Members {
    val all = call.state.now[APIS].values.filter { it.kind != Api.Kind.REST }.sortedBy { it.number }
    return listed(input, all.map { it.members }, "ApiId")
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html#UpdateApi */
internal fun updateApi(
    input: Members,
    call: ApiCall,
): Members {
    val api = call.api(input.text("ApiId").orEmpty())
    val changed =
        input.only(
            "Name", "Description", "Version", "ApiKeySelectionExpression", "RouteSelectionExpression",
            "CorsConfiguration", "DisableSchemaValidation", "DisableExecuteApiEndpoint", "IpAddressType",
        )
    return call.changeApi(api) { it.copy(members = it.members + changed) }.members
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html#DeleteApi */
internal fun deleteApi(
    input: Members,
    call: ApiCall,
): Members {
    call.deleteApi(call.api(input.text("ApiId").orEmpty()))
    return emptyMap()
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-cors.html */
internal fun deleteCorsConfiguration(
    input: Members,
    call: ApiCall,
): Members {
    val api = call.api(input.text("ApiId").orEmpty())
    call.changeApi(api) { it.copy(members = it.members - "CorsConfiguration") }
    return emptyMap()
}

/** Characters of the ids of routes and integrations. */
internal const val PART_ID: Int = 7

/** Milliseconds that an integration has where nobody says otherwise. */
internal const val TIMEOUT: Int = 30_000
