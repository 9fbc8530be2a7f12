package io.mockaws.ktor.client

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import io.mockaws.wire.http.readBytes
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import java.io.IOException
import java.net.ConnectException
import java.net.ServerSocket
import java.net.Socket
import java.net.URI
import java.util.concurrent.CompletableFuture

/** What goes over the wire, byte for byte. */
@Timeout(30)
class ForwarderTest {
    private val listener = ServerSocket(0)
    private val endpoint = URI("http://127.0.0.1:${listener.localPort}")
    private val forwarder = Forwarder(endpoint)

    @AfterEach
    fun close() {
        forwarder.close()
        listener.close()
    }

    /** Accepts a connection and does [block] with it; gives what that gives. */
    private fun <T> serve(block: Socket.() -> T): CompletableFuture<T> =
        CompletableFuture.supplyAsync { listener.accept().use(block) }

    private fun Socket.readTo(end: String): String {
        val text = StringBuilder()
        while (!text.endsWith(end)) {
            val byte = getInputStream().read()
            check(byte >= 0) { "The connection ended after $text" }
            text.append(byte.toChar())
        }
        return text.toString()
    }

    private fun Socket.write(text: String) {
        getOutputStream().write(text.encodeToByteArray())
        getOutputStream().flush()
    }

    private fun send(request: HttpRequest): HttpResponse = runBlocking { forwarder.handle(request) }

    private fun HttpResponse.text(): String = runBlocking { body.readBytes() }.decodeToString()

    private class Parts(
        private val parts: List<String>,
    ) : HttpBody {
        override val contentLength: Long? get() = null

        override suspend fun open(): ByteSource =
            object : ByteSource {
                private val left = parts.iterator()

                override suspend fun read(
                    buffer: ByteArray,
                    offset: Int,
                    length: Int,
                ): Int {
                    if (!left.hasNext()) return -1
                    return left.next().encodeToByteArray().also { it.copyInto(buffer, offset) }.size
                }

                override fun close() = Unit
            }
    }

    @Test
    fun `a request goes out as its client signed it`() {
        val sent = serve { readTo("hello").also { write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") } }
        val headers =
            Headers.of(
                "host" to "photos.s3.us-east-1.amazonaws.com",
                "X-Amz-Meta-A" to "1",
                "x-amz-meta-a" to "2,  3",
                "Content-Length" to "5",
                "Authorization" to "AWS4-HMAC-SHA256 Credential=...",
            )
        send(HttpRequest("PUT", "/a%20b//../%2F", "x=%7E&y", headers, HttpBody.of("hello"))).status shouldBe 200
        sent.get() shouldBe
            "PUT /a%20b//../%2F?x=%7E&y HTTP/1.1\r\nhost: photos.s3.us-east-1.amazonaws.com\r\nX-Amz-Meta-A: 1\r\n" +
            "x-amz-meta-a: 2,  3\r\nAuthorization: AWS4-HMAC-SHA256 Credential=...\r\nContent-Length: 5\r\n\r\nhello"
    }

    @Test
    fun `without a Host it is the one that the client meant`() {
        val sent = serve { readTo("\r\n\r\n").also { write("HTTP/1.1 204 No Content\r\n\r\n") } }
        send(HttpRequest("GET", "/", origin = "https://sqs.us-east-1.amazonaws.com")).status shouldBe 204
        sent.get() shouldBe "GET / HTTP/1.1\r\nHost: sqs.us-east-1.amazonaws.com\r\n\r\n"
    }

    @Test
    fun `content of unknown length goes in chunks, both ways`() {
        val sent =
            serve {
                readTo("0\r\n\r\n").also {
                    write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n there\r\n0\r\n\r\n")
                    readTo("\r\n\r\n")
                    write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nagain")
                }
            }
        send(HttpRequest("POST", "/", body = Parts(listOf("hello", "you")))).text() shouldBe "hello there"
        send(HttpRequest("GET", "/")).text() shouldBe "again"
        sent.get() shouldContain "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n3\r\nyou\r\n0\r\n\r\n"
    }

    @Test
    fun `content waits until the server wants it`() {
        val sent =
            serve {
                val head = readTo("\r\n\r\n")
                write("HTTP/1.1 100 Continue\r\n\r\n")
                (head + readTo("hello")).also { write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone") }
            }
        val headers = Headers.of("Expect" to "100-continue")
        send(HttpRequest("PUT", "/", headers = headers, body = HttpBody.of("hello"))).text() shouldBe "done"
        sent.get() shouldContain "Expect: 100-continue\r\nContent-Length: 5\r\n\r\nhello"
    }

    @Test
    fun `and stays here when the server does not`() {
        serve {
            readTo("\r\n\r\n")
            write("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno")
        }
        val headers = Headers.of("Expect" to "100-continue")
        send(HttpRequest("PUT", "/", headers = headers, body = HttpBody.of("hello"))).text() shouldBe "no"
    }

    @Test
    fun `what the server does not want any more is not sent on`() {
        serve {
            readTo("\r\n\r\n")
            write("HTTP/1.1 413 Content Too Large\r\nContent-Length: 8\r\n\r\ntoo much")
            getInputStream().skip(Long.MAX_VALUE)
        }
        val endless =
            object : HttpBody {
                override val contentLength: Long? get() = null

                override suspend fun open(): ByteSource =
                    object : ByteSource {
                        override suspend fun read(
                            buffer: ByteArray,
                            offset: Int,
                            length: Int,
                        ): Int = length

                        override fun close() = Unit
                    }
            }
        send(HttpRequest("PUT", "/", body = endless)).let {
            it.status shouldBe 413
            it.text() shouldBe "too much"
        }
    }

    @Test
    fun `what has no length ends with its connection`() {
        serve {
            readTo("\r\n\r\n")
            write("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n\r\nall there is")
        }
        send(HttpRequest("GET", "/")).text() shouldBe "all there is"
    }

    @Test
    fun `an answer to HEAD has a length and no content`() {
        serve {
            repeat(2) {
                readTo("\r\n\r\n")
                write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
            }
        }
        repeat(2) {
            send(HttpRequest("HEAD", "/")).let { answer ->
                answer.headers["Content-Length"] shouldBe "1000000"
                answer.text() shouldBe ""
            }
        }
    }

    @Test
    fun `what is cut off is an error that names the server`() {
        val answers =
            listOf(
                "",
                "HTTP/1.1 200 OK\r\nConte",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n+5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n",
                "nonsense\r\n\r\n",
            )
        for (answer in answers) {
            serve {
                readTo("\r\n\r\n")
                write(answer)
            }
            withClue(answer) {
                shouldThrow<IOException> { send(HttpRequest("GET", "/")).text() }.message shouldContain "$endpoint"
            }
        }
    }

    @Test
    fun `a call that is given up closes its connection`() {
        val isAsked = CompletableFuture<Unit>()
        val ended =
            serve {
                readTo("\r\n\r\n")
                isAsked.complete(Unit)
                getInputStream().read()
            }
        runBlocking {
            val call = launch { forwarder.handle(HttpRequest("GET", "/")) }
            while (!isAsked.isDone) kotlinx.coroutines.yield()
            call.cancelAndJoin()
        }
        ended.get() shouldBe -1
    }

    @Test
    fun `a value cannot begin another field`() {
        serve { getInputStream().read() }
        shouldThrow<IllegalArgumentException> {
            send(HttpRequest("GET", "/", headers = Headers.of("X-Amz-Meta-A" to "1\r\nX-Evil: 2")))
        }.message shouldContain "X-Amz-Meta-A has more than one line"
    }

    @Test
    fun `a server that is gone refuses the connection`() {
        listener.close()
        shouldThrow<ConnectException> { send(HttpRequest("GET", "/")) }.message shouldContain
            "The mockaws server at $endpoint no longer answers"
    }
}
