package io.mockaws.engine.signature

import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.percentDecode
import io.mockaws.wire.http.percentEncode

/**
 * What is signed of a request:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request
 */
internal object CanonicalRequest {
    private val SPACES = Regex(" +")

    fun of(
        request: HttpRequest,
        signedHeaders: List<String>,
        payload: String,
        isS3: Boolean,
    ): String =
        buildString {
            append(request.method).append('\n')
            append(if (isS3) keyPath(request.path) else path(request.path)).append('\n')
            append(query(request)).append('\n')
            for (name in signedHeaders) append(name).append(':').append(values(request, name)).append('\n')
            append('\n').append(signedHeaders.joinToString(";")).append('\n')
            append(payload)
        }

    /** Every byte of a key counts, and is encoded once. */
    private fun keyPath(path: String): String = percentEncode(percentDecode(path), keepSlash = true)

    /** Elsewhere `.`, `..` and empty segments mean nothing, and what was encoded to be sent is encoded again. */
    private fun path(path: String): String {
        val segments = ArrayList<String>()
        for (segment in path.split('/')) {
            when (segment) {
                "", "." -> continue
                ".." -> segments.removeLastOrNull()
                else -> segments += segment
            }
        }
        if (segments.isEmpty()) return "/"
        val end = if (path.endsWith('/')) "/" else ""
        return segments.joinToString("/", "/", end) { percentEncode(it) }
    }

    private fun query(request: HttpRequest): String =
        request.parametersOrNone
            .filter { it.name != "X-Amz-Signature" }
            .map { percentEncode(it.name) to percentEncode(it.value.orEmpty()) }
            .sortedWith(compareBy({ it.first }, { it.second }))
            .joinToString("&") { (name, value) -> "$name=$value" }

    private fun values(
        request: HttpRequest,
        name: String,
    ): String {
        val sent = request.headers.all(name)
        // A client may leave its Host to the transport.
        if (sent.isEmpty() && name == "host") return request.origin.substringAfter("://")
        return sent.joinToString(",") { it.trim().replace(SPACES, " ") }
    }
}
