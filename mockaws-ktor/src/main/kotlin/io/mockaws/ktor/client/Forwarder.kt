package io.mockaws.ktor.client

import io.ktor.utils.io.readAvailable
import io.ktor.utils.io.readFully
import io.mockaws.ktor.framing.Chunks
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpHandler
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import java.io.EOFException
import java.io.IOException
import java.net.URI

/**
 * AWS in another process: brings each request to the server at [server] as its client wrote and signed it, and the answer
 * back as it came. Content flows both ways as fast as it is read.
 *
 * @see <a href="../../../../../../../../docs/decisions/0014-calls-are-forwarded-with-ktors-sockets.md">decision 0014</a>
 */
internal class Forwarder(
    private val server: URI,
) : HttpHandler,
    AutoCloseable {
    private val connections = Connections(server)

    override suspend fun handle(request: HttpRequest): HttpResponse {
        check(!connections.isClosed) { "This mock is closed" }
        val connection = connections.take()
        try {
            return exchange(connection, request)
        } catch (failure: Throwable) {
            connections.drop(connection)
            throw failure
        }
    }

    /** The server goes on. */
    override fun close(): Unit = connections.close()

    private suspend fun exchange(
        connection: Connection,
        request: HttpRequest,
    ): HttpResponse {
        val length = request.body.contentLength ?: request.headers["Content-Length"]?.toLongOrNull()
        val asks = length != 0L && request.headers["Expect"].equals("100-continue", ignoreCase = true)
        reaching {
            connection.writeHead(request, length)
            if (asks) connection.flush()
        }
        if (asks) {
            val first = reaching { connection.readHead() }
            if (first.status != CONTINUE) return answer(connection, first, request.method, goesOn = false)
        }
        val isSent = send(connection, request.body, length)
        var head = reaching { connection.readHead() }
        while (head.status in INTERIM) head = reaching { connection.readHead() }
        return answer(connection, head, request.method, goesOn = isSent)
    }

    /** Whether all of [body] was sent: a server that answers before does not want the rest (RFC 9112, 9.5). */
    private suspend fun send(
        connection: Connection,
        body: HttpBody,
        length: Long?,
    ): Boolean {
        var sent = 0L
        body.open().use { source ->
            val buffer = ByteArray(BUFFER)
            while (length == null || sent < length) {
                if (connection.isAnswered) return false
                val n = source.read(buffer)
                if (n < 0) break
                sent += n
                try {
                    connection.write(buffer, n, inChunks = length == null)
                } catch (_: IOException) {
                    // Why is in its answer, or, when there is none, in what reading that throws.
                    return false
                }
            }
        }
        if (length != null && sent != length) throw EOFException("The content ended after $sent of $length bytes")
        reaching { connection.flush(endOfChunks = length == null) }
        return true
    }

    private suspend fun answer(
        connection: Connection,
        head: Connection.Head,
        method: String,
        goesOn: Boolean,
    ): HttpResponse {
        val length = head.headers["Content-Length"]?.trim()?.toLongOrNull()
        val isChunked = "Transfer-Encoding" in head.headers
        val mayGoOn = goesOn && !head.headers["Connection"].equals("close", ignoreCase = true)
        val ending = Ending(connection, mayGoOn)
        val body =
            when {
                method == "HEAD" || head.status in WITHOUT_CONTENT || length == 0L -> HttpBody.Empty.also {
                    ending.done()
                }

                isChunked -> AnswerBody(Chunks(connection.answers), null, ending)

                length == null -> AnswerBody(connection.input::readAvailable, null, Ending(connection, mayGoOn = false))

                length <= SMALL ->
                    HttpBody.Bytes(ByteArray(length.toInt()).also { reaching { connection.input.readFully(it) } })
                        .also { ending.done() }

                else -> AnswerBody(connection.input::readAvailable, length, ending)
            }
        return HttpResponse(head.status, head.headers, body)
    }

    private inner class Ending(
        private val connection: Connection,
        private val mayGoOn: Boolean,
    ) : AnswerBody.Ending {
        override fun done() = if (mayGoOn) connections.giveBack(connection) else abandon()

        override fun abandon() = connections.drop(connection)

        override fun named(cause: IOException) = brokenOff(cause)
    }

    /** Names the server where it fails. */
    private inline fun <T> reaching(block: () -> T): T =
        try {
            block()
        } catch (failure: IOException) {
            throw brokenOff(failure)
        }

    private fun brokenOff(cause: IOException) =
        IOException("The mockaws server at $server broke off: ${cause.message ?: cause}", cause)

    private companion object {
        const val CONTINUE = 100
        val INTERIM = 100..199
        val WITHOUT_CONTENT = setOf(204, 304)
        const val BUFFER = 64 * 1024

        /** Bytes that are not worth a stream. */
        const val SMALL = 64L * 1024
    }
}
