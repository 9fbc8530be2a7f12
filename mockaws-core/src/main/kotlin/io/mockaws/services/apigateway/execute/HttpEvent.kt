package io.mockaws.services.apigateway.execute

import io.mockaws.services.apigateway.state.text
import io.mockaws.wire.http.percentDecode
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.add
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlinx.serialization.json.putJsonObject

/**
 * What a function gets of a request to an HTTP API, in either format.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
internal object HttpEvent {
    /** Format 2.0. */
    fun second(invocation: Invocation): JsonObject {
        val request = invocation.request
        val isBinary = isBinary(request)
        val headers = headersOf(invocation)
        val cookies =
            headers["cookie"].orEmpty().flatMap { it.split(';') }.map { it.trim() }.filter { it.isNotEmpty() }
        return buildJsonObject {
            put("version", "2.0")
            put("routeKey", invocation.method.text("RouteKey"))
            put("rawPath", pathWithStage(invocation))
            put("rawQueryString", request.rawQuery)
            if (cookies.isNotEmpty()) putJsonArray("cookies") { cookies.forEach { add(it) } }
            put("headers", joined(headers - "cookie"))
            if (request.query.isNotEmpty()) put("queryStringParameters", joined(request.multiQuery()))
            put("requestContext", context(invocation))
            if (invocation.pathParameters.isNotEmpty()) {
                put("pathParameters", RestEvent.textsOf(invocation.pathParameters))
            }
            if (invocation.stageVariables.isNotEmpty()) {
                put("stageVariables", RestEvent.textsOf(invocation.stageVariables))
            }
            if (request.body.isNotEmpty()) put("body", RestEvent.bodyOf(request, isBinary))
            put("isBase64Encoded", isBinary && request.body.isNotEmpty())
        }
    }

    private fun context(invocation: Invocation) =
        buildJsonObject {
            val request = invocation.request
            put("accountId", invocation.call.account)
            put("apiId", invocation.api.id)
            if (invocation.authorizer.isNotEmpty()) put("authorizer", JsonObject(invocation.authorizer))
            put("domainName", request.domain)
            put("domainPrefix", request.domain.substringBefore('.'))
            putJsonObject("http") {
                put("method", request.method)
                put("path", pathWithStage(invocation))
                put("protocol", "HTTP/1.1")
                put("sourceIp", RestEvent.sourceIp(invocation))
                put("userAgent", request.userAgent.orEmpty())
            }
            put("requestId", invocation.extendedRequestId)
            put("routeKey", invocation.method.text("RouteKey"))
            put("stage", invocation.stageName)
            put("time", invocation.requestTime)
            put("timeEpoch", invocation.time.toEpochMilliseconds())
        }

    /** Format 1.0. */
    fun first(invocation: Invocation): JsonObject {
        val request = invocation.request
        val isBinary = isBinary(request)
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
            put("body", RestEvent.bodyOf(request, isBinary))
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
                            "sourceIp" to JsonPrimitive(RestEvent.sourceIp(invocation)),
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
    fun headersOf(invocation: Invocation): Map<String, List<String>> {
        val request = invocation.request
        val all = LinkedHashMap<String, List<String>>()
        request.multiHeaders(DROPPED).forEach { (name, values) -> all[name.lowercase()] = values }
        if ("content-length" !in all) all["content-length"] = listOf(request.body.size.toString())
        if ("host" !in all) all["host"] = listOf(request.domain)
        all["x-amzn-trace-id"] = listOf(invocation.traceId)
        all["x-forwarded-for"] = listOf(RestEvent.sourceIp(invocation))
        all["x-forwarded-port"] = listOf("443")
        all["x-forwarded-proto"] = listOf("https")
        return all
    }

    /** Decoded; without a stage where that is `$default`. */
    fun pathWithStage(invocation: Invocation): String {
        val path = percentDecode(invocation.request.path, plusIsSpace = false)
        val stage = "/${invocation.stageName}"
        val isInPath = invocation.stageName != "\$default" && invocation.request.fullPath.startsWith(stage)
        return if (isInPath) stage + path else path
    }

    private fun joined(all: Map<String, List<String>>): JsonObject =
        JsonObject(all.mapValues { (_, values) -> JsonPrimitive(values.joinToString(",")) })

    private fun capitalized(name: String): String =
        name.split('-').joinToString("-") { it.replaceFirstChar(Char::uppercase) }

    /** Text is what says so, and what says nothing and can be read as such. */
    fun isBinary(request: ApiRequest): Boolean {
        val type = request.contentType?.substringBefore(';')?.trim()?.lowercase() ?: return false
        if (type.startsWith("text/") || type in TEXTS) return false
        return !(type.endsWith("+json") || type.endsWith("+xml"))
    }

    private val TEXTS =
        setOf(
            "application/json",
            "application/javascript",
            "application/xml",
        )
    private val DROPPED = setOf("connection", "transfer-encoding", "expect", "te", "trailer", "upgrade")
    private val IDENTITY =
        listOf(
            "accessKey", "accountId", "caller", "cognitoAmr", "cognitoAuthenticationProvider",
            "cognitoAuthenticationType", "cognitoIdentityId", "cognitoIdentityPoolId", "principalOrgId", "sourceIp",
            "user", "userAgent", "userArn",
        )
}
