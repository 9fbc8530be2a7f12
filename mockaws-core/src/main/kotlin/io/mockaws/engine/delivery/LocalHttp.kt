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
        val body: String,
    )

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
    ): Answer {
        require(isHere(uri)) { "Not on this machine: $uri" }
        val content = if (body ==
            null
        ) {
            HttpRequest.BodyPublishers.noBody()
        } else {
            HttpRequest.BodyPublishers.ofString(body)
        }
        val request = HttpRequest.newBuilder(uri).timeout(timeout).method(method, content)
        headers.forEach { (name, value) -> request.header(name, value) }
        try {
            val answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString())
            return Answer(answer.statusCode(), answer.body())
        } catch (interrupted: InterruptedException) {
            Thread.currentThread().interrupt()
            throw IOException("Interrupted", interrupted)
        }
    }
}
