package io.mockaws.ktor.tls

import io.ktor.utils.io.ByteChannel
import io.ktor.utils.io.ByteReadChannel
import io.ktor.utils.io.ByteWriteChannel
import io.ktor.utils.io.readAvailable
import io.ktor.utils.io.writeFully
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withTimeoutOrNull
import java.io.IOException
import java.nio.ByteBuffer
import javax.net.ssl.SSLEngine
import javax.net.ssl.SSLEngineResult.HandshakeStatus
import javax.net.ssl.SSLEngineResult.Status
import javax.net.ssl.SSLException
import kotlin.time.Duration

/** One connection's TLS: the JDK's [engine] between the socket's channels and two that are in the clear. */
internal class TlsSession(
    private val engine: SSLEngine,
    private val input: ByteReadChannel,
    private val output: ByteWriteChannel,
) {
    private val received = ByteChannel()
    private val toSend = ByteChannel()

    /** From the socket; ready to be read. */
    private var sealed = ByteBuffer.allocate(engine.session.packetBufferSize).flip()
    private var clear = ByteBuffer.allocate(engine.session.applicationBufferSize)
    private var outgoing = ByteBuffer.allocate(engine.session.packetBufferSize)

    /** A client that changes its keys is answered while another thread sends. */
    private val sending = Mutex()

    /**
     * Agrees with the client on keys.
     *
     * @throws IOException when they cannot agree
     */
    suspend fun handshake() {
        engine.beginHandshake()
        try {
            while (engine.handshakeStatus != HandshakeStatus.NOT_HANDSHAKING) {
                if (!proceed() && !unwrap()) throw SSLException("The client left during the handshake")
            }
        } catch (failure: SSLException) {
            // Tells the client what it was.
            while (engine.handshakeStatus == HandshakeStatus.NEED_WRAP) wrap(NOTHING)
            output.flushAndClose()
            throw failure
        }
    }

    /**
     * Runs [use] with the channels in the clear. What it has written is sent before this returns, if the client takes
     * it within [patience].
     */
    suspend fun use(
        patience: Duration,
        use: suspend (ByteReadChannel, ByteWriteChannel) -> Unit,
    ) = coroutineScope {
        val receiver = launch { receive() }
        val sender = launch { send() }
        use(received, toSend)
        withTimeoutOrNull(patience) {
            toSend.flushAndClose()
            sender.join()
        }
        sender.cancel()
        receiver.cancel()
    }

    private suspend fun receive() {
        try {
            while (unwrap()) {
                clear.flip()
                received.writeFully(clear.array(), 0, clear.limit())
                received.flush()
                while (proceed()) continue
            }
            received.flushAndClose()
        } catch (broken: IOException) {
            received.cancel(broken)
        }
    }

    private suspend fun send() {
        val buffer = ByteArray(engine.session.applicationBufferSize)
        try {
            while (true) {
                val count = toSend.readAvailable(buffer, 0, buffer.size)
                if (count < 0) break
                wrap(ByteBuffer.wrap(buffer, 0, count))
            }
            engine.closeOutbound()
            wrap(NOTHING)
            output.flushAndClose()
        } catch (broken: IOException) {
            toSend.cancel(broken)
        }
    }

    /** Does what the handshake needs beside the client's next message; false when that is what it needs, or nothing. */
    private suspend fun proceed(): Boolean {
        when (engine.handshakeStatus) {
            HandshakeStatus.NEED_TASK -> generateSequence { engine.delegatedTask }.forEach { it.run() }
            HandshakeStatus.NEED_WRAP -> wrap(NOTHING)
            else -> return false
        }
        return true
    }

    /** Opens the next message into [clear]; false when the client sends no more. */
    private suspend fun unwrap(): Boolean {
        clear.clear()
        while (true) {
            when (engine.unwrap(sealed, clear).status!!) {
                Status.OK -> return true
                Status.CLOSED -> return false
                Status.BUFFER_OVERFLOW -> clear = ByteBuffer.allocate(engine.session.applicationBufferSize)
                Status.BUFFER_UNDERFLOW -> if (!fill()) return false
            }
        }
    }

    private suspend fun fill(): Boolean {
        if (sealed.capacity() < engine.session.packetBufferSize) {
            sealed = ByteBuffer.allocate(engine.session.packetBufferSize).put(sealed)
        } else {
            sealed.compact()
        }
        val count = input.readAvailable(sealed.array(), sealed.position(), sealed.remaining())
        if (count > 0) sealed.position(sealed.position() + count)
        sealed.flip()
        return count >= 0
    }

    private suspend fun wrap(source: ByteBuffer) =
        sending.withLock {
            do {
                outgoing.clear()
                val result = engine.wrap(source, outgoing)
                when (result.status!!) {
                    Status.BUFFER_OVERFLOW -> outgoing = ByteBuffer.allocate(engine.session.packetBufferSize)
                    Status.CLOSED -> if (source.hasRemaining()) throw SSLException("The client has ended the session")
                    Status.OK, Status.BUFFER_UNDERFLOW -> Unit
                }
                output.writeFully(outgoing.array(), 0, outgoing.position())
            } while (source.hasRemaining() || result.status == Status.BUFFER_OVERFLOW)
            output.flush()
        }

    private companion object {
        val NOTHING: ByteBuffer = ByteBuffer.allocate(0)
    }
}
