package io.mockaws.ktor

import io.mockaws.MockAws
import io.mockaws.ktor.admin.AdminRoutes
import io.mockaws.ktor.admin.Forks
import io.mockaws.ktor.tls.ServerCertificate
import io.mockaws.ktor.transport.Cors
import io.mockaws.ktor.transport.Http2
import io.mockaws.ktor.transport.Limits
import io.mockaws.ktor.transport.Listener
import io.mockaws.wire.http.HttpHandler
import kotlinx.coroutines.runBlocking
import java.io.IOException
import java.net.URI

/**
 * A mock behind a port: whoever speaks HTTP can call it, in any language. The mock goes on when the server is closed.
 *
 * ```
 * MockAws.start().use { aws ->
 *     MockAwsServer.start(aws).use { server ->
 *         S3Client.builder().endpointOverride(server.endpoint)
 *     }
 * }
 * ```
 */
public class MockAwsServer private constructor(
    /** The address that it listens on: `127.0.0.1`. */
    @get:JvmName("host")
    public val host: String,
    private val listener: Listener,
    scheme: String,
    /** The forks that clients made; null where they are another server's. */
    private val forks: Forks?,
    private val http2: Http2?,
) : AutoCloseable {
    /** The port that it listens on. */
    @get:JvmName("port")
    public val port: Int get() = listener.port

    /** What a client is to take for AWS: `http://127.0.0.1:5000`. */
    @get:JvmName("endpoint")
    public val endpoint: URI = URI(scheme, null, host, port, null, null, null)

    /** How many clients are connected. */
    internal val connections: Int get() = listener.connections

    /**
     * Stops to listen and closes every connection, and ends the forks that clients asked for. Returns when that is done;
     * does nothing the second time.
     */
    override fun close() {
        runBlocking { listener.close() }
        http2?.close()
        forks?.close()
    }

    override fun toString(): String = "MockAwsServer($endpoint)"

    public companion object {
        /**
         * Puts [aws] behind a port.
         *
         * @param host the address to listen on; only this machine reaches the default, `127.0.0.1`
         * @param port the port, or 0 (the default) for one that is free
         * @throws IOException when the port cannot be had
         */
        @JvmStatic
        @JvmOverloads
        @Throws(IOException::class)
        public fun start(
            aws: MockAws,
            host: String = "127.0.0.1",
            port: Int = 0,
        ): MockAwsServer = start(aws, host, port, settle = {}) { it }

        /**
         * The same, with what [wrap] puts around the engine, and [settle] before what is not AWS's answers; [siblings] are
         * the forks that [aws] is one of; [http2] makes what speaks it.
         */
        internal fun start(
            aws: MockAws,
            host: String,
            port: Int,
            limits: Limits = Limits(),
            certificate: ServerCertificate? = null,
            settle: suspend () -> Unit = {},
            siblings: Forks? = null,
            http2: ((HttpHandler) -> Http2)? = null,
            wrap: (HttpHandler) -> HttpHandler,
        ): MockAwsServer {
            require(port in PORTS) { "Not a port: $port" }
            val forks =
                siblings
                    ?: Forks { fork, itsPort, all ->
                        start(fork, host, itsPort, limits, certificate, siblings = all, http2 = http2) { it }
                    }
            val handler = AdminRoutes(aws, forks, Cors(wrap(aws.handler)), settle)
            val speaker = http2?.invoke(handler)
            val listener = runBlocking { Listener.start(host, port, handler, limits, certificate, speaker) }
            val scheme = if (certificate == null) "http" else "https"
            return MockAwsServer(host, listener, scheme, forks.takeIf { siblings == null }, speaker)
        }

        private val PORTS = 0..65535
    }
}
