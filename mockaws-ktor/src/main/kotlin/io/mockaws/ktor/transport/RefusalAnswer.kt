package io.mockaws.ktor.transport

import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpResponse

/**
 * The answer to a request that cannot be handed on. Its form is that of the service which the head seems to be meant
 * for, as far as the head was understood: JSON, Query's XML, or S3's, which is also what a stranger gets.
 */
internal fun Refusal.asResponse(): HttpResponse {
    fun field(name: String): String? =
        understood
            .firstOrNull { it.startsWith("$name:", ignoreCase = true) }
            ?.substringAfter(':')
            ?.trim()
    val type = field("Content-Type").orEmpty()
    val isJson = field("X-Amz-Target") != null || type.contains("json")
    val error = "<Error><Code>$code</Code><Message>${escaped(message.orEmpty())}</Message>"
    return when {
        isJson -> response(
            "application/x-amz-json-1.0",
            """{"__type":"$code","message":"${quoted(message.orEmpty())}"}"""
        )

        type.startsWith("application/x-www-form-urlencoded") ->
            response(
                "text/xml",
                "<ErrorResponse><Error><Type>Sender</Type>${error.removePrefix("<Error>")}</Error></ErrorResponse>"
            )

        else -> response("application/xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n$error</Error>")
    }
}

private fun Refusal.response(
    type: String,
    body: String,
) = HttpResponse(status, Headers.of("Content-Type" to type, "x-amzn-ErrorType" to code), HttpBody.of(body))

private fun escaped(text: String) = text.replace("&", "&amp;").replace("<", "&lt;")

private fun quoted(text: String) = text.replace("\\", "\\\\").replace("\"", "\\\"")
