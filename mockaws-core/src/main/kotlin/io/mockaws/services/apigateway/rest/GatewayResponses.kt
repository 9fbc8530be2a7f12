package io.mockaws.services.apigateway.rest

import io.mockaws.model.Models
import io.mockaws.services.apigateway.state.Api
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.ApiDefinition
import io.mockaws.services.apigateway.state.ApiFaults
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.Part
import io.mockaws.services.apigateway.state.PatchOperation
import io.mockaws.services.apigateway.state.Patches
import io.mockaws.services.apigateway.state.change
import io.mockaws.services.apigateway.state.membersOf
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.restApi
import io.mockaws.services.apigateway.state.text

/**
 * What an API answers where it does not come to an integration, and what it answers for that if nobody says otherwise.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
internal object GatewayResponses {
    /** The status of each type; null where the error decides. */
    private val statuses =
        mapOf(
            "ACCESS_DENIED" to "403",
            "API_CONFIGURATION_ERROR" to "500",
            "AUTHORIZER_CONFIGURATION_ERROR" to "500",
            "AUTHORIZER_FAILURE" to "500",
            "BAD_REQUEST_BODY" to "400",
            "BAD_REQUEST_PARAMETERS" to "400",
            "DEFAULT_4XX" to null,
            "DEFAULT_5XX" to null,
            "EXPIRED_TOKEN" to "403",
            "INTEGRATION_FAILURE" to "504",
            "INTEGRATION_TIMEOUT" to "504",
            "INVALID_API_KEY" to "403",
            "INVALID_SIGNATURE" to "403",
            "MISSING_AUTHENTICATION_TOKEN" to "403",
            "QUOTA_EXCEEDED" to "429",
            "REQUEST_TOO_LARGE" to "413",
            "RESOURCE_NOT_FOUND" to "404",
            "THROTTLED" to "429",
            "UNAUTHORIZED" to "401",
            "UNSUPPORTED_MEDIA_TYPE" to "415",
            "WAF_FILTERED" to "403",
        )
    const val TEMPLATE = "{\"message\":\$context.error.messageString}"

    /** All types, in alphabetical order. */
    val types: List<String> get() = statuses.keys.toList()

    /** What [type] is where nobody has said anything of it; the one for its class counts then. */
    fun default(
        type: String,
        definition: ApiDefinition? = null,
    ): Members {
        val family = if (statuses[type].orEmpty().startsWith("4")) "DEFAULT_4XX" else "DEFAULT_5XX"
        val said = definition?.get(Part.GATEWAY_RESPONSE)?.get(family)?.takeIf { !type.startsWith("DEFAULT_") }
        return membersOf(
            "responseType" to type,
            "statusCode" to (said?.get("statusCode") ?: statuses[type]),
            "responseParameters" to said?.part("responseParameters").orEmpty(),
            "responseTemplates" to (said?.part("responseTemplates") ?: mapOf("application/json" to TEMPLATE)),
            "defaultResponse" to true,
        )
    }

    /** What [definition] answers for [type]. */
    fun of(
        type: String,
        definition: ApiDefinition,
    ): Members = definition[Part.GATEWAY_RESPONSE][type] ?: default(type, definition)
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_PutGatewayResponse.html */
internal fun putGatewayResponse(
    input: Members,
    call: ApiCall,
): Members {
    val (api, type) = call.gatewayResponse(input)
    val before = GatewayResponses.default(type)
    val made =
        membersOf(
            "responseType" to type,
            "statusCode" to (input.text("statusCode") ?: before["statusCode"]),
            "responseParameters" to input.part("responseParameters"),
            "responseTemplates" to input.part("responseTemplates").ifEmpty { before["responseTemplates"] },
            "defaultResponse" to false,
        )
    call.change(api) { it.with(Part.GATEWAY_RESPONSE, type, made) }
    return made
}

private fun ApiCall.gatewayResponse(input: Members): Pair<Api, String> =
    restApi(input.text("restApiId").orEmpty()) to input.text("responseType")!!

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetGatewayResponse.html */
internal fun getGatewayResponse(
    input: Members,
    call: ApiCall,
): Members {
    val (api, type) = call.gatewayResponse(input)
    return GatewayResponses.of(type, api.definition)
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetGatewayResponses.html */
internal fun getGatewayResponses(
    input: Members,
    call: ApiCall,
): Members {
    val api = call.restApi(input.text("restApiId").orEmpty())
    return paged(input, GatewayResponses.types.map { GatewayResponses.of(it, api.definition) }, "responseType")
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateGatewayResponse.html */
internal fun updateGatewayResponse(
    input: Members,
    call: ApiCall,
): Members {
    val (api, type) = call.gatewayResponse(input)
    val before = GatewayResponses.of(type, api.definition)
    val operations = PatchOperation.of(input)
    operations.forEach { check(it, before) }
    val changed = Patches(RESPONSE).apply(before, operations) + ("defaultResponse" to false)
    call.change(api) { it.with(Part.GATEWAY_RESPONSE, type, changed) }
    return changed
}

private fun check(
    operation: PatchOperation,
    before: Members,
) {
    if (operation.path == "/statusCode" && operation.op != "replace") throw ApiFaults.badPath(operation.path)
    val head = operation.steps.first()
    if (head !in setOf("responseTemplates", "responseParameters")) return
    if (operation.op == "replace" && operation.steps.getOrNull(1) !in before.part(head)) {
        val isTemplate = head == "responseTemplates"
        val words = if (isTemplate) "Content-Type specified was not found" else "Invalid parameter name specified"
        throw ApiFaults.notFound(words)
    }
    if (operation.op != "remove" && operation.value.isNullOrEmpty()) {
        throw ApiFaults.badRequest("Invalid null or empty value in $head")
    }
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteGatewayResponse.html */
internal fun deleteGatewayResponse(
    input: Members,
    call: ApiCall,
): Members {
    val (api, type) = call.gatewayResponse(input)
    if (type !in api[Part.GATEWAY_RESPONSE]) throw ApiFaults.notFound("Gateway response type not defined on api")
    call.change(api) { it.without(Part.GATEWAY_RESPONSE, type) }
    return emptyMap()
}

private val RESPONSE by lazy { Models.service("apigateway").structure("GatewayResponse")!! }
