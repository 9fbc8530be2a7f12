package io.mockaws.ktor.admin

import io.mockaws.wire.http.BodyTooLargeException
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse

/** What one path does; [method] is null where any will do. */
internal class Route(
    val method: String?,
    val path: PathTemplate,
    /** For the description of the server's own routes; those of others are described by them. */
    val description: Description?,
    val answer: suspend (Asked) -> HttpResponse,
) {
    constructor(method: String?, path: String, answer: suspend (request: HttpRequest) -> HttpResponse) :
        this(method, PathTemplate(path), null, { answer(it.request) })

    fun serves(method: String): Boolean =
        this.method == null || this.method == method || (method == "HEAD" && this.method == "GET")
}

/** A request, and what its path has in place of the route's labels. */
internal class Asked(
    val request: HttpRequest,
    val labels: Labels,
)

/** A route that `/_mockaws/openapi.json` tells of. */
internal fun route(
    method: String,
    path: String,
    description: Description,
    answer: suspend (Asked) -> HttpResponse,
): Route = Route(method, PathTemplate(path), description, answer)

/** The paths below one prefix, but for those below [except], which are AWS's. */
internal class Routes(
    private val prefix: String,
    private val routes: List<Route>,
    private val except: List<String> = emptyList(),
) {
    fun holds(request: HttpRequest): Boolean =
        (request.path == prefix || request.path.startsWith("$prefix/")) &&
            except.none { request.path.startsWith("$it/") }

    suspend fun answer(request: HttpRequest): HttpResponse =
        try {
            val there = routes.mapNotNull { route -> route.path.match(request.path)?.let { route to it } }
            if (there.isEmpty()) throw AdminError.notFound("There is nothing at ${request.path}")
            val (route, labels) =
                there.firstOrNull { (route, _) -> route.serves(request.method) }
                    ?: throw AdminError(405, "${request.path} is asked by ${there.joinToString { it.first.method!! }}")
            route.answer(Asked(request, labels))
        } catch (wrong: AdminError) {
            Json.error(wrong.status, wrong.message)
        } catch (wrong: IllegalArgumentException) {
            Json.error(BAD_REQUEST, wrong.message ?: "Not a request that can be read")
        } catch (wrong: BodyTooLargeException) {
            Json.error(TOO_LARGE, wrong.message!!)
        }

    private companion object {
        const val BAD_REQUEST = 400
        const val TOO_LARGE = 413
    }
}

/** An answer that says what is wrong; nothing was done. */
internal class AdminError(
    val status: Int,
    override val message: String,
) : Exception(message, null, false, false) {
    companion object {
        fun notFound(message: String) = AdminError(404, message)

        fun conflict(message: String) = AdminError(409, message)
    }
}
