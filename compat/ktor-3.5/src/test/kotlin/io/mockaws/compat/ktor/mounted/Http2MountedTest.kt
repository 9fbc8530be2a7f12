package io.mockaws.compat.ktor.mounted

import io.ktor.network.tls.certificates.buildKeyStore
import io.ktor.server.engine.embeddedServer
import io.ktor.server.engine.sslConnector
import io.ktor.server.netty.Netty
import kotlinx.coroutines.runBlocking
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers
import java.security.KeyStore
import javax.net.ssl.SSLContext
import javax.net.ssl.TrustManagerFactory

/** In HTTP/2 by TLS, on Netty. */
internal class Http2MountedTest : MountedContract() {
    private val store: KeyStore =
        buildKeyStore {
            certificate("it") {
                password = "secret"
                domains = listOf("localhost")
            }
        }
    private val server =
        embeddedServer(
            Netty,
            configure = {
                val secret = { "secret".toCharArray() }
                sslConnector(store, "it", secret, secret) {
                    host = "127.0.0.1"
                    port = 0
                }
            },
        ) { mounting(aws, open) }.start()
    override val endpoint = URI("https://localhost:${runBlocking { server.engine.resolvedConnectors().single().port }}")
    private val http = HttpClient.newBuilder().sslContext(trusting(store)).build()

    private fun trusting(store: KeyStore): SSLContext {
        val trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm()).apply { init(store) }
        return SSLContext.getInstance("TLS").apply { init(null, trust.trustManagers, null) }
    }

    override fun ask(
        method: String,
        target: String,
        vararg headers: Pair<String, String>,
        body: ByteArray,
    ): Answer {
        val hasBody = body.isNotEmpty() || method in setOf("PUT", "POST")
        val content = if (hasBody) BodyPublishers.ofByteArray(body) else BodyPublishers.noBody()
        val request = HttpRequest.newBuilder(URI("$endpoint$target")).method(method, content)
        headers.forEach { (name, value) -> request.header(name, value) }
        val response = http.send(request.build(), BodyHandlers.ofByteArray())
        check(response.version() == HttpClient.Version.HTTP_2) { "In ${response.version()}" }
        val fields = response.headers().map().flatMap { (name, values) -> values.map { name.lowercase() to it } }
        return Answer(response.statusCode(), fields, response.body())
    }

    override fun stop() = server.stop(0, 0)
}
