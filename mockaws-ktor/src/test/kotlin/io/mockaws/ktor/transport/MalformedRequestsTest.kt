package io.mockaws.ktor.transport

import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.maps.shouldContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.ktor.MockAwsServer
import io.mockaws.ktor.RawSocket
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import java.io.IOException
import kotlin.concurrent.thread

/** What is not HTTP as RFC 9112 has it, and what two readers could take for different requests. */
class MalformedRequestsTest {
    private val aws = MockAws.start(MockAwsOptions.builder().intercept(false).build())
    private val server = MockAwsServer.start(aws)

    init {
        aws.s3.bucket("photos")
    }

    @AfterEach
    fun close() {
        server.close()
        aws.close()
    }

    /** Sends [request] with another one behind it, and expects that neither is done. */
    private fun refused(request: String, status: Int = 400): RawSocket.Answer =
        RawSocket(server).use { socket ->
            withClue(request.take(200)) {
                val behind = "PUT /photos/smuggled HTTP/1.1\nHost: localhost\nContent-Length: 0\n\n"
                socket.send(request + behind)
                val answer = socket.answer()
                answer.status shouldBe status
                answer.headers shouldContain ("connection" to "close")
                socket.isAtEnd() shouldBe true
                aws.s3.bucket("photos").keys().shouldBeEmpty()
                answer
            }
        }

    @Test
    fun `a first line that is none is refused`() {
        for (line in listOf(
            "GET",
            "GET /photos",
            "GET  /photos HTTP/1.1",
            "GET /pho tos HTTP/1.1",
            "GET /photos http/1.1",
            "GET /photos HTTP/11",
            "GET photos HTTP/1.1",
            "GET \u0000 HTTP/1.1",
            "GET /pho\u0001tos HTTP/1.1",
            "G(T / HTTP/1.1",
            " GET / HTTP/1.1",
            "GET * HTTP/1.1",
            "GET ftp://photos/a HTTP/1.1",
            "GET http:///a HTTP/1.1",
            "GET http://a@b/ HTTP/1.1",
            "CONNECT photos:443 HTTP/1.1",
            "\u0016\u0003\u0001",
        )) {
            refused("$line\nHost: localhost\n\n")
        }
        for (version in listOf("2.0", "0.9", "1.2")) refused("GET / HTTP/$version\nHost: localhost\n\n", status = 505)
    }

    @Test
    fun `a field that is none is refused`() {
        for (field in listOf(
            "no colon",
            ": no name",
            "space before : colon",
            " continues the line above",
            "\tcontinues: it too",
            "na(me: x",
            "X-Nul: a\u0000b",
            "X-Escape: a\u001bb",
        )) {
            refused("GET /photos HTTP/1.1\nHost: localhost\n$field\n\n")
        }
        // A bare carriage return, which some take for the end of a line.
        RawSocket(server).use { socket ->
            socket.send("GET /photos HTTP/1.1\r\nHost: localhost\r\nX: a\rY: b\r\n\r\n".encodeToByteArray())
            socket.answer().status shouldBe 400
        }
    }

    @Test
    fun `a request needs one host`() {
        for (hosts in listOf("", "Host: a\nHost: a\n", "Host: a\nhost: b\n", "Host: a/b\n", "Host: a b\n", "Host: u@a\n")) {
            refused("GET /photos HTTP/1.1\n$hosts\n")
        }
    }

    @Test
    fun `a length that is not one number is refused`() {
        for (length in listOf("+0", "-1", "0x0", "1,1", "", "0 0", "99999999999999999999", "\u0660")) {
            refused("PUT /photos/a HTTP/1.1\nHost: localhost\nContent-Length: $length\n\n")
        }
        refused("PUT /photos/a HTTP/1.1\nHost: localhost\nContent-Length: 0\nContent-Length: 0\n\n")
        refused("PUT /photos/a HTTP/1.1\nHost: localhost\nContent-Length: 0\nContent-Length: 70\n\n")
    }

    @Test
    fun `a request whose end could be read in two ways is refused`() {
        refused("PUT /photos/a HTTP/1.1\nHost: localhost\nContent-Length: 5\nTransfer-Encoding: chunked\n\n0\n\n")
        refused("PUT /photos/a HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\nContent-Length: 0\n\n0\n\n")
        refused("PUT /photos/a HTTP/1.0\nHost: localhost\nTransfer-Encoding: chunked\n\n0\n\n")
        for (encoding in listOf("gzip, chunked", "chunked, chunked", "xchunked", "identity", "chunked\nTransfer-Encoding: x")) {
            refused("PUT /photos/a HTTP/1.1\nHost: localhost\nTransfer-Encoding: $encoding\n\n0\n\n", status = 501)
        }
    }

    @Test
    fun `chunks that are none are refused`() {
        for (chunks in listOf(
            "five\nhello\n0\n\n",
            "-5\nhello\n0\n\n",
            "+5\nhello\n0\n\n",
            "0x5\nhello\n0\n\n",
            "\nhello\n0\n\n",
            "4\nhello\n0\n\n",
            "6\nhello\n0\n\n",
            "ffffffffffffffffffff\nhello\n0\n\n",
            "5;" + "x".repeat(10_000) + "\nhello\n0\n\n",
        )) {
            refused(IN_CHUNKS + chunks)
        }
        val trailers = (1..1000).joinToString("") { "X-$it: y\n" }
        refused("${IN_CHUNKS}0\n$trailers\n", status = 431)
    }

    @Test
    fun `an expectation that nobody knows is refused`() {
        refused("PUT /photos/a HTTP/1.1\nHost: localhost\nExpect: miracles\n\n", status = 417)
    }

    @Test
    fun `a head is refused that is too long, has a line that is, or too many fields`() {
        refused("GET /${"a".repeat(70_000)} HTTP/1.1\nHost: localhost\n\n", status = 431)
        refused("GET / HTTP/1.1\nHost: localhost\nX: ${"a".repeat(70_000)}\n\n", status = 431)
        refused("GET / HTTP/1.1\nHost: localhost\n${"X-Field: ${"a".repeat(700)}\n".repeat(100)}\n", status = 431)
        refused("GET / HTTP/1.1\nHost: localhost\n${"X: y\n".repeat(300)}\n", status = 431)
    }

    @Test
    fun `a head of 100 MiB is refused as soon as it is too long, in lines and without any`() {
        for (piece in listOf("X-Field: ${"a".repeat(1013)}\r\n", "a".repeat(1024))) {
            RawSocket(server).use { socket ->
                val sender =
                    thread {
                        try {
                            socket.send("GET / HTTP/1.1\nHost: localhost\nX: ")
                            repeat(100) { socket.send(piece.repeat(1024).encodeToByteArray()) }
                        } catch (_: IOException) {
                            // The server does not listen for ever.
                        }
                    }
                socket.answer().status shouldBe 431
                sender.join()
            }
        }
    }

    @Test
    fun `the error is in the words of the service that was meant`() {
        val json = refused("POST / HTTP/1.1\nHost: localhost\nX-Amz-Target: AmazonSQS.SendMessage\nContent-Length: x\n\n")
        json.headers shouldContain ("content-type" to "application/x-amz-json-1.0")
        json.body shouldContain """{"__type":"BadRequest","message":"The request cannot be parsed as HTTP: """
        val form = "Content-Type: application/x-www-form-urlencoded; charset=utf-8"
        refused("POST / HTTP/1.1\nHost: localhost\n$form\nContent-Length: x\n\n").body shouldContain
            "<ErrorResponse><Error><Type>Sender</Type><Code>BadRequest</Code>"
        refused("PUT /photos HTTP/1.1\nHost: localhost\nContent-Length: x\n\n").body shouldContain "\n<Error><Code>BadRequest</Code>"
        aws.calls() shouldHaveSize 0
    }

    private companion object {
        /** The head of a request whose content is read: S3 takes none in chunks. */
        const val IN_CHUNKS =
            "POST / HTTP/1.1\nHost: localhost\nX-Amz-Target: DynamoDB_20120810.ListTables\n" +
                "Content-Type: application/x-amz-json-1.0\nTransfer-Encoding: chunked\n\n"
    }
}
