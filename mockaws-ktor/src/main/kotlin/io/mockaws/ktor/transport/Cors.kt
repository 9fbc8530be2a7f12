package io.mockaws.ktor.transport

import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpHandler
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse

/**
 * Lets the pages of any site call [next], as a prototype in a browser has to. An answer that speaks of itself
 * (a bucket with rules of its own) is left alone.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">the protocol</a>
 */
internal class Cors(
    private val next: HttpHandler,
) : HttpHandler {
    override suspend fun handle(request: HttpRequest): HttpResponse {
        if ("Origin" !in request.headers) return next.handle(request)
        val method = request.headers["Access-Control-Request-Method"]
        if (request.method == "OPTIONS" && method != null) return preflight(request, method)
        val response = next.handle(request)
        if (ALLOW_ORIGIN in response.headers) return response
        return response.copy(headers = response.headers.with(ALLOW_ORIGIN, "*").with(EXPOSE_HEADERS, "*"))
    }

    private fun preflight(
        request: HttpRequest,
        method: String,
    ): HttpResponse {
        val headers =
            Headers.builder()
                .add(ALLOW_ORIGIN, "*")
                .add("Access-Control-Allow-Methods", method)
                .add("Access-Control-Max-Age", "600")
        request.headers["Access-Control-Request-Headers"]?.let { headers.add("Access-Control-Allow-Headers", it) }
        if ("Access-Control-Request-Private-Network" in request.headers) {
            headers.add("Access-Control-Allow-Private-Network", "true")
        }
        return HttpResponse(OK, headers.build())
    }

    private companion object {
        const val ALLOW_ORIGIN = "Access-Control-Allow-Origin"
        const val EXPOSE_HEADERS = "Access-Control-Expose-Headers"
        const val OK = 200
    }
}
