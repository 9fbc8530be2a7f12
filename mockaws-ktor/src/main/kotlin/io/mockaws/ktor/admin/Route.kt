package io.mockaws.ktor.admin

import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse

/** What one path does; [method] is null where any will do. */
internal class Route(
    val method: String?,
    private val path: String,
    val answer: suspend (request: HttpRequest) -> HttpResponse,
) {
    /** Whether this route has the path of [request], with or without a slash at its end. */
    fun isAt(request: HttpRequest): Boolean = request.path == path || request.path == "$path/"
}

/** The paths below one prefix. */
internal class Routes(
    private val prefix: String,
    private val routes: List<Route>,
) {
    fun holds(request: HttpRequest): Boolean = request.path == prefix || request.path.startsWith("$prefix/")

    suspend fun answer(request: HttpRequest): HttpResponse {
        val there = routes.filter { it.isAt(request) }
        if (there.isEmpty()) return Json.error(NOT_FOUND, "There is nothing at ${request.path}")
        val route =
            there.firstOrNull { it.method == null || it.method == request.method }
                ?: return Json.error(WRONG_METHOD, "${request.path} is asked by ${there.joinToString { it.method!! }}")
        return try {
            route.answer(request)
        } catch (wrong: IllegalArgumentException) {
            Json.error(BAD_REQUEST, wrong.message ?: "Not a request that can be read")
        }
    }

    private companion object {
        const val BAD_REQUEST = 400
        const val NOT_FOUND = 404
        const val WRONG_METHOD = 405
    }
}
