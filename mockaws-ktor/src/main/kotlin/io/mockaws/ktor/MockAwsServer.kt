package io.mockaws.ktor

import io.ktor.network.sockets.InetSocketAddress
import io.ktor.server.cio.HttpServerSettings
import io.ktor.server.cio.backend.httpServer
import io.mockaws.MockAws
import io.mockaws.ktor.admin.AdminRoutes
import io.mockaws.ktor.admin.Forks
import io.mockaws.ktor.transport.Cors
import io.mockaws.ktor.transport.Transport
import io.mockaws.wire.http.HttpHandler
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.job
import kotlinx.coroutines.runBlocking
import org.slf4j.LoggerFactory
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
    /** The port that it listens on. */
    @get:JvmName("port")
    public val port: Int,
    private val scope: CoroutineScope,
    /** The forks that clients made; null where they are another server's. */
    private val forks: Forks?,
) : AutoCloseable {
    /** What a client is to take for AWS: `http://127.0.0.1:5000`. */
    @get:JvmName("endpoint")
    public val endpoint: URI = URI("http", null, host, port, null, null, null)

    /**
     * Stops to listen and closes every connection, and ends the forks that clients asked for. Returns when that is done;
     * does nothing the second time.
     */
    override fun close() {
        runBlocking { scope.coroutineContext.job.cancelAndJoin() }
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
        ): MockAwsServer = start(aws, host, port, wrap = { it })

        /**
         * The same, with what [wrap] puts around the engine, and [settle] before what is not AWS's answers; [siblings] are
         * the forks that [aws] is one of.
         */
        internal fun start(
            aws: MockAws,
            host: String,
            port: Int,
            settle: suspend () -> Unit = {},
            siblings: Forks? = null,
            wrap: (HttpHandler) -> HttpHandler,
        ): MockAwsServer {
            require(port in PORTS) { "Not a port: $port" }
            val forks = siblings ?: Forks { fork, itsPort, all -> start(fork, host, itsPort, siblings = all) { it } }
            val scope = CoroutineScope(SupervisorJob() + Dispatchers.IO + reported)
            val transport = Transport(AdminRoutes(aws, forks, Cors(wrap(aws.handler)), settle))
            val settings = HttpServerSettings(host, port, IDLE_SECONDS, reuseAddress = true)
            val server = scope.httpServer(settings) { transport.answer(this, it) }
            try {
                val socket = runBlocking { server.serverSocket.await() }
                val taken = (socket.localAddress as InetSocketAddress).port
                return MockAwsServer(host, taken, scope, forks.takeIf { siblings == null })
            } catch (failure: Exception) {
                runBlocking { scope.coroutineContext.job.cancelAndJoin() }
                throw IOException("Cannot listen on $host:$port: ${failure.message}", failure)
            }
        }

        private val logger = LoggerFactory.getLogger(MockAwsServer::class.java)

        /** That the port cannot be had is thrown by [start]; that a connection broke is of interest to few. */
        private val reported =
            CoroutineExceptionHandler { _, failure -> logger.debug("A connection ended by {}", "$failure", failure) }

        private val PORTS = 0..65535

        /** Longer than the minute that SDKs keep a connection for. */
        private const val IDLE_SECONDS = 75L
    }
}
