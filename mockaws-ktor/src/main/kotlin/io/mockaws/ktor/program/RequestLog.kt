package io.mockaws.ktor.program

import io.mockaws.wire.http.HttpHandler
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse

/** Writes a line for each request that [next] answers. */
internal class RequestLog(
    private val next: HttpHandler,
    private val write: (String) -> Unit,
) : HttpHandler {
    override suspend fun handle(request: HttpRequest): HttpResponse {
        val response =
            try {
                next.handle(request)
            } catch (broken: Exception) {
                write("${describe(request)} broken: $broken")
                throw broken
            }
        write("${describe(request)} -> ${response.status}")
        return response
    }

    private fun describe(request: HttpRequest): String {
        val target = request.headers["X-Amz-Target"]?.let { " $it" }.orEmpty()
        val query = if (request.query.isEmpty()) "" else "?${request.query}"
        return "${request.method} ${request.path}$query$target"
    }
}
