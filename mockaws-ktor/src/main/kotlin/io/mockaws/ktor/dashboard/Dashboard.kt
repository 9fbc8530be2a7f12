package io.mockaws.ktor.dashboard

import io.mockaws.ktor.admin.AdminError
import io.mockaws.ktor.admin.Answer
import io.mockaws.ktor.admin.Description
import io.mockaws.ktor.admin.Parameter
import io.mockaws.ktor.admin.Route
import io.mockaws.ktor.admin.route
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpResponse

/**
 * The page at `/_mockaws/`. It is made of static files, which know no service: what they show is told by
 * `/_mockaws/state`. They come from our own jar and load nothing from elsewhere, and the browser is told to see to that.
 */
internal object Dashboard {
    private val file = Parameter("file", "one of the page's own files", "style.css", isOptional = false)

    val routes: List<Route> =
        listOf(
            route("GET", "/_mockaws", Description("The dashboard", page("text/html"))) { answer("index.html") },
            route("GET", "/_mockaws/dashboard/{file}", Description("Its files", page("*/*"), listOf(file))) {
                answer(it.labels["file"])
            },
        )

    private fun page(mediaType: String) = Answer(200, "The file", mediaType = mediaType)

    private fun answer(name: String): HttpResponse {
        val type = TYPES[name.substringAfterLast('.')]
        val content = if (type == null || '/' in name || '\\' in name) null else javaClass.getResource(name)
        content ?: throw AdminError.notFound("The dashboard has no file \"$name\"")
        val headers =
            Headers.of(
                "Content-Type" to type!!,
                "Content-Security-Policy" to POLICY,
                "X-Content-Type-Options" to "nosniff",
                "Referrer-Policy" to "no-referrer",
                "Cache-Control" to "no-cache",
            )
        return HttpResponse(200, headers, HttpBody.Bytes(content.openStream().use { it.readBytes() }))
    }

    private const val POLICY =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    /** By what a file's name ends in; there are no others. */
    private val TYPES =
        mapOf(
            "html" to "text/html; charset=utf-8",
            "css" to "text/css; charset=utf-8",
            "js" to "text/javascript; charset=utf-8",
            "svg" to "image/svg+xml",
        )
}
