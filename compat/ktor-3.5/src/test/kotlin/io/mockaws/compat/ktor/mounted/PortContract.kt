package io.mockaws.compat.ktor.mounted

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.ktor.server.application.Application
import io.ktor.server.engine.EmbeddedServer
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.s3.S3Client
import java.io.IOException
import java.net.URI

/** The same behind a port, and what is only there. */
internal abstract class PortContract : MountedContract() {
    /** A server that listens on a free port. */
    protected abstract fun start(module: Application.() -> Unit): EmbeddedServer<*, *>

    private val server by lazy { start { mounting(aws, open) } }
    protected val port: Int by lazy { runBlocking { server.engine.resolvedConnectors().first().port } }
    final override val endpoint: URI by lazy { URI("http://127.0.0.1:$port") }

    protected val keys: StaticCredentialsProvider =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"))

    override fun stop() = server.stop(0, 0)

    final override fun ask(
        method: String,
        target: String,
        vararg headers: Pair<String, String>,
        body: ByteArray,
    ): Answer =
        RawSocket(port).use { socket ->
            val length = if (body.isEmpty() && method !in setOf("PUT", "POST")) emptyList() else listOf("Content-Length" to "${body.size}")
            val fields = (listOf("Host" to "127.0.0.1:$port") + headers + length).joinToString("") { "${it.first}: ${it.second}\n" }
            socket.send("$method $target HTTP/1.1\n$fields\n").send(body)
            socket.answer(isToHead = method == "HEAD")
        }

    @Test
    fun `a connection is kept for the next request, also behind HEAD and content that nobody read`() {
        aws.s3.bucket("photos").put("a", "12345")
        RawSocket(port).use { socket ->
            socket.send("HEAD /photos/a HTTP/1.1\nHost: localhost\n\n")
            socket.answer(isToHead = true)["content-length"] shouldBe "5"
            socket.send("PUT /nowhere/b HTTP/1.1\nHost: localhost\nContent-Length: 300000\n\n").send(ByteArray(300_000))
            socket.answer().text shouldContain "NoSuchBucket"
            socket.send("GET /photos/a HTTP/1.1\nHost: localhost\n\n")
            socket.answer().text shouldBe "12345"
        }
    }

    @Test
    fun `who asks before it sends is told to go on`() {
        RawSocket(port).use { socket ->
            socket.send("PUT /photos/b HTTP/1.1\nHost: localhost\nExpect: 100-continue\nContent-Length: 5\n\n")
            socket.answer().let { it.text + it.status shouldBe "100" }
            socket.send("hello".encodeToByteArray())
            socket.answer().status shouldBe 200
        }
        aws.s3.bucket("photos").text("b") shouldBe "hello"
    }

    @Test
    fun `chunks arrive without their frames`() {
        val message = "Action=CreateQueue&QueueName=orders"
        RawSocket(port).use { socket ->
            socket.send(
                "POST / HTTP/1.1\nHost: localhost\nContent-Type: application/x-www-form-urlencoded\n" +
                    "Transfer-Encoding: chunked\n\na\n${message.take(10)}\n19\n${message.drop(10)}\n0\n\n",
            )
            socket.answer().text shouldContain "/orders</QueueUrl>"
        }
    }

    @Test
    fun `events are read one by one`() {
        val lines = URI("$endpoint/_mockaws/calls/live").toURL().openStream().bufferedReader()
        lines.use {
            it.readLine() shouldBe "retry: 1000"
            ask("GET", "/photos")
            generateSequence(it::readLine).first { line -> line.startsWith("data") } shouldContain "photos"
        }
    }

    @Test
    fun `a message is not received for a client that has gone`() {
        val orders = aws.sqs.queue("orders")
        val poll = "Action=ReceiveMessage&QueueUrl=${orders.url}&WaitTimeSeconds=20"
        RawSocket(port).use { socket ->
            socket.send(
                "POST / HTTP/1.1\nHost: localhost\nContent-Type: application/x-www-form-urlencoded\n" +
                    "Content-Length: ${poll.length}\n\n$poll",
            )
            while (open.get() == 0) Thread.onSpinWait()
        }
        while (open.get() > 0) Thread.onSpinWait()
        orders.send("42")
        orders.messages().single().receiveCount shouldBe 0
    }

    @Test
    fun `a connection that a fault breaks is broken, before the answer and in it`() {
        aws.s3.bucket("photos").put("a", ByteArray(1_000_000))
        aws.faults { refuseConnection().on("s3").first(1) }
        shouldThrow<IOException> { ask("GET", "/photos/a") }
        aws.faults { cutResponse(100_000).on("s3").first(1) }
        shouldThrow<IOException> { ask("GET", "/photos/a") }
        ask("GET", "/photos/a").bytes.size shouldBe 1_000_000
    }

    @Test
    fun `the Java SDK's client is answered`() {
        S3Client.builder().endpointOverride(endpoint).forcePathStyle(true).region(Region.US_EAST_1).credentialsProvider(keys)
            .build().use { s3 ->
                s3.putObject({ it.bucket("photos").key("a b/ü+%") }, RequestBody.fromString("hello"))
                s3.getObjectAsBytes { it.bucket("photos").key("a b/ü+%") }.asUtf8String() shouldBe "hello"
            }
    }
}
