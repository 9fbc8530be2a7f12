package io.mockaws.kit.web

import io.mockaws.engine.CallerThread
import io.mockaws.testing.ApiResponse
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpHandler
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.readBytes

/** Sends a test's requests to [host], which is one of AWS's that [handler] answers for. */
internal class ApiSender(
    private val host: String,
    private val handler: () -> HttpHandler,
) {
    /**
     * @param path as a client has it, percent-encoded, with a query if there is one
     * @param body is `application/json` unless [headers] say otherwise
     */
    fun send(
        method: String,
        path: String,
        body: String?,
        headers: Map<String, String>,
    ): ApiResponse {
        val isTyped = headers.keys.any { it.equals("Content-Type", ignoreCase = true) }
        val typed = if (body == null || isTyped) headers else headers + ("Content-Type" to "application/json")
        return send(method, path, body?.toByteArray(), typed)
    }

    /** The same with bytes. */
    fun send(
        method: String,
        path: String,
        body: ByteArray?,
        headers: Map<String, String>,
    ): ApiResponse {
        val fields = Headers.builder()
        if (headers.keys.none { it.equals("Host", ignoreCase = true) }) fields.add("Host", host)
        headers.forEach { (name, value) -> fields.add(name, value) }
        val request =
            HttpRequest(
                method,
                path.substringBefore('?'),
                path.substringAfter('?', ""),
                fields.build(),
                if (body == null) HttpBody.Empty else HttpBody.Bytes(body),
                "https://$host",
            )
        val response = CallerThread().handle(handler(), request)
        val bytes = CallerThread().complete { response.body.readBytes() }
        return ApiResponse(response.status, response.headers.groupBy({ it.first }, { it.second }), bytes)
    }
}
