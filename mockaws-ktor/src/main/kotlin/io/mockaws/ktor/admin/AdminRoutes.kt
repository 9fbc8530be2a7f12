package io.mockaws.ktor.admin

import io.mockaws.MockAws
import io.mockaws.wire.http.HttpHandler
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import java.io.IOException

/** What the server answers beside AWS: moto's and LocalStack's paths for their clients, and paths of its own. */
internal class AdminRoutes(
    aws: MockAws,
    forks: Forks,
    private val next: HttpHandler,
    /** Returns when what a route changed is kept, or throws. */
    private val settle: suspend () -> Unit = {},
) : HttpHandler {
    private val all =
        listOf(MotoApi(aws).routes, LocalStackApi(aws).routes, Peepholes(aws).routes, OwnApi(aws, forks).routes)

    override suspend fun handle(request: HttpRequest): HttpResponse {
        val routes = all.firstOrNull { it.holds(request) } ?: return next.handle(request)
        if (!LocalOnly.admits(request)) return Json.error(FORBIDDEN, "${request.path} is for this machine only")
        val response = routes.answer(request)
        return try {
            response.also { settle() }
        } catch (lost: IOException) {
            Json.error(FAILED, lost.message.orEmpty())
        }
    }

    private companion object {
        const val FORBIDDEN = 403
        const val FAILED = 500
    }
}
