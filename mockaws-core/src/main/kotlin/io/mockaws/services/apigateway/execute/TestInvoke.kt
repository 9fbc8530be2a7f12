package io.mockaws.services.apigateway.execute

import io.mockaws.kit.web.ApiAnswer
import io.mockaws.kit.web.ApiRequest
import io.mockaws.services.apigateway.rest.AUTHORIZERS
import io.mockaws.services.apigateway.rest.methodOrAny
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.membersOf
import io.mockaws.services.apigateway.state.restApi
import io.mockaws.services.apigateway.state.text
import io.mockaws.services.apigateway.state.texts
import io.mockaws.wire.http.Headers
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.contentOrNull
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter
import java.util.Locale
import kotlin.time.toJavaInstant

/**
 * A method is called as it is now, without authorizers, keys and stages.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_TestInvokeMethod.html
 */
internal fun testInvokeMethod(
    input: Members,
    call: ApiCall,
): Members {
    val found = call.methodOrAny(input)
    val resource = found.resource.text("path")!!
    val whole = input.text("pathWithQueryString")?.ifEmpty { null } ?: resource
    val path = whole.substringBefore('?')
    val said = input.text("httpMethod").orEmpty()
    val name = if (said == "ANY") "GET" else said
    val request = requestOf(input, name, whole)
    val stage = mapOf("stageName" to "test-invoke-stage", "variables" to input.texts("stageVariables"))
    val invocation = Invocation(call, found.api, found.api.definition, null, stage, request, call.ids.uuid())
    invocation.resource = found.resource
    invocation.method = found.method
    invocation.pathParameters = variables(resource, path)
    val answer =
        try {
            RestGateway.perform(invocation)
        } catch (refusal: Refusal) {
            GatewayAnswer.of(refusal, invocation)
        }
    val headers = answer.headers.groupBy({ it.first }, { it.second })
    return mapOf(
        "status" to answer.status,
        "body" to answer.body.decodeToString(),
        "headers" to headers.mapValues { it.value.last() },
        "multiValueHeaders" to headers,
        "log" to logOf(invocation, answer),
        "latency" to 1L,
    )
}

private fun requestOf(
    input: Members,
    method: String,
    whole: String,
): ApiRequest {
    val path = whole.substringBefore('?')
    val body = input.text("body").orEmpty().toByteArray()
    return ApiRequest(method, path, path, whole.substringAfter('?', ""), headersOf(input), body, HOST)
}

private fun headersOf(input: Members): Headers {
    val fields = Headers.builder()
    input.texts("headers").forEach { (name, value) -> fields.add(name, value) }
    for ((name, values) in input["multiValueHeaders"] as? Map<*, *> ?: emptyMap<String, Any?>()) {
        (values as? List<*>).orEmpty().forEach { fields.add("$name", "$it") }
    }
    return fields.build()
}

/** The variables of [pattern] as [path] has them; empty texts where it does not fit. */
private fun variables(
    pattern: String,
    path: String,
): Map<String, String> {
    val names = VARIABLE.findAll(pattern).map { it.groupValues[1].removeSuffix("+") }.toList()
    val expression =
        VARIABLE.split(pattern).joinToString("\u0000") { Regex.escape(it) }.let { escaped ->
            names.fold(escaped) { now, name ->
                now.replaceFirst("\u0000", if ("{$name+}" in pattern) "(.+)" else "([^/]+)")
            }
        }
    val values = Regex(expression).matchEntire(path)?.groupValues?.drop(1)
    return names.mapIndexed { i, name -> name to values?.getOrNull(i).orEmpty() }.toMap()
}

private val VARIABLE = Regex("\\{([^}]+)}")

private fun logOf(
    invocation: Invocation,
    answer: ApiAnswer,
): String {
    val request = invocation.request
    val time = LOG_TIME.format(invocation.time.toJavaInstant().atOffset(ZoneOffset.UTC))
    val lines = ArrayList<String>()
    lines += "Starting execution for request: ${invocation.requestId}"
    lines += "HTTP Method: ${request.method}, Resource Path: ${request.path}"
    lines += "Method request path: ${invocation.pathParameters.filterValues { it.isNotEmpty() }}"
    lines += "Method request query string: ${request.multiQuery().mapValues { it.value.last() }}"
    lines += "Method request headers: ${request.multiHeaders().mapValues { it.value.last() }}"
    lines += "Method request body before transformations: ${request.text}"
    lines += invocation.log
    if (invocation.error == null) {
        lines += "Method response body after transformations: ${answer.body.decodeToString()}"
        lines += "Method response headers: ${answer.headers.toMap()}"
        lines += "Successfully completed execution"
    }
    lines += "Method completed with status: ${answer.status}"
    return "Execution log for request ${invocation.requestId}\n" + lines.joinToString("") { "$time : $it\n" }
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_TestInvokeAuthorizer.html */
internal fun testInvokeAuthorizer(
    input: Members,
    call: ApiCall,
): Members {
    val authorizer = AUTHORIZERS.get(input, call)
    val api = call.restApi(input.text("restApiId").orEmpty())
    val request = requestOf(input, "GET", input.text("pathWithQueryString") ?: "/")
    val stage = mapOf("stageName" to "test-invoke-stage", "variables" to input.texts("stageVariables"))
    val invocation = Invocation(call, api, api.definition, null, stage, request, call.ids.uuid())
    val plain = authorizer + ("authorizerResultTtlInSeconds" to 0)
    return try {
        if (authorizer["type"] == "COGNITO_USER_POOLS") {
            TokenAuthorizer.cognito(invocation, authorizer, emptyList())
        } else {
            LambdaAuthorizer.rest(invocation, plain)
        }
        val said = invocation.authorizer
        membersOf(
            "clientStatus" to 0,
            "latency" to 1L,
            "log" to "Execution log for request ${invocation.requestId}\n",
            "principalId" to (said["principalId"] as? JsonPrimitive)?.contentOrNull,
            "claims" to (said["claims"] as? JsonObject)?.mapValues { (it.value as JsonPrimitive).content },
            "policy" to invocation.results["policy"],
        )
    } catch (refusal: Refusal) {
        membersOf(
            "clientStatus" to GatewayAnswer.of(refusal, invocation).status,
            "latency" to 1L,
            "log" to "Execution log for request ${invocation.requestId}\n${refusal.log.orEmpty()}\n",
        )
    }
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_FlushStageAuthorizersCache.html */
internal fun flushStageAuthorizersCache(
    input: Members,
    call: ApiCall,
): Members {
    val api = input.text("restApiId") ?: input.text("ApiId")
    val stage = input.text("stageName") ?: input.text("StageName")
    AuthorizerCache.of(call.world).flush("$api/$stage/")
    return emptyMap()
}

private val LOG_TIME: DateTimeFormatter = DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss 'UTC' yyyy", Locale.ENGLISH)
private const val HOST = "testPrefix.testDomainName"
