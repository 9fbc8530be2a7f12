package io.mockaws.services.apigateway.rest

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Arn
import io.mockaws.model.Models
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.ApiFaults
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.PatchOperation
import io.mockaws.services.apigateway.state.Patches
import io.mockaws.services.apigateway.state.list
import io.mockaws.services.apigateway.state.membersOf
import io.mockaws.services.apigateway.state.number
import io.mockaws.services.apigateway.state.only
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.parts
import io.mockaws.services.apigateway.state.text

/** https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html */
internal fun putIntegration(
    input: Members,
    call: ApiCall,
): Members {
    val found = call.method(input)
    val type = input.text("type").orEmpty()
    val method = input.text("integrationHttpMethod")
    checkIntegration(type, input.text("uri"), method)
    if (type == "AWS_PROXY") checkProxy(input.text("uri").orEmpty())
    checkRole(type, input.text("uri").orEmpty(), input.text("credentials"), call)
    val responses = found.method.part("methodIntegration")["integrationResponses"]
    val made =
        input.only(
            "type", "uri", "connectionType", "connectionId", "credentials", "requestParameters", "requestTemplates",
            "contentHandling", "tlsConfig", "responseTransferMode", "integrationTarget",
        ) +
            membersOf(
                "httpMethod" to method.takeIf { type != "MOCK" },
                "passthroughBehavior" to (input.text("passthroughBehavior") ?: "WHEN_NO_MATCH"),
                "timeoutInMillis" to (input.number("timeoutInMillis") ?: TIMEOUT),
                "cacheNamespace" to (input.text("cacheNamespace") ?: found.resource.text("id")),
                "cacheKeyParameters" to input.list("cacheKeyParameters"),
                "integrationResponses" to responses,
            )
    found.change(call, found.method + ("methodIntegration" to made))
    return made
}

private fun checkIntegration(
    type: String,
    uri: String?,
    method: String?,
) {
    if (type == "MOCK") return
    if (method.isNullOrEmpty()) throw ApiFaults.badRequest("Enumeration value for HttpMethod must be non-empty")
    if (type.startsWith("HTTP")) {
        if (uri == null || !HTTP.containsMatchIn(uri)) {
            throw ApiFaults.badRequest("Invalid HTTP endpoint specified for URI")
        }
        return
    }
    val arn = uri?.let(Arn::parse) ?: throw ApiFaults.badRequest("Invalid ARN specified in the request")
    if (arn.service != "apigateway") {
        throw ApiFaults.badRequest("AWS ARN for integration must contain path or action")
    }
    // arn:aws:apigateway:REGION:SERVICE:path/... or action/...
    val isWhole = arn.resource.startsWith("path/") || arn.resource.startsWith("action/")
    if (!isWhole) throw ApiFaults.badRequest("AWS ARN for integration must contain path or action")
}

private fun checkProxy(uri: String) {
    if (LAMBDA.containsMatchIn(uri) || uri.contains(":firehose:action/")) return
    throw ApiFaults.badRequest(
        "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
    )
}

/** Operations of services are called by a role of the account; functions may do without. */
private fun checkRole(
    type: String,
    uri: String,
    credentials: String?,
    call: ApiCall,
) {
    if (!type.startsWith("AWS")) return
    if (credentials == null) {
        if (":lambda:path/" in uri) return
        throw ApiFaults.badRequest("Role ARN must be specified for AWS integrations")
    }
    val role = Arn.parse(credentials)
    // arn:aws:iam::*:user/* is whoever calls.
    if (role != null && role.account != call.account && role.account != "*") {
        throw AwsFault("AccessDeniedException", "Cross-account pass role is not allowed.", status = FORBIDDEN)
    }
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetIntegration.html */
internal fun getIntegration(
    input: Members,
    call: ApiCall,
): Members = integrationOf(call.method(input))

private fun integrationOf(found: FoundMethod): Members =
    found.method.part("methodIntegration").ifEmpty { throw ApiFaults.noIntegration() }

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateIntegration.html */
internal fun updateIntegration(
    input: Members,
    call: ApiCall,
): Members {
    val found = call.method(input)
    val changed = Patches(INTEGRATION).apply(integrationOf(found), PatchOperation.of(input))
    found.change(call, found.method + ("methodIntegration" to changed))
    return changed
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteIntegration.html */
internal fun deleteIntegration(
    input: Members,
    call: ApiCall,
): Members {
    val found = call.method(input)
    integrationOf(found)
    found.change(call, found.method - "methodIntegration")
    return emptyMap()
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegrationResponse.html */
internal fun putIntegrationResponse(
    input: Members,
    call: ApiCall,
): Members {
    val found = call.method(input)
    val integration = integrationOf(found)
    val status = input.text("statusCode").orEmpty()
    val made =
        input.only(
            "statusCode",
            "selectionPattern",
            "responseParameters",
            "responseTemplates",
            "contentHandling",
        )
    val responses = integration.parts("integrationResponses") + (status to made)
    found.change(
        call,
        found.method + ("methodIntegration" to integration + ("integrationResponses" to responses)),
    )
    return made
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetIntegrationResponse.html */
internal fun getIntegrationResponse(
    input: Members,
    call: ApiCall,
): Members = integrationResponse(call.method(input), input)

private fun integrationResponse(
    found: FoundMethod,
    input: Members,
): Members =
    integrationOf(found).parts("integrationResponses")[input.text("statusCode")] ?: throw ApiFaults.noResponse()

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateIntegrationResponse.html */
internal fun updateIntegrationResponse(
    input: Members,
    call: ApiCall,
): Members {
    val found = call.method(input, ApiFaults::noIntegration)
    val before = integrationResponse(found, input)
    val changed = Patches(INTEGRATION_RESPONSE).apply(before, PatchOperation.of(input))
    change(found, call) { it - before.text("statusCode")!! + (changed.text("statusCode")!! to changed) }
    return changed
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteIntegrationResponse.html */
internal fun deleteIntegrationResponse(
    input: Members,
    call: ApiCall,
): Members {
    val found = call.method(input, ApiFaults::noIntegration)
    val before = integrationResponse(found, input)
    change(found, call) { it - before.text("statusCode")!! }
    return emptyMap()
}

private fun change(
    found: FoundMethod,
    call: ApiCall,
    change: (Map<String, Members>) -> Map<String, Members>,
) {
    val integration = integrationOf(found)
    val responses = change(integration.parts("integrationResponses"))
    found.change(call, found.method + ("methodIntegration" to integration + ("integrationResponses" to responses)))
}

private const val TIMEOUT = 29_000
private const val FORBIDDEN = 403
private val HTTP = Regex("^https?://[^/]+|^https?://\\$\\{stageVariables")
private val LAMBDA = Regex(":lambda:path/[^/]+/functions/.*/(response-streaming-)?invocations$")
private val INTEGRATION by lazy { Models.service("apigateway").structure("Integration")!! }
private val INTEGRATION_RESPONSE by lazy { Models.service("apigateway").structure("IntegrationResponse")!! }
