package io.mockaws.services.apigateway.execute

import io.mockaws.kit.Arn
import io.mockaws.kit.web.ApiRequest
import io.mockaws.kit.web.ProxyEvent
import io.mockaws.services.apigateway.state.Api
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.ApiDefinition
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.text
import io.mockaws.services.apigateway.state.texts
import kotlinx.serialization.json.JsonElement
import kotlin.time.Instant

/** One request on its way through an API: what is known of it so far. On one thread. */
internal class Invocation(
    /** Where the API is. */
    val call: ApiCall,
    val api: Api,
    /** As it was deployed. */
    val definition: ApiDefinition,
    val deployment: String?,
    val stage: Members,
    val request: ApiRequest,
    val requestId: String,
) {
    val stageName: String get() = stage.text("stageName") ?: stage.text("StageName").orEmpty()
    var stageVariables: Map<String, String> = stage.texts("variables") + stage.texts("StageVariables")
    val time: Instant = call.now()

    /** `JKJaXmPLvHcESHA=` */
    val extendedRequestId: String = call.ids.alphanumeric(EXTENDED) + "="

    /** The resource of a REST API. */
    var resource: Members = emptyMap()

    /** The method of a REST API, or the route of another. */
    var method: Members = emptyMap()
    var pathParameters: Map<String, String> = emptyMap()

    /** What the authorizer says of the caller, by the names in `$context.authorizer`. */
    var authorizer: Map<String, JsonElement> = emptyMap()

    /** `$context.identity` beyond what the request tells. */
    val identity: MutableMap<String, String> = HashMap()

    /** What went wrong: `$context.error`. */
    var error: Refusal? = null

    /** `$context.integration` and what else comes with the answer. */
    val results: MutableMap<String, String> = HashMap()

    /** What `$context.requestOverride` and `$context.responseOverride` were set to. */
    val requestOverride: Overrides = Overrides()
    val responseOverride: Overrides = Overrides()

    /** What TestInvokeMethod shows. */
    val log: MutableList<String> = ArrayList()

    val resourcePath: String get() = resource.text("path").orEmpty()

    /** `arn:aws:execute-api:us-east-1:123456789012:abc/prod/GET/pets`: the method as it is called. */
    fun methodArn(path: String = request.path.removePrefix("/")): String =
        Arn.of("execute-api", call.place, "${api.id}/$stageName/${request.method}/$path").toString()

    /** `arn:.../abc/prod/GET/pets/{id}`: who calls an integration. */
    fun sourceArn(
        method: String,
        path: String,
    ): String = Arn.of("execute-api", call.place, "${api.id}/$stageName/$method/${path.removePrefix("/")}").toString()

    /** `Root=1-5e1b4151-5ac6c58f5b5daa3b7a1a8a2c` */
    val traceId: String by lazy(LazyThreadSafetyMode.NONE) { ProxyEvent.traceId(request, time, call.ids) }

    /** `01/Dec/2026:07:42:26 +0000` */
    val requestTime: String get() = ProxyEvent.requestTime(time)

    private companion object {
        const val EXTENDED = 15
    }
}

/** What a mapping template put in place of what mappings said. */
internal class Overrides {
    val header: MutableMap<String, Any?> = LinkedHashMap()
    val querystring: MutableMap<String, Any?> = LinkedHashMap()
    val path: MutableMap<String, Any?> = LinkedHashMap()

    /** `$context.responseOverride.status` */
    var status: Any? = null
}

/** Why a request does not come to an integration, or back from one. No accident, and so without a stack trace. */
internal class Refusal(
    /** The gateway response: `UNAUTHORIZED`. */
    val type: String,
    /** What a client is told. */
    val text: String,
    /** The error's type as a header tells it. */
    val errorType: String,
    /** The status where the gateway response has none. */
    val status: Int = SERVER_ERROR,
    /** `$context.error.validationErrorString` */
    val validation: String? = null,
    /** For TestInvokeMethod: what went wrong, in words. */
    val log: String? = null,
) : RuntimeException(text, null, false, false) {
    companion object {
        private const val SERVER_ERROR = 500

        fun missingToken() =
            Refusal(
                "MISSING_AUTHENTICATION_TOKEN",
                "Missing Authentication Token",
                "MissingAuthenticationTokenException",
            )

        fun forbidden() = Refusal("ACCESS_DENIED", "Forbidden", "ForbiddenException")

        fun forbiddenKey() = Refusal("INVALID_API_KEY", "Forbidden", "ForbiddenException")

        fun unauthorized() = Refusal("UNAUTHORIZED", "Unauthorized", "UnauthorizedException")

        fun denied(text: String) = Refusal("ACCESS_DENIED", text, "AccessDeniedException")

        /** The answer of a function is none, or there is no function. */
        fun badIntegration(log: String) =
            Refusal("DEFAULT_5XX", "Internal server error", "InternalServerErrorException", BAD_GATEWAY, log = log)

        fun configuration(log: String) =
            Refusal("API_CONFIGURATION_ERROR", "Internal server error", "InternalServerErrorException", log = log)

        fun authorizerFailed(log: String) =
            Refusal("AUTHORIZER_FAILURE", "Internal server error", "InternalServerErrorException", log = log)

        fun timeout() = Refusal("INTEGRATION_TIMEOUT", "Endpoint request timed out", "InternalServerErrorException")

        fun throttled() = Refusal("THROTTLED", "Too Many Requests", "TooManyRequestsException")

        fun overQuota() = Refusal("QUOTA_EXCEEDED", "Limit Exceeded", "LimitExceededException")

        private const val BAD_GATEWAY = 502
    }
}
