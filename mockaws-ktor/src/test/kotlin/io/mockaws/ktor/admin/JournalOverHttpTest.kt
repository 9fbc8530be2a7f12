package io.mockaws.ktor.admin

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldEndWith
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.MockAws
import io.mockaws.ktor.MockAwsServer
import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpHandler
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.Json
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import java.io.BufferedReader
import java.net.http.HttpResponse.BodyHandlers
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kotlin.time.Duration.Companion.milliseconds

@Timeout(60)
class JournalOverHttpTest {
    private val served = Served()

    @AfterEach
    fun close() = served.close()

    /** The stream as events; each is its fields. */
    private class Events(private val lines: BufferedReader) : AutoCloseable {
        fun next(): Map<String, String> {
            val fields = generateSequence { lines.readLine() }.takeWhile { it.isNotEmpty() }.toList()
            return fields.associate { it.substringBefore(": ") to it.substringAfter(": ") }
        }

        override fun close() = lines.close()
    }

    private fun live(query: String = "", vararg headers: String): Events {
        val request = served.request("/calls/live$query")
        if (headers.isNotEmpty()) request.headers(*headers)
        val response = Served.client.send(request.build(), BodyHandlers.ofInputStream())
        response.headers().firstValue("Content-Type").get() shouldBe "text/event-stream"
        return Events(response.body().bufferedReader()).also { it.next() shouldBe mapOf("retry" to "1000") }
    }

    private fun Map<String, String>.operation() = Json.parseToJsonElement(getValue("data"))["operation"].text

    @Test
    fun `calls are told as they come, from now on`() {
        served.s3.listBuckets()
        live().use { events ->
            served.s3.createBucket { it.bucket("photos") }
            served.sqs.listQueues()
            val first = events.next()
            first["id"] shouldBe "2"
            first["event"] shouldBe "call"
            Json.parseToJsonElement(first.getValue("data"))["input"]["Bucket"].text shouldBe "photos"
            events.next().operation() shouldBe "ListQueues"
        }
    }

    @Test
    fun `who was cut off goes on behind the last call that it has`() {
        repeat(3) { served.s3.listBuckets() }
        live("?after=0", "Last-Event-ID", "1").use { events ->
            events.next()["id"] shouldBe "2"
            events.next()["id"] shouldBe "3"
        }
        live("?after=2").use { it.next()["id"] shouldBe "3" }
        served.refusal("GET", "/calls/live?after=x") shouldContain "\"after\" is a number"
    }

    @Test
    fun `only what is wanted is told`() {
        live("?service=sqs&operation=ListQueues").use { events ->
            served.s3.listBuckets()
            served.sqs.createQueue { it.queueName("q") }
            served.sqs.listQueues()
            events.next()["id"] shouldBe "3"
        }
    }

    @Test
    fun `a reset is told, and calls are counted from one again`() {
        served.s3.listBuckets()
        live().use { events ->
            served.call("POST", "/reset").statusCode() shouldBe 204
            events.next()["event"] shouldBe "reset"
            served.sqs.listQueues()
            events.next().let {
                it["id"] shouldBe "1"
                it.operation() shouldBe "ListQueues"
            }
        }
        // As many calls as before the reset: who comes back would take them for known ones.
        live("", "Last-Event-ID", "9").use { events ->
            events.next()["event"] shouldBe "reset"
            events.next()["id"] shouldBe "1"
        }
    }

    @Test
    fun `a journal that was forgotten and is as long again is told apart`() =
        runBlocking<Unit> {
            MockAws.start { it.intercept(false) }.use { aws ->
                aws.call()
                val source = LiveCalls(aws, 0, heartbeat = 10.milliseconds) { true }.open()
                source.event() shouldStartWith "retry"
                source.event() shouldStartWith "id: 1\nevent: call"
                aws.reset()
                aws.call()
                source.event() shouldStartWith "id: 0\nevent: reset"
                source.event() shouldStartWith "id: 1\nevent: call"
                source.event() shouldBe ": still here\n\n"
                source.close()
            }
        }

    @Test
    fun `when the client goes nobody listens any more`() {
        MockAws.start { it.intercept(false) }.use { aws ->
            val closed = CountDownLatch(1)
            val body = Noticing(LiveCalls(aws, 0, heartbeat = 10.milliseconds) { true }) { closed.countDown() }
            MockAwsServer.start(aws, "127.0.0.1", 0) { HttpHandler { HttpResponse(200, body = body) } }.use { server ->
                server.endpoint.toURL().openStream().use { it.read() shouldBe 'r'.code }
                closed.await(30, TimeUnit.SECONDS) shouldBe true
            }
        }
    }

    /** [body], and [closed] when it is read no more. */
    private class Noticing(private val body: HttpBody, private val closed: () -> Unit) : HttpBody {
        override val contentLength: Long? get() = body.contentLength

        override suspend fun open(): ByteSource {
            val source = body.open()
            return object : ByteSource by source {
                override fun close() {
                    source.close()
                    closed()
                }
            }
        }
    }

    @Test
    fun `long members are cut in lists and whole in one call`() {
        val body = "x".repeat(20_000)
        val queue = served.sqs.createQueue { it.queueName("q") }.queueUrl()
        served.sqs.sendMessage { it.queueUrl(queue).messageBody(body) }
        val shown = served.get("/calls?operation=SendMessage")[0]["input"]["MessageBody"].text
        shown shouldStartWith "xxx"
        shown shouldEndWith "... (cut: 20000 characters in all)"
        served.get("/calls/2")["input"]["MessageBody"].text shouldBe body
        served.refusal("GET", "/calls/3", status = 404) shouldBe "The journal has no call 3"
    }

    @Test
    fun `the newest calls alone`() {
        repeat(3) { served.s3.listBuckets() }
        served.get("/calls?last=2").items.map { it["number"].text } shouldBe listOf("2", "3")
        served.refusal("GET", "/calls?after=-1") shouldBe "\"after\" is a number, 0 or more, not \"-1\""
    }

    private suspend fun MockAws.call() {
        handler.handle(HttpRequest("GET", "/"))
    }

    private suspend fun ByteSource.event(): String {
        val buffer = ByteArray(10_000)
        return buffer.decodeToString(0, read(buffer))
    }
}
