package io.mockaws.services.apigateway.execute

import io.mockaws.kit.web.ApiAnswer
import io.mockaws.services.apigateway.state.Members

/**
 * Changes of requests and answers of HTTP APIs: `overwrite:header.name` to `$request.querystring.x`.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 */
internal object HttpMapping {
    /** [answer] as the mappings of its status make it. */
    fun response(
        answer: ApiAnswer,
        invocation: Invocation,
        parameters: Members,
    ): ApiAnswer {
        @Suppress("UNCHECKED_CAST")
        val mine = parameters["${answer.status}"] as? Map<String, String> ?: return answer
        var status = answer.status
        val headers = answer.headers.toMutableList()
        for ((target, expression) in mine) {
            val action = target.substringBefore(':')
            val place = target.substringAfter(':')
            val value = valueOf(expression, invocation, answer)
            if (place == "statuscode") {
                value?.toIntOrNull()?.let { status = it }
                continue
            }
            val name = place.removePrefix("header.")
            if (action != "append") headers.removeAll { it.first.equals(name, ignoreCase = true) }
            if (action != "remove" && value != null) headers += name to value
        }
        return ApiAnswer(status, headers, answer.body)
    }

    private val VARIABLE = Regex("\\$\\{?((?:request|response|context|stageVariables)(?:\\.[A-Za-z0-9_\\-$]+)+)}?")

    /** What [expression] stands for: a text, in which variables may stand. */
    fun valueOf(
        expression: String,
        invocation: Invocation,
        answer: ApiAnswer? = null,
    ): String? {
        val whole = VARIABLE.matchEntire(expression)
        if (whole != null) return variable(whole.groupValues[1], invocation, answer)
        return VARIABLE.replace(expression) { variable(it.groupValues[1], invocation, answer).orEmpty() }
    }

    private fun variable(
        name: String,
        invocation: Invocation,
        answer: ApiAnswer?,
    ): String? {
        val rest = name.substringAfter('.')
        return when (name.substringBefore('.')) {
            "stageVariables" -> invocation.stageVariables[rest]
            "context" -> ContextValues.of(rest, invocation)
            "request" -> ofRequest(rest, invocation)
            else -> answer?.let { ofAnswer(rest, it) }
        }
    }

    private fun ofRequest(
        name: String,
        invocation: Invocation,
    ): String? {
        val request = invocation.request
        val rest = name.substringAfter('.', "")
        return when (name.substringBefore('.')) {
            "body" -> if (rest.isEmpty()) request.text else JsonPaths.text("$.$rest", request.text)
            "header" -> request.headers.all(rest).ifEmpty { null }?.joinToString(",")
            "querystring" -> request.multiQuery()[rest]?.joinToString(",")
            "path" -> if (rest.isEmpty()) request.path else invocation.pathParameters[rest]
            else -> null
        }
    }

    private fun ofAnswer(
        name: String,
        answer: ApiAnswer,
    ): String? {
        val rest = name.substringAfter('.', "")
        val body = answer.body.decodeToString()
        return when (name.substringBefore('.')) {
            "header" -> answer.header(rest)
            "body" -> if (rest.isEmpty()) body else JsonPaths.text("$.$rest", body)
            else -> null
        }
    }
}
