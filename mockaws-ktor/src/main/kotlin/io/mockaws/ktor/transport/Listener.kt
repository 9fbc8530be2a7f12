package io.mockaws.ktor.transport

import io.ktor.network.selector.SelectorManager
import io.ktor.network.sockets.InetSocketAddress
import io.ktor.network.sockets.ServerSocket
import io.ktor.network.sockets.Socket
import io.ktor.network.sockets.aSocket
import io.ktor.network.sockets.openReadChannel
import io.ktor.network.sockets.openWriteChannel
import io.ktor.utils.io.ByteReadChannel
import io.ktor.utils.io.ByteWriteChannel
import io.ktor.utils.io.copyAndClose
import io.ktor.utils.io.peek
import io.mockaws.ktor.tls.ServerCertificate
import io.mockaws.ktor.tls.TlsSession
import io.mockaws.wire.http.HttpHandler
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart.UNDISPATCHED
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.isActive
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.io.bytestring.encodeToByteString
import org.slf4j.LoggerFactory
import java.io.IOException
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.milliseconds

/** A port, and a [Connection] for everyone who comes. */
internal class Listener private constructor(
    private val socket: ServerSocket,
    private val selector: Selector,
    private val handler: HttpHandler,
    private val limits: Limits,
    private val certificate: ServerCertificate?,
    private val http2: Http2?,
) {
    /**
     * Long objects are kept in files, which are read and written without suspending; and Ktor's sockets read and write
     * there too, so that a request goes from hand to hand without changing between pools.
     */
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.IO + reported)
    private val lookout = Lookout()
    private val open = AtomicInteger()

    /** The port that it listens on. */
    val port: Int = (socket.localAddress as InetSocketAddress).port

    /** How many clients are connected. */
    val connections: Int get() = open.get()

    private fun begin() {
        // Elsewhere, or work that fills all threads could hold it up.
        scope.launch(Dispatchers.Default) { lookout.keep() }
        scope.launch { listen() }
    }

    private suspend fun listen() {
        while (currentCoroutineContext().isActive) {
            val client =
                try {
                    socket.accept()
                } catch (full: IOException) {
                    // No file descriptor is left: who waits is served when others have gone.
                    logger.warn("Cannot take a connection: {}", "$full")
                    delay(RECOVERY)
                    continue
                }
            open.incrementAndGet()
            // Of the scope, not of this loop, which shall outlive them; and begun at once, or it would not be closed
            // when the server is in this moment.
            scope.launch(start = UNDISPATCHED) { serve(client) }.invokeOnCompletion { open.decrementAndGet() }
        }
    }

    private suspend fun serve(client: Socket) {
        val output = client.openWriteChannel()
        try {
            talk(client, client.openReadChannel(), output)
        } catch (broken: IOException) {
            logger.debug("A connection ended by {}", "$broken", broken)
        } finally {
            // What was not flushed until now will not be; closing would wait for a client that takes nothing.
            output.cancel(null)
            client.close()
        }
    }

    /** All kinds of clients come to the same port, and their first bytes tell which. */
    private suspend fun talk(
        client: Socket,
        input: ByteReadChannel,
        output: ByteWriteChannel,
    ) {
        val local = (client.localAddress as? InetSocketAddress)?.let { "${it.hostname}:${it.port}" } ?: "localhost"
        if (certificate == null || !beginsWithTls(input)) return talk(input, output, "http", local)
        val session = TlsSession(certificate.engine(isHttp2Spoken = http2 != null), input, output)
        lookout.within(limits.head) { session.handshake() } ?: throw IOException("The handshake took too long")
        session.use(limits.stall) { clear, toSend ->
            talk(clear, toSend, "https", local)
        }
    }

    private suspend fun talk(
        input: ByteReadChannel,
        output: ByteWriteChannel,
        scheme: String,
        local: String,
    ) {
        if (http2 != null && beginsWithHttp2(input)) return handOn(http2, input, output)
        Connection(handler, limits, lookout, input, output, scheme, local).serve()
    }

    /** Both ways, until either side ends. */
    private suspend fun handOn(
        http2: Http2,
        input: ByteReadChannel,
        output: ByteWriteChannel,
    ) = aSocket(selector.manager).tcp().connect(http2.address) { noDelay = true }.use { speaker ->
        coroutineScope {
            val requests = launch { input.copyAndClose(speaker.openWriteChannel()) }
            speaker.openReadChannel().copyAndClose(output)
            requests.cancel()
        }
    }

    private suspend fun beginsWithHttp2(input: ByteReadChannel): Boolean {
        val first = lookout.within(limits.idle) { input.peek(1) } ?: return false
        if (first[0] != HTTP2_PREFACE[0]) return false
        return lookout.within(limits.head) { input.peek(HTTP2_PREFACE.size) } == HTTP2_PREFACE
    }

    private suspend fun beginsWithTls(input: ByteReadChannel): Boolean =
        lookout.within(limits.idle) { input.peek(1) }?.let { it[0] == TLS_HANDSHAKE } ?: false

    /** Stops to listen and closes every connection. */
    suspend fun close() {
        scope.coroutineContext.job.cancelAndJoin()
        socket.close()
        selector.close()
    }

    /** What waits for all sockets, and can be waited for: a port is not free before it has ended. */
    private class Selector {
        private val life = Job()
        val manager = SelectorManager(Dispatchers.IO + life)

        suspend fun close() {
            manager.close()
            life.children.forEach { it.join() }
            life.complete()
        }
    }

    companion object {
        private val logger = LoggerFactory.getLogger(Listener::class.java)

        /** That a connection broke is of interest to few. */
        private val reported =
            CoroutineExceptionHandler { _, failure -> logger.debug("A connection ended by {}", "$failure", failure) }

        /** What a TLS record begins with that holds a part of a handshake; no method of HTTP does. */
        private const val TLS_HANDSHAKE: Byte = 0x16

        /** What HTTP/2 begins with; no method of HTTP/1 is called so (RFC 9113, 3.4). */
        private val HTTP2_PREFACE = "PRI ".encodeToByteString()
        private val RECOVERY = 50.milliseconds

        /** Bytes come in as many waves as there are clients at once: browsers and test suites open hundreds. */
        private const val BACKLOG = 1024

        /**
         * Listens on [host] and [port], or on a free port for 0; for TLS too where there is a [certificate], and for HTTP/2
         * where there is an [http2].
         *
         * @throws IOException when the port cannot be had
         */
        suspend fun start(
            host: String,
            port: Int,
            handler: HttpHandler,
            limits: Limits,
            certificate: ServerCertificate?,
            http2: Http2? = null,
        ): Listener {
            val selector = Selector()
            val socket =
                try {
                    aSocket(selector.manager).tcp().bind(host, port) {
                        reuseAddress = true
                        backlogSize = BACKLOG
                    }
                } catch (failure: Exception) {
                    selector.close()
                    throw IOException("Cannot listen on $host:$port: ${failure.message}", failure)
                }
            return Listener(socket, selector, handler, limits, certificate, http2).also { it.begin() }
        }
    }
}
