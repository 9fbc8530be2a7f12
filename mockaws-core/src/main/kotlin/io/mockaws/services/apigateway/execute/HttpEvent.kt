package io.mockaws.services.apigateway.execute

import io.mockaws.kit.web.ProxyEvent
import io.mockaws.services.apigateway.state.text
import io.mockaws.wire.http.percentDecode
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/**
 * What a function gets of a request to an HTTP API, in either format.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
internal object HttpEvent {
    /** Format 2.0. */
    fun second(invocation: Invocation): JsonObject {
        val event =
            ProxyEvent(
                invocation.request,
                pathWithStage(invocation),
                headersOf(invocation),
                invocation.method.text("RouteKey").orEmpty(),
                invocation.stageName,
                invocation.api.id,
                invocation.call.account,
                invocation.extendedRequestId,
                invocation.time,
            )
        event.authorizer = invocation.authorizer
        event.pathParameters = invocation.pathParameters
        event.stageVariables = invocation.stageVariables
        return event.json()
    }

    /** Format 1.0. */
    fun first(invocation: Invocation): JsonObject {
        val request = invocation.request
        val isBinary = request.isBinary
        val headers = headersOf(invocation).mapKeys { (name, _) -> capitalized(name) }
        return buildJsonObject {
            put("version", "1.0")
            put("resource", resource(invocation))
            put("path", pathWithStage(invocation))
            put("httpMethod", request.method)
            put("headers", RestEvent.lastOf(headers))
            put("multiValueHeaders", RestEvent.listsOf(headers))
            put("queryStringParameters", RestEvent.lastOf(request.multiQuery()))
            put("multiValueQueryStringParameters", RestEvent.listsOf(request.multiQuery()))
            put("requestContext", firstContext(invocation))
            put("pathParameters", RestEvent.textsOf(invocation.pathParameters))
            put("stageVariables", RestEvent.textsOf(invocation.stageVariables))
            put("body", request.bodyAsJson(isBinary))
            put("isBase64Encoded", isBinary && request.body.isNotEmpty())
        }
    }

    private fun resource(invocation: Invocation) =
        invocation.method.text("RouteKey").orEmpty().let { if (it == "\$default") it else it.substringAfter(' ') }

    private fun firstContext(invocation: Invocation) =
        buildJsonObject {
            val request = invocation.request
            put("accountId", invocation.call.account)
            put("apiId", invocation.api.id)
            if (invocation.authorizer.isNotEmpty()) put("authorizer", JsonObject(invocation.authorizer))
            put("domainName", request.domain)
            put("domainPrefix", request.domain.substringBefore('.'))
            put("extendedRequestId", invocation.extendedRequestId)
            put("httpMethod", request.method)
            put(
                "identity",
                JsonObject(
                    IDENTITY.associateWith<String, JsonElement> { name ->
                        invocation.identity[name]?.let(::JsonPrimitive) ?: JsonNull
                    } +
                        mapOf(
                            "sourceIp" to JsonPrimitive(request.sourceIp),
                            "userAgent" to JsonPrimitive(request.userAgent.orEmpty()),
                        ),
                ),
            )
            put("path", pathWithStage(invocation))
            put("protocol", "HTTP/1.1")
            put("requestId", invocation.extendedRequestId)
            put("requestTime", invocation.requestTime)
            put("requestTimeEpoch", invocation.time.toEpochMilliseconds())
            put("resourceId", invocation.method.text("RouteKey"))
            put("resourcePath", resource(invocation))
            put("stage", invocation.stageName)
        }

    /** The header fields in small letters, with those that API Gateway adds. */
    fun headersOf(invocation: Invocation): Map<String, List<String>> =
        ProxyEvent.headersOf(invocation.request, invocation.traceId)

    /** Decoded; without a stage where that is `$default`. */
    fun pathWithStage(invocation: Invocation): String {
        val path = percentDecode(invocation.request.path, plusIsSpace = false)
        val stage = "/${invocation.stageName}"
        val isInPath = invocation.stageName != "\$default" && invocation.request.fullPath.startsWith(stage)
        return if (isInPath) stage + path else path
    }

    private fun capitalized(name: String): String =
        name.split('-').joinToString("-") { it.replaceFirstChar(Char::uppercase) }

    private val IDENTITY =
        listOf(
            "accessKey", "accountId", "caller", "cognitoAmr", "cognitoAuthenticationProvider",
            "cognitoAuthenticationType", "cognitoIdentityId", "cognitoIdentityPoolId", "principalOrgId", "sourceIp",
            "user", "userAgent", "userArn",
        )
}
