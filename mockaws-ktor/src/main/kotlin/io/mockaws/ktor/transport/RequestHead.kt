package io.mockaws.ktor.transport

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
    /** Whether the content comes in chunks, so that only its end tells its length. */
    val isChunked: Boolean = "Transfer-Encoding" in headers

    /** The content's length in bytes; null where it is [isChunked]. */
    val contentLength: Long? = if (isChunked) null else headers["Content-Length"]?.trim()?.toLong() ?: 0

    val expectsContinue: Boolean = isHttp11 && "Expect" in headers

    /** Whether the client wants no further request on this connection; one of HTTP/1.0 has to say that it does. */
    val isLast: Boolean =
        headers.all("Connection").flatMap { it.split(',') }.map { it.trim().lowercase() }.let { options ->
            "close" in options || (!isHttp11 && "keep-alive" !in options)
        }

    /** The request with [body]; [localAddress] stands in for a `Host` that HTTP/1.0 may leave out. */
    fun request(
        body: HttpBody,
        scheme: String,
        localAddress: String,
    ): HttpRequest {
        // A proxy is asked for "http://host/path"; its authority then counts, and not Host (RFC 9112, 3.2.2).
        val authority = if (target.startsWith('/') || target == "*") null else authorityOf(target)
        val local = if (authority == null) target else target.substringAfter("://").substring(authority.length)
        val path = local.substringBefore('?')
        return HttpRequest(
            method = method,
            path = if (path.startsWith('/')) path else "/$path",
            query = local.substringAfter('?', ""),
            headers = headers,
            body = body,
            origin = "$scheme://" + (authority ?: headers["Host"]?.takeIf { it.isNotBlank() } ?: localAddress),
        )
    }

    companion object {
        private val VERSION = Regex("HTTP/\\d\\.\\d")
        private val ABSOLUTE = Regex("https?://[^/?#]+([/?].*)?", RegexOption.IGNORE_CASE)
        private val HOST = Regex("[A-Za-z0-9._~!$&'()*+,;=%-]*(:\\d{0,5})?|\\[[0-9A-Fa-f:.]+](:\\d{0,5})?")

        private fun authorityOf(target: String) =
            target.substringAfter("://").substringBefore('/').substringBefore('?')

        /**
         * Reads the [lines] of a head.
         *
         * @throws Refusal for what RFC 9112 tells a server to refuse
         */
        fun parse(lines: List<String>): RequestHead {
            val parts = lines.first().split(' ')
            val isFirstLine =
                parts.size == 3 && isToken(parts[0]) && parts[1].isNotEmpty() && parts[1].none(::isControl)
            if (!isFirstLine) throw Refusal.badRequest("its first line is not a method, a target and a version")
            val (method, target, version) = parts
            val isHttp11 = version == "HTTP/1.1"
            if (!isHttp11 && version != "HTTP/1.0") throw wrongVersion(version)
            checkTarget(method, target)
            val headers = Headers.builder()
            for (i in 1 until lines.size) field(lines[i], headers)
            return RequestHead(method, target, isHttp11, checked(headers.build(), isHttp11))
        }

        private fun wrongVersion(version: String) =
            if (VERSION.matches(version)) {
                Refusal(505, "HttpVersionNotSupported", "The HTTP version specified is not supported.")
            } else {
                Refusal.badRequest("its first line is not a method, a target and a version")
            }

        private fun checkTarget(
            method: String,
            target: String,
        ) {
            val isKnown =
                target.startsWith('/') || (target == "*" && method == "OPTIONS") ||
                    (method != "CONNECT" && ABSOLUTE.matches(target) && HOST.matches(authorityOf(target)))
            if (!isKnown) throw Refusal.badRequest("its target is neither a path nor a URL")
        }

        private fun field(
            line: String,
            into: Headers.Builder,
        ) {
            val colon = line.indexOf(':')
            val name = if (colon < 0) "" else line.substring(0, colon)
            // Also what continues the line above, which RFC 9112, 5.2 leaves to servers to refuse.
            if (!isToken(name)) throw Refusal.badRequest("a line of its head is no header field")
            val value = line.substring(colon + 1).trim(' ', '\t')
            if (value.any { it != '\t' && isControl(it) }) {
                throw Refusal.badRequest("the field $name has a control character")
            }
            into.add(name, value)
        }

        /** What two readers of the same bytes could take for different requests is refused (request smuggling). */
        private fun checked(
            headers: Headers,
            isHttp11: Boolean,
        ): Headers {
            val hosts = headers.all("Host")
            if (hosts.size > 1 || (isHttp11 && hosts.isEmpty()) || !hosts.all(HOST::matches)) {
                throw Refusal.badRequest("it needs one valid Host")
            }
            val lengths = headers.all("Content-Length")
            if (lengths.size > 1 || lengths.any { it.length !in LENGTH_DIGITS || it.any { c -> c !in '0'..'9' } }) {
                throw Refusal.badRequest("its Content-Length is not one number")
            }
            val encodings = headers.all("Transfer-Encoding")
            if (encodings.isNotEmpty()) {
                if (lengths.isNotEmpty()) {
                    throw Refusal.badRequest("it has both a Content-Length and a Transfer-Encoding")
                }
                if (!isHttp11) throw Refusal.badRequest("HTTP/1.0 has no Transfer-Encoding")
                if (encodings.size > 1 || !encodings.single().equals("chunked", ignoreCase = true)) {
                    throw Refusal.notImplemented("Transfer-Encoding")
                }
            }
            if (isHttp11 && headers.all("Expect").any { !it.equals("100-continue", ignoreCase = true) }) {
                throw Refusal(417, "ExpectationFailed", "The expectation in Expect cannot be met.")
            }
            return headers
        }

        private fun isToken(text: String) =
            text.isNotEmpty() && text.all { it in '0'..'9' || it in 'A'..'Z' || it in 'a'..'z' || it in MARKS }

        private fun isControl(char: Char) = char < ' ' || char == '\u007f'

        /** What tokens have beside letters and digits (RFC 9110, 5.6.2). */
        private const val MARKS = "!#$%&'*+-.^_`|~"
        private val LENGTH_DIGITS = 1..18
    }
}
