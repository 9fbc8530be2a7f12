package io.mockaws.services.apigateway.execute

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/**
 * What a function gets of a request to a REST API.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
internal object RestEvent {
    fun of(invocation: Invocation): JsonObject {
        val request = invocation.request
        val isBinary = invocation.isBinary(request.contentType)
        val headers = headersOf(invocation)
        return buildJsonObject {
            put("resource", invocation.resourcePath)
            put("path", request.path)
            put("httpMethod", request.method)
            put("headers", lastOf(headers))
            put("multiValueHeaders", listsOf(headers))
            put("queryStringParameters", lastOf(request.multiQuery()))
            put("multiValueQueryStringParameters", listsOf(request.multiQuery()))
            put("pathParameters", textsOf(invocation.pathParameters))
            put("stageVariables", textsOf(invocation.stageVariables))
            put("requestContext", contextOf(invocation))
            put("body", request.bodyAsJson(isBinary))
            put("isBase64Encoded", isBinary && request.body.isNotEmpty())
        }
    }

    /** The header fields with those that API Gateway adds. */
    fun headersOf(invocation: Invocation): Map<String, List<String>> {
        val request = invocation.request
        val scheme = if (request.headers["X-Forwarded-Proto"] == "http") "http" else "https"
        val all = LinkedHashMap(request.multiHeaders(DROPPED))
        all["X-Amzn-Trace-Id"] = listOf(invocation.traceId)
        all["X-Forwarded-For"] = listOf(request.sourceIp)
        all["X-Forwarded-Port"] = listOf("443")
        all["X-Forwarded-Proto"] = listOf(scheme)
        if (all.keys.none { it.equals("Host", ignoreCase = true) }) all["Host"] = listOf(request.domain)
        return all
    }

    fun contextOf(invocation: Invocation): JsonObject {
        val request = invocation.request
        return buildJsonObject {
            put("resourceId", invocation.resource["id"] as? String)
            put("resourcePath", invocation.resourcePath)
            put("httpMethod", request.method)
            put("extendedRequestId", invocation.extendedRequestId)
            put("requestTime", invocation.requestTime)
            put("path", request.fullPath)
            put("accountId", invocation.call.account)
            put("protocol", "HTTP/1.1")
            put("stage", invocation.stageName)
            put("domainPrefix", request.domain.substringBefore('.'))
            put("requestTimeEpoch", invocation.time.toEpochMilliseconds())
            put("requestId", invocation.requestId)
            put("identity", identityOf(invocation))
            put("domainName", request.domain)
            put("deploymentId", invocation.deployment)
            put("apiId", invocation.api.id)
            if (invocation.authorizer.isNotEmpty()) put("authorizer", JsonObject(invocation.authorizer))
            invocation.method["operationName"]?.let { put("operationName", it as String) }
        }
    }

    private fun identityOf(invocation: Invocation): JsonObject =
        JsonObject(
            IDENTITY.associateWith { name -> textOrNull(invocation.identity[name]) } +
                invocation.identity.filterKeys { it in KEYS }.mapValues { JsonPrimitive(it.value) } +
                mapOf(
                    "sourceIp" to JsonPrimitive(invocation.request.sourceIp),
                    "userAgent" to textOrNull(invocation.request.userAgent),
                ),
        )

    /** The last value of each; null for none at all. */
    fun lastOf(all: Map<String, List<String>>): JsonElement =
        if (all.isEmpty()) JsonNull else JsonObject(all.mapValues { JsonPrimitive(it.value.last()) })

    fun listsOf(all: Map<String, List<String>>): JsonElement =
        if (all.isEmpty()) JsonNull else JsonObject(all.mapValues { JsonArray(it.value.map(::JsonPrimitive)) })

    fun textsOf(all: Map<String, String>): JsonElement =
        if (all.isEmpty()) JsonNull else JsonObject(all.mapValues { JsonPrimitive(it.value) })

    private fun textOrNull(text: String?): JsonElement = text?.let(::JsonPrimitive) ?: JsonNull

    /** Fields that concern the connection. */
    private val DROPPED =
        setOf("connection", "content-length", "transfer-encoding", "expect", "te", "trailer", "upgrade")
    private val IDENTITY =
        listOf(
            "cognitoIdentityPoolId", "accountId", "cognitoIdentityId", "caller", "sourceIp", "principalOrgId",
            "accessKey", "cognitoAuthenticationType", "cognitoAuthenticationProvider", "userArn", "userAgent", "user",
        )
    private val KEYS = setOf("apiKey", "apiKeyId")
}
