package io.mockaws.ktor.transport

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.ktor.MockAwsServer
import io.mockaws.ktor.RawSocket
import io.mockaws.services.sqs.QueueMessage
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import kotlin.time.Duration.Companion.milliseconds

/** Clients that take their time, or have gone. The server's patience is a fraction of a second here. */
@Timeout(60)
class SlowClientsTest {
    private val aws = MockAws.start(MockAwsOptions.builder().intercept(false).build())
    private var server = MockAwsServer.start(aws)

    @AfterEach
    fun close() {
        server.close()
        aws.close()
    }

    private fun limited(limits: Limits): RawSocket {
        server.close()
        server = MockAwsServer.start(aws, "127.0.0.1", 0, limits) { it }
        return RawSocket(server)
    }

    private fun awaitNoConnection() {
        while (server.connections > 0) Thread.onSpinWait()
    }

    private fun receive(socket: RawSocket) {
        val form = "Action=ReceiveMessage&QueueUrl=http://localhost/123456789012/orders&WaitTimeSeconds=20"
        socket.send(
            "POST / HTTP/1.1\nHost: localhost\nContent-Type: application/x-www-form-urlencoded\n" +
                "Content-Length: ${form.length}\n\n$form",
        )
    }

    @Test
    fun `a head that does not come to its end is refused in time`() {
        limited(Limits(head = 200.milliseconds)).use { socket ->
            socket.send("GET /photos HTTP/1.1\nHost: loc")
            val answer = socket.answer()
            answer.status shouldBe 408
            answer.body shouldContain "<Code>RequestTimeout</Code>"
            socket.isAtEnd() shouldBe true
        }
    }

    @Test
    fun `a connection that is not used is closed`() {
        limited(Limits(idle = 200.milliseconds)).use { socket ->
            socket.isAtEnd() shouldBe true
            awaitNoConnection()
        }
    }

    @Test
    fun `a body that comes to a halt is refused and leaves nothing behind, however it is framed`() {
        val bucket = aws.s3.bucket("photos")
        val put = "PUT /photos/a HTTP/1.1\nHost: localhost\n"
        // S3 takes nothing in chunks.
        val list =
            "POST / HTTP/1.1\nHost: localhost\nX-Amz-Target: DynamoDB_20120810.ListTables\n" +
                "Content-Type: application/x-amz-json-1.0\n"
        for (request in listOf(
            "${put}Content-Length: 50000\n\nabc",
            "${put}Content-Length: 50\n\nabc",
            "${list}Transfer-Encoding: chunked\n\n5\nhello\n",
            "${list}Transfer-Encoding: chunked\n\n5",
        )) {
            limited(Limits(stall = 200.milliseconds)).use { socket ->
                socket.send(request)
                val answer = socket.answer()
                answer.status shouldBe 400
                answer.body shouldContain "RequestTimeout"
                socket.isAtEnd() shouldBe true
            }
        }
        bucket.keys().shouldBeEmpty()
    }

    @Test
    fun `who does not take the answer is given up`() {
        aws.s3.bucket("photos").put("long", ByteArray(64 * 1024 * 1024))
        limited(Limits(stall = 200.milliseconds)).use { socket ->
            socket.send("GET /photos/long HTTP/1.1\nHost: localhost\n\n")
            while (server.connections == 0) Thread.onSpinWait()
            awaitNoConnection()
        }
    }

    @Test
    fun `who closed the sending half still gets the answer, also after a wait`() {
        val orders = aws.sqs.queue("orders")
        RawSocket(server).use { socket ->
            receive(socket)
            socket.halfClose()
            // The server asks whether somebody is there.
            socket.answer().status shouldBe 100
            orders.send("42")
            socket.finalAnswer().body shouldContain "<Body>42</Body>"
            socket.isAtEnd() shouldBe true
        }
    }

    @Test
    fun `a message is not received for a client that has gone`() {
        val orders = aws.sqs.queue("orders")
        for (leave in listOf(RawSocket::close, RawSocket::reset)) {
            val socket = RawSocket(server)
            receive(socket)
            while (server.connections == 0) Thread.onSpinWait()
            leave(socket)
            awaitNoConnection()
        }
        orders.send("42")
        val message = orders.messages().single()
        message.state shouldBe QueueMessage.State.VISIBLE
        message.receiveCount shouldBe 0
    }

    @Test
    fun `a client that waits, and has sent more ahead, is answered in order`() {
        val orders = aws.sqs.queue("orders")
        RawSocket(server).use { socket ->
            receive(socket)
            socket.send("GET / HTTP/1.1\nHost: localhost\n\n")
            orders.send("42")
            socket.answer().body shouldContain "<Body>42</Body>"
            socket.answer().body shouldContain "ListAllMyBucketsResult"
        }
        aws.calls() shouldHaveSize 2
    }
}
