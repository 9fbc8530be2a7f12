package io.mockaws.ktor.admin

import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse

/**
 * Who may ask for what is the server's own, and who is refused. Programs on this machine may. A browser also shows pages
 * that are somebody else's: of the web, of a name that was made to mean this machine, and of a bucket. The last come from
 * this server, so in a browser what is the server's own is at [HOST], where nothing of AWS's is, and for pages of there.
 *
 * @see <a href="https://www.w3.org/TR/fetch-metadata/">what a browser says of who asks</a>
 */
internal object OwnOrigin {
    /** Every browser takes it for this machine; nobody calls a bucket so, whose name could stand there. */
    const val HOST = "console.mockaws.localhost"

    /** Paths that a page elsewhere may lead to; they show what is there and do nothing. */
    private val PAGES = setOf("/_mockaws", "/_mockaws/", "/moto-api", "/moto-api/")
    private val ADDRESS = Regex("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]")
    private val LOOPBACK = Regex("127(\\.\\d{1,3}){3}|\\[::1]|([a-z0-9._-]+\\.)?localhost(\\.localdomain)?")
    private val LOCAL = listOf(".localstack.cloud", ".internal")

    /** Whether [request] came to the origin that has nothing of AWS's. */
    fun isOf(request: HttpRequest): Boolean = request.host == HOST

    /** What is answered to who may not; null for who may. */
    fun refusal(request: HttpRequest): HttpResponse? {
        val host = request.host
        val origin = request.headers["Origin"]
        val site = request.headers["Sec-Fetch-Site"]
        return when {
            !isLocal(host) -> forbidden("${request.path} is for this machine only")

            // No browser, or an old one that reads a page of its own.
            origin == null && site == null -> null

            host != HOST && LOOPBACK.matches(host) -> elsewhere(request)

            // A page in a sandbox has the origin "null", whoever it is of.
            origin != null -> if (authority(origin) == authority(request.origin)) null else notForPages(request)

            site == "same-origin" || site == "none" || (isVisit(request) && request.path in PAGES) -> null

            else -> notForPages(request)
        }
    }

    /** An address, a name of this machine, or one without dots, as containers have among each other. */
    private fun isLocal(host: String) =
        ADDRESS.matches(host) || LOOPBACK.matches(host) || '.' !in host || LOCAL.any { host.endsWith(it) }

    private fun authority(origin: String) = origin.substringAfter("://").lowercase()

    /** Whether somebody follows a link or types an address, and no page asks. */
    private fun isVisit(request: HttpRequest) =
        request.method == "GET" && request.headers["Sec-Fetch-Mode"] == "navigate"

    private fun elsewhere(request: HttpRequest): HttpResponse {
        val scheme = request.origin.substringBefore("://")
        val port = authority(request.origin).drop(request.host.length)
        val query = if (request.query.isEmpty()) "" else "?${request.query}"
        val there = "$scheme://$HOST$port${request.path}$query"
        if (!isVisit(request)) return forbidden("In a browser ${request.path} is at $there, for pages of there")
        return HttpResponse(MOVED, Headers.of("Location" to there, "Cache-Control" to "no-store"))
    }

    private fun notForPages(request: HttpRequest) = forbidden("${request.path} is for pages of $HOST only")

    private fun forbidden(message: String) = Json.error(FORBIDDEN, message)

    private const val MOVED = 307
    private const val FORBIDDEN = 403
}
