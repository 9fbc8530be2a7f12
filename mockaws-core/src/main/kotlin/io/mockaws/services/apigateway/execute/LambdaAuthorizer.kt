package io.mockaws.services.apigateway.execute

import io.mockaws.kit.Arn
import io.mockaws.kit.StrictJson
import io.mockaws.services.apigateway.rest.ttlOf
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.flag
import io.mockaws.services.apigateway.state.list
import io.mockaws.services.apigateway.state.number
import io.mockaws.services.apigateway.state.text
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.put
import kotlin.time.Duration.Companion.seconds

/**
 * Functions that say who may call.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 */
internal object LambdaAuthorizer {
    /** Asks [authorizer] of a REST API for leave to make [invocation]. */
    fun rest(
        invocation: Invocation,
        authorizer: Members,
    ) {
        val sources =
            authorizer.text("identitySource").orEmpty().split(',').map { it.trim() }.filter { it.isNotEmpty() }
        val values = sources.map { ParameterMapping.valueOf(it, invocation) }
        val ttl = ttlOf(authorizer)
        val isToken = authorizer.text("type") == "TOKEN"
        if ((isToken || ttl > 0) && values.any { it.isNullOrEmpty() }) throw Refusal.unauthorized()
        val expression = authorizer.text("identityValidationExpression")
        if (isToken && !expression.isNullOrEmpty() && !Regex(expression).matches(values.first()!!)) {
            throw Refusal.unauthorized()
        }
        val event =
            if (isToken) {
                buildJsonObject {
                    put("type", "TOKEN")
                    put("methodArn", invocation.methodArn())
                    put("authorizationToken", values.first())
                }
            } else {
                val proxy = RestEvent.of(invocation) - "body" - "isBase64Encoded"
                val arn = JsonPrimitive(invocation.methodArn())
                JsonObject(mapOf("type" to JsonPrimitive("REQUEST"), "methodArn" to arn) + proxy)
            }
        val verdict =
            cached(invocation, authorizer, values, ttl) { verdict(invocation, authorizer, event, isSimple = false) }
        verdict.refusal(invocation.methodArn())?.let { throw Refusal.denied(it) }
        invocation.authorizer =
            mapOf("principalId" to JsonPrimitive(verdict.principal)) +
            verdict.context.mapValues { JsonPrimitive((it.value as? JsonPrimitive)?.contentOrNull ?: "${it.value}") } +
            ("integrationLatency" to JsonPrimitive(0))
        verdict.usageKey?.let { invocation.identity["apiKey"] = it }
    }

    /** The same of an HTTP or WebSocket API, in whichever format it is asked. */
    fun http(
        invocation: Invocation,
        authorizer: Members,
    ) {
        val sources = authorizer.list("IdentitySource")
        val values = sources.map { HttpMapping.valueOf(it, invocation) }
        val ttl = authorizer.number("AuthorizerResultTtlInSeconds") ?: 0
        if (values.any { it.isNullOrEmpty() }) throw Refusal.unauthorized()
        val isSecond = authorizer.text("AuthorizerPayloadFormatVersion") != "1.0"
        val isSimple = authorizer.flag("EnableSimpleResponses")
        val event = if (isSecond) second(invocation, values) else first(invocation, values)
        val verdict = cached(invocation, authorizer, values, ttl) { verdict(invocation, authorizer, event, isSimple) }
        if (verdict.refusal(invocation.methodArn()) != null) throw Refusal.denied("Forbidden")
        invocation.authorizer =
            if (isSecond && invocation.method["PayloadFormatVersion"] != "1.0") {
                mapOf("lambda" to JsonObject(verdict.context))
            } else {
                mapOf("principalId" to JsonPrimitive(verdict.principal)) + verdict.context
            }
    }

    private fun second(
        invocation: Invocation,
        values: List<String?>,
    ): JsonObject {
        val plain = HttpEvent.second(invocation) - "body" - "isBase64Encoded"
        val mine =
            mapOf(
                "type" to JsonPrimitive("REQUEST"),
                "routeArn" to JsonPrimitive(invocation.methodArn()),
                "identitySource" to JsonArray(values.map(::JsonPrimitive)),
            )
        return JsonObject(plain + mine)
    }

    private fun first(
        invocation: Invocation,
        values: List<String?>,
    ): JsonObject {
        val plain = HttpEvent.first(invocation) - "body" - "isBase64Encoded"
        val source = JsonPrimitive(values.filterNotNull().joinToString(","))
        val mine =
            mapOf(
                "type" to JsonPrimitive("REQUEST"),
                "methodArn" to JsonPrimitive(invocation.methodArn()),
                "identitySource" to source,
                "authorizationToken" to source,
            )
        return JsonObject(plain + mine)
    }

    private fun cached(
        invocation: Invocation,
        authorizer: Members,
        values: List<String?>,
        ttl: Int,
        ask: () -> Verdict,
    ): Verdict {
        if (ttl <= 0) return ask()
        val id = authorizer.text("id") ?: authorizer.text("AuthorizerId")
        val key = "${invocation.api.id}/${invocation.stageName}/$id/${values.joinToString("\n")}"
        val cache = AuthorizerCache.of(invocation.call.world)
        val now = invocation.call.now()
        return cache.find(key, now) ?: ask().also { cache.keep(key, now + ttl.seconds, it) }
    }

    /** Asks the function. */
    fun verdict(
        invocation: Invocation,
        authorizer: Members,
        event: JsonElement,
        isSimple: Boolean,
    ): Verdict {
        val uri = authorizer.text("authorizerUri") ?: authorizer.text("AuthorizerUri").orEmpty()
        val arn =
            Functions.arnOf(uri, invocation.stageVariables) ?: throw Refusal.authorizerFailed("Invalid authorizer $uri")
        val id = authorizer.text("id") ?: authorizer.text("AuthorizerId")
        val source = Arn.of("execute-api", invocation.call.place, "${invocation.api.id}/authorizers/$id").toString()
        val credentials = authorizer.text("authorizerCredentials") ?: authorizer.text("AuthorizerCredentialsArn")
        val result =
            try {
                Functions.invoke(invocation, arn, event, source, credentials)
            } catch (refusal: Refusal) {
                throw Refusal(
                    "AUTHORIZER_CONFIGURATION_ERROR",
                    "Internal server error",
                    "AuthorizerConfigurationException",
                    log = refusal.log,
                )
            }
        if (!result.isFailed) return Verdict.of(result.payload, isSimple)
        val error = StrictJson.parse(result.payload) as? JsonObject
        val message = (error?.get("errorMessage") as? JsonPrimitive)?.contentOrNull
        if (message == "Unauthorized") throw Refusal.unauthorized()
        throw Refusal(
            "AUTHORIZER_FAILURE",
            "Internal server error",
            "AuthorizerFailureException",
            log = "Authorizer error: ${result.payload}",
        )
    }
}
