package io.mockaws.ktor.client

import io.ktor.network.sockets.Socket
import io.ktor.network.sockets.openReadChannel
import io.ktor.network.sockets.openWriteChannel
import io.ktor.utils.io.ByteReadChannel
import io.ktor.utils.io.availableForRead
import io.ktor.utils.io.writeFully
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpRequest
import java.io.IOException
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TimeMark
import kotlin.time.TimeSource

/** One connection to a server: heads and content as they are on the wire. One request at a time. */
internal class Connection(
    private val socket: Socket,
) : AutoCloseable {
    private val output = socket.openWriteChannel(autoFlush = false)
    private var idleSince: TimeMark = TimeSource.Monotonic.markNow()

    /** What the server sends. */
    val input: ByteReadChannel = socket.openReadChannel()

    /** The same, as lines and chunks. */
    val answers: AnswerInput = AnswerInput(input)

    /** Whether another request may be sent: the server has not closed it, and is not about to. */
    val isUsable: Boolean get() = !input.isClosedForRead && idleSince.elapsedNow() < MAX_IDLE

    /** Whether the server has begun to answer, or to leave. */
    val isAnswered: Boolean get() = input.availableForRead > 0 || input.isClosedForRead

    /** What stands before the content of a response. */
    class Head(
        val status: Int,
        val headers: Headers,
    )

    /** Notes that nothing is under way any more. */
    fun rest() {
        idleSince = TimeSource.Monotonic.markNow()
    }

    /** Sends all of [request] but its content, whose [length] is null for chunks; every field as its client wrote it. */
    suspend fun writeHead(
        request: HttpRequest,
        length: Long?,
    ) {
        val target = if (request.query.isEmpty()) request.path else "${request.path}?${request.query}"
        val head = StringBuilder("${request.method} $target HTTP/1.1\r\n")

        fun field(
            name: String,
            value: String,
        ) {
            require('\r' !in value && '\n' !in value) { "The value of the field $name has more than one line" }
            head.append(name).append(": ").append(value).append("\r\n")
        }
        // The host that the client signed is S3's bucket, and part of what is signed.
        if ("Host" !in request.headers) field("Host", request.origin.substringAfter("://"))
        request.headers.forEachField { name, value -> if (!isFraming(name)) field(name, value) }
        if (length == null) field("Transfer-Encoding", "chunked")
        if (length != null && (length > 0 || request.method in WITH_CONTENT)) field("Content-Length", "$length")
        output.writeFully(head.append("\r\n").toString().encodeToByteArray())
    }

    /** Sends a part of the content. */
    suspend fun write(
        bytes: ByteArray,
        count: Int,
        inChunks: Boolean,
    ) {
        if (inChunks) output.writeFully("${count.toString(radix = 16)}\r\n".encodeToByteArray())
        output.writeFully(bytes, 0, count)
        if (inChunks) output.writeFully(CRLF)
    }

    /** Says that all is sent that there is to send for now. */
    suspend fun flush(endOfChunks: Boolean = false) {
        if (endOfChunks) output.writeFully(LAST_CHUNK)
        output.flush()
    }

    /**
     * The next head.
     *
     * @throws IOException when the server sends none
     */
    suspend fun readHead(): Head {
        val first = answers.line()
        val status =
            STATUS.matchEntire(first)?.groupValues?.get(1)?.toInt()
                ?: throw IOException("What came back is not HTTP: \"${first.take(SHOWN)}\"")
        val headers = Headers.builder()
        while (true) {
            val line = answers.line()
            if (line.isEmpty()) return Head(status, headers.build())
            headers.add(line.substringBefore(':'), line.substringAfter(':', "").trim())
        }
    }

    override fun close(): Unit = socket.close()

    private fun isFraming(name: String) =
        name.equals("Content-Length", ignoreCase = true) || name.equals("Transfer-Encoding", ignoreCase = true)

    private companion object {
        /** Less than the 75 s that the server keeps a connection for. */
        val MAX_IDLE = 30.seconds
        val WITH_CONTENT = setOf("POST", "PUT", "PATCH")
        val CRLF = "\r\n".encodeToByteArray()
        val LAST_CHUNK = "0\r\n\r\n".encodeToByteArray()
        val STATUS = Regex("HTTP/1\\.\\d (\\d{3})( .*)?")

        /** Characters of what is not HTTP. */
        const val SHOWN = 40
    }
}
