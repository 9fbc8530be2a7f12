package io.mockaws.engine.delivery

import java.io.IOException
import java.net.InetAddress
import java.net.URI
import java.net.UnknownHostException
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.time.Duration

/** HTTP endpoints that services call. Those on this machine alone are; nothing else is ever reached. */
internal object LocalHttp {
    private val client: HttpClient by lazy {
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER).build()
    }

    /** What an endpoint answers. */
    class Answer(
        val status: Int,
        /** As it came. */
        val bytes: ByteArray,
        /** In the order of their names. */
        val headers: List<Pair<String, String>> = emptyList(),
    ) {
        /** Read as UTF-8. */
        val body: String get() = bytes.decodeToString()
    }

    /** Whether [uri] is HTTP on this machine. */
    fun isHere(uri: URI): Boolean {
        val host = uri.host ?: return false
        if (uri.scheme != "http" && uri.scheme != "https") return false
        return host == "localhost" || host.endsWith(".localhost") || isLoopback(host)
    }

    /** Addresses only: names are not looked up. */
    private fun isLoopback(host: String): Boolean =
        (host.startsWith("[") || host.all { it.isDigit() || it == '.' }) &&
            try {
                InetAddress.getByName(host).isLoopbackAddress
            } catch (_: UnknownHostException) {
                false
            }

    /**
     * Calls [uri], which [is here][isHere], on this thread.
     *
     * @throws IOException where nobody answers in time
     */
    fun call(
        method: String,
        uri: URI,
        headers: List<Pair<String, String>>,
        body: String?,
        timeout: Duration,
    ): Answer = call(method, uri, headers, body?.toByteArray(), timeout)

    /** The same with bytes. */
    fun call(
        method: String,
        uri: URI,
        headers: List<Pair<String, String>>,
        body: ByteArray?,
        timeout: Duration,
    ): Answer {
        require(isHere(uri)) { "Not on this machine: $uri" }
        val content =
            if (body == null) HttpRequest.BodyPublishers.noBody() else HttpRequest.BodyPublishers.ofByteArray(body)
        val request = HttpRequest.newBuilder(uri).timeout(timeout).method(method, content)
        headers.forEach { (name, value) -> request.header(name, value) }
        try {
            val answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray())
            val fields = answer.headers().map().flatMap { (name, values) -> values.map { name to it } }
            return Answer(answer.statusCode(), answer.body(), fields)
        } catch (interrupted: InterruptedException) {
            Thread.currentThread().interrupt()
            throw IOException("Interrupted", interrupted)
        }
    }
}
