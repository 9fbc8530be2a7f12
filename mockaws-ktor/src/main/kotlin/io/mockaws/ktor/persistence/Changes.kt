package io.mockaws.ktor.persistence

import io.mockaws.wire.http.HttpHandler
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse

/** Calls [changed] after each call to [next] that may have changed something, and before its answer is given. */
internal class Changes(
    private val next: HttpHandler,
    private val changed: suspend () -> Unit,
) : HttpHandler {
    override suspend fun handle(request: HttpRequest): HttpResponse {
        val response = next.handle(request)
        if (response.status < FAILED && !onlyReads(request)) changed()
        return response
    }

    /** Told from the head alone; whatever is not known to be a read counts as a change. */
    private fun onlyReads(request: HttpRequest): Boolean {
        if (request.method == "GET" || request.method == "HEAD" || request.method == "OPTIONS") return true
        val operation = request.headers["X-Amz-Target"]?.substringAfterLast('.') ?: return false
        return READS.any { operation.startsWith(it) }
    }

    private companion object {
        const val FAILED = 400
        val READS = listOf("Get", "List", "Describe", "BatchGet", "TransactGet", "Query", "Scan")
    }
}
