package io.mockaws.ktor.transport

import io.ktor.http.cio.Request
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest

/** What stands before the content of a request, with every byte of the target as the client wrote it. */
internal class RequestHead(
    val method: String,
    private val target: String,
    val isHttp11: Boolean,
    val headers: Headers,
) {
    /** The content's length in bytes; null where only its end tells (chunks). */
    val contentLength: Long? =
        if ("Transfer-Encoding" in headers) null else headers["Content-Length"]?.trim()?.toLong() ?: 0

    val expectsContinue: Boolean = isHttp11 && headers["Expect"].equals("100-continue", ignoreCase = true)

    /** Whether the client wants no further request on this connection; one of HTTP/1.0 has to say that it does. */
    val isLast: Boolean =
        headers["Connection"].orEmpty().split(',').map { it.trim().lowercase() }.let { options ->
            "close" in options || (!isHttp11 && "keep-alive" !in options)
        }

    /** The request with [body]; [localAddress] stands in for a `Host` that HTTP/1.0 may leave out. */
    fun request(
        body: HttpBody,
        localAddress: String,
    ): HttpRequest {
        // A proxy is asked for "http://host/path"; its authority then counts, and not Host (RFC 9112, 3.2.2).
        val isAbsolute = target.startsWith("http://", ignoreCase = true) || target.startsWith("https://", true)
        val authority = if (isAbsolute) target.substringAfter("://").substringBefore('/').substringBefore('?') else null
        val local = if (authority == null) target else target.substringAfter("://").substring(authority.length)
        val path = local.substringBefore('?')
        return HttpRequest(
            method = method,
            path = if (path.startsWith('/')) path else "/$path",
            query = local.substringAfter('?', ""),
            headers = headers,
            body = body,
            origin = "http://" + (authority ?: headers["Host"]?.takeIf { it.isNotBlank() } ?: localAddress),
        )
    }

    companion object {
        /** Copies what [request] holds. */
        fun of(request: Request): RequestHead {
            val headers = Headers.builder()
            for (at in request.headers.offsets()) {
                headers.add(request.headers.nameAtOffset(at).toString(), request.headers.valueAtOffset(at).toString())
            }
            return RequestHead(
                request.method.value,
                request.uri.toString(),
                request.version.toString() == "HTTP/1.1",
                headers.build(),
            )
        }
    }
}
