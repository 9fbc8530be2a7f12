package io.mockaws.services.apigateway.execute

import io.mockaws.services.apigateway.state.Api
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.contentOrNull

/**
 * What mapping expressions of REST APIs stand for: `method.request.header.Accept`, `'a text'`, `context.requestId`.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
 */
internal object ParameterMapping {
    /** Null where there is nothing. */
    fun valueOf(
        expression: String,
        invocation: Invocation,
        body: () -> String = { invocation.request.text },
    ): String? {
        if (expression.startsWith("'")) return expression.removeSurrounding("'")
        val rest = expression.substringAfter('.')
        return when {
            expression.startsWith("stageVariables.") -> invocation.stageVariables[rest]
            expression.startsWith("context.") -> ContextValues.of(rest, invocation)
            expression == "method.request.body" -> body()
            expression.startsWith("method.request.") -> ofRequest(rest.removePrefix("request."), invocation, body)
            else -> null
        }
    }

    private fun ofRequest(
        expression: String,
        invocation: Invocation,
        body: () -> String,
    ): String? {
        val request = invocation.request
        val name = expression.substringAfter('.')
        return when (expression.substringBefore('.')) {
            "body" -> JsonPaths.text("$.$name", body())
            "header" -> request.headers.all(name).lastOrNull()
            "multivalueheader" -> request.headers.all(name).ifEmpty { null }?.joinToString(",")
            "querystring" -> request.multiQuery()[name]?.last()
            "multivaluequerystring" -> request.multiQuery()[name]?.joinToString(",")
            "path" -> invocation.pathParameters[name]
            else -> null
        }
    }
}

/** The variables `$context.NAME`. */
internal object ContextValues {
    /** The text at [name], as `identity.sourceIp`; null where there is none. */
    fun of(
        name: String,
        invocation: Invocation,
    ): String? =
        when (name) {
            "error.message" -> invocation.error?.text

            "error.messageString" -> invocation.error?.text?.let { JsonPrimitive(it).toString() }

            "error.responseType" -> invocation.error?.type

            "error.validationErrorString" -> invocation.error?.validation ?: invocation.error?.text

            "requestId" -> if (invocation.api.kind ==
                Api.Kind.REST
            ) {
                invocation.requestId
            } else {
                invocation.extendedRequestId
            }

            "awsEndpointRequestId" -> invocation.results["awsEndpointRequestId"]

            "routeKey" -> invocation.method["RouteKey"] as? String

            "integrationErrorMessage" -> invocation.results["integrationErrorMessage"]

            else -> named(name, invocation)
        }

    private fun named(
        name: String,
        invocation: Invocation,
    ): String? {
        invocation.results[name]?.let { return it }
        if (name.startsWith("authorizer.")) {
            val path = name.removePrefix("authorizer.").split('.')
            val said = JsonObject(invocation.authorizer) as Any?
            val found = path.fold(said) { at, key -> (at as? JsonObject)?.get(key) }
            return (found as? JsonPrimitive)?.contentOrNull ?: found?.toString()
        }
        val context = RestEvent.contextOf(invocation)
        val found = name.split('.').fold(context as Any?) { at, key -> (at as? JsonObject)?.get(key) }
        return (found as? JsonPrimitive)?.contentOrNull
    }
}
