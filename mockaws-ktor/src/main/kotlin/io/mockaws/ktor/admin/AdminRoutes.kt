package io.mockaws.ktor.admin

import io.mockaws.MockAws
import io.mockaws.wire.http.BodyTooLargeException
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
    private val recorder = Recorder()
    private val all =
        listOf(
            MotoApi(aws, recorder.routes(target = this)).routes,
            LocalStackApi(aws).routes,
            Peepholes(aws).routes,
            OwnApi(aws, forks).routes
        )

    override suspend fun handle(request: HttpRequest): HttpResponse {
        val routes = all.firstOrNull { it.holds(request) }
        if (routes != null) OwnOrigin.refusal(request)?.let { return it }
        if (routes == null && OwnOrigin.isOf(request)) {
            return Json.error(
                NOT_FOUND,
                "There is nothing of AWS's at ${OwnOrigin.HOST}: the dashboard is at /_mockaws/"
            )
        }
        val noted =
            try {
                if (request.path.startsWith("/_")) request else recorder.note(request)
            } catch (tooLarge: BodyTooLargeException) {
                return Json.error(TOO_LARGE, "Not recorded, and not done: ${tooLarge.message}")
            }
        val response = routes?.answer(noted) ?: return next.handle(noted)
        return try {
            response.also { settle() }
        } catch (lost: IOException) {
            Json.error(FAILED, lost.message.orEmpty())
        }
    }

    private companion object {
        const val NOT_FOUND = 404
        const val TOO_LARGE = 413
        const val FAILED = 500
    }
}
