package io.mockaws.engine.delivery

import java.io.IOException
import java.net.HttpURLConnection
import java.net.InetAddress
import java.net.NetworkInterface
import java.net.URI
import java.util.Base64
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

/**
 * A web server that a service calls, on this machine: nothing leaves it. Certificates are looked at, redirects not
 * followed.
 */
internal class LocalEndpoint private constructor(
    private val uri: URI,
) {
    /**
     * Posts [body] and gives the status that comes back. The calling thread waits.
     *
     * @throws IOException when nobody answers
     */
    fun post(
        body: ByteArray,
        headers: Map<String, String>,
        timeout: Duration = 15.seconds,
    ): Int {
        val status = post(body, headers, timeout, null)
        val user = uri.userInfo
        // A user in the address is told who asks for it, as AWS does.
        if (status != UNAUTHORIZED || user == null) return status
        return post(body, headers, timeout, "Basic " + Base64.getEncoder().encodeToString(user.encodeToByteArray()))
    }

    private fun post(
        body: ByteArray,
        headers: Map<String, String>,
        timeout: Duration,
        authorization: String?,
    ): Int {
        val connection = uri.toURL().openConnection() as HttpURLConnection
        try {
            connection.requestMethod = "POST"
            connection.doOutput = true
            connection.instanceFollowRedirects = false
            connection.connectTimeout = timeout.inWholeMilliseconds.toInt()
            connection.readTimeout = timeout.inWholeMilliseconds.toInt()
            connection.setFixedLengthStreamingMode(body.size)
            headers.forEach(connection::setRequestProperty)
            authorization?.let { connection.setRequestProperty("Authorization", it) }
            connection.outputStream.use { it.write(body) }
            return connection.responseCode.also { connection.drain() }
        } finally {
            connection.disconnect()
        }
    }

    private fun HttpURLConnection.drain() {
        (errorStream ?: if (responseCode < CLIENT_ERROR) inputStream else null)?.use { it.readAllBytes() }
    }

    companion object {
        private const val UNAUTHORIZED = 401
        private const val CLIENT_ERROR = 400
        private val address = Regex("[0-9.]+|\\[.*]")

        /** The one at [url]; null where that is not on this machine, or no address. Names are not looked up. */
        fun at(url: String): LocalEndpoint? {
            val uri =
                try {
                    URI(url)
                } catch (_: java.net.URISyntaxException) {
                    return null
                }
            if (uri.scheme?.lowercase() !in setOf("http", "https")) return null
            return uri.host?.takeIf(::isHere)?.let { LocalEndpoint(uri) }
        }

        private fun isHere(host: String): Boolean {
            if (host.equals("localhost", ignoreCase = true)) return true
            if (!address.matches(host)) return false
            val at = InetAddress.getByName(host)
            return at.isLoopbackAddress || at.isAnyLocalAddress || NetworkInterface.getByInetAddress(at) != null
        }
    }
}
