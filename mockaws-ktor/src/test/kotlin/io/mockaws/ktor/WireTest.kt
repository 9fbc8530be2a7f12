package io.mockaws.ktor

import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.maps.shouldContain
import io.kotest.matchers.ranges.shouldBeIn
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.time.Duration
import java.time.Instant
import java.time.format.DateTimeFormatter
import java.time.temporal.ChronoUnit

/** The server as it is on the wire, below any SDK. */
class WireTest {
    private val aws = MockAws.start(MockAwsOptions.builder().intercept(false).build())
    private val server = MockAwsServer.start(aws)
    private val socket = RawSocket(server)

    init {
        aws.s3.bucket("photos")
    }

    @AfterEach
    fun close() {
        socket.close()
        server.close()
        aws.close()
    }

    @Test
    fun `a connection is kept alive for the next request`() {
        socket.send("PUT /photos/a HTTP/1.1\nHost: localhost\nContent-Length: 3\n\n").send("one".encodeToByteArray())
        socket.answer().status shouldBe 200
        socket.send("GET /photos/a HTTP/1.1\nHost: localhost\n\n")
        socket.answer().body shouldBe "one"
    }

    @Test
    fun `requests that were sent ahead are answered in their order, each after what came before`() {
        val writes = (1..50).joinToString("") { n ->
            "PUT /photos/k HTTP/1.1\nHost: localhost\nContent-Length: 2\n\n${n + 10}" +
                "GET /photos/k HTTP/1.1\nHost: localhost\n\n"
        }
        socket.send(writes)
        repeat(50) { n ->
            socket.answer().status shouldBe 200
            socket.answer().body shouldBe "${n + 11}"
        }
    }

    @Test
    fun `who asks before it sends is told to go on`() {
        socket.send("PUT /photos/b HTTP/1.1\nHost: localhost\nExpect: 100-continue\nContent-Length: 5\n\n")
        socket.answer().status shouldBe 100
        socket.send("hello")
        socket.answer().status shouldBe 200
        aws.s3.bucket("photos").text("b") shouldBe "hello"
    }

    @Test
    fun `who asks before it sends nothing is told to go on too`() {
        socket.send("PUT /photos/b HTTP/1.1\nHost: localhost\nExpect: 100-continue\nContent-Length: 0\n\n")
        socket.answer().status shouldBe 100
        socket.answer().status shouldBe 200
        aws.s3.bucket("photos").text("b") shouldBe ""
    }

    @Test
    fun `who asks before it sends is not asked for what would be thrown away`() {
        socket.send("PUT /nowhere/b HTTP/1.1\nHost: localhost\nExpect: 100-continue\nContent-Length: 5\n\n")
        val answer = socket.answer()
        answer.status shouldBe 404
        answer.headers shouldContain ("connection" to "close")
    }

    @Test
    fun `a long body that nobody reads does not get between two requests`() {
        socket.send("PUT /nowhere/b HTTP/1.1\nHost: localhost\nContent-Length: 3000000\n\n").send(ByteArray(3_000_000))
        socket.answer().body shouldContain "NoSuchBucket"
        socket.send("GET /photos HTTP/1.1\nHost: localhost\n\n")
        socket.answer().status shouldBe 200
    }

    @Test
    fun `chunks arrive without their frames`() {
        val url = aws.sqs.queue("jobs").url
        val message = "Action=SendMessage&QueueUrl=$url&MessageBody=hello"
        val (one, two) = message.chunked(message.length / 2 + 1)
        socket.send(
            "POST / HTTP/1.1\nHost: sqs.us-east-1.amazonaws.com\nContent-Type: application/x-www-form-urlencoded\n" +
                "Transfer-Encoding: chunked\n\n${one.length.toString(16)}\n$one\n${two.length.toString(16)};x=y\n$two\n0\n\n",
        )
        socket.answer().status shouldBe 200
        aws.sqs.queue("jobs").messages().single().body shouldBe "hello"
    }

    // https://github.com/chilts/awssum/issues/30; "S3 doesn't support it": https://github.com/mar-file-system/marfs/issues/139
    @Test
    fun `S3 takes no content whose length nothing tells`() {
        fun put(
            key: String,
            body: HttpRequest.BodyPublisher,
            vararg headers: String,
        ): Pair<Int, String> {
            val request = HttpRequest.newBuilder(URI("${server.endpoint}/photos/$key")).PUT(body)
            if (headers.isNotEmpty()) request.headers(*headers)
            val answer = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString())
            return answer.statusCode() to answer.body()
        }

        fun stream(text: String) = HttpRequest.BodyPublishers.ofInputStream { text.byteInputStream() }

        put("c", stream("hello")).let { (status, answer) ->
            status shouldBe 501
            answer shouldContain "<Code>NotImplemented</Code>"
            answer shouldContain "<Header>Transfer-Encoding</Header>"
        }
        put("c", stream("hello"), "Content-Encoding", "aws-chunked").first shouldBe 501
        aws.s3.bucket("photos").has("c") shouldBe false
        put(
            "c",
            stream("5\r\nhello\r\n0\r\n\r\n"),
            *arrayOf("Content-Encoding", "aws-chunked", "x-amz-decoded-content-length", "5"),
            *arrayOf("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
        ).first shouldBe 200
        aws.s3.bucket("photos").text("c") shouldBe "hello"
        for (target in listOf("/photos/d", "/photos/d?partNumber=1&uploadId=u")) {
            socket.send("PUT $target HTTP/1.1\nHost: localhost\n\n")
            val answer = socket.answer()
            answer.status shouldBe 411
            answer.body shouldContain "<Code>MissingContentLength</Code>"
        }
        socket.send("PUT /photos/d HTTP/1.1\nHost: localhost\nContent-Length: 0\n\n")
        socket.answer().status shouldBe 200
    }

    @Test
    fun `the answer to HEAD has the length and not the content`() {
        aws.s3.bucket("photos").put("d", "12345")
        socket.send("HEAD /photos/d HTTP/1.1\nHost: localhost\n\nGET /photos/d HTTP/1.1\nHost: localhost\n\n")
        socket.answer(isToHead = true).headers shouldContain ("content-length" to "5")
        socket.answer().body shouldBe "12345"
    }

    // RFC 9110, 6.6.1. An SDK signs by what it learns from it, so it is the client's own time, not the mock's.
    @Test
    fun `an answer is dated by the system's clock, wherever the mock's is`() {
        aws.time.advanceBy(Duration.ofDays(400))
        val before = Instant.now().truncatedTo(ChronoUnit.SECONDS)
        socket.send("GET /photos HTTP/1.1\nHost: localhost\n\n")
        val date = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(socket.answer().headers.getValue("date")))
        date shouldBeIn before..Instant.now()
    }

    @Test
    fun `a key keeps every byte of its encoding`() {
        socket.send("PUT /photos/a%2Fb%20c+d//../%C3%BC HTTP/1.1\nHost: localhost\nContent-Length: 0\n\n")
        socket.answer().status shouldBe 200
        aws.s3.bucket("photos").keys() shouldBe listOf("a/b c+d//../ü")
    }

    @Test
    fun `the bucket may be in the host`() {
        aws.s3.bucket("photos").put("e", "virtual")
        for (host in listOf("photos.localhost:1", "photos.s3.localhost.localdomain", "photos.s3.us-east-1.amazonaws.com")) {
            socket.send("GET /e HTTP/1.1\nHost: $host\n\n")
            socket.answer().body shouldBe "virtual"
        }
    }

    @Test
    fun `the target of a proxy names the host`() {
        aws.s3.bucket("photos").put("e", "proxied")
        socket.send("GET http://photos.s3.amazonaws.com/e HTTP/1.1\nHost: other\n\n")
        socket.answer().body shouldBe "proxied"
    }

    @Test
    fun `the URL of a queue has the host that the client used`() {
        val form = "Action=CreateQueue&QueueName=orders"
        socket.send(
            "POST / HTTP/1.1\nHost: my-machine:1234\nContent-Type: application/x-www-form-urlencoded\n" +
                "Content-Length: ${form.length}\n\n$form",
        )
        socket.answer().body shouldContain "<QueueUrl>http://my-machine:1234/123456789012/orders</QueueUrl>"
    }

    @Test
    fun `a client of HTTP 1 0 is answered and let go, also one that closed its half`() {
        socket.send("GET /photos HTTP/1.0\n\n").halfClose()
        socket.answer().body shouldContain "<Name>photos</Name>"
        socket.isAtEnd() shouldBe true
    }

    @Test
    fun `who wants to close is let go`() {
        socket.send("GET /photos HTTP/1.1\nHost: localhost\nConnection: close\n\n")
        socket.answer().headers shouldContain ("connection" to "close")
        socket.isAtEnd() shouldBe true
    }

    @Test
    fun `what is no HTTP is refused`() {
        socket.send("GET /photos HTTP/1.1\nHost localhost\n\n")
        socket.answer().status shouldBe 400
        socket.isAtEnd() shouldBe true
        aws.calls() shouldHaveSize 0
    }

    @Test
    fun `a body that breaks off leaves nothing behind`() {
        socket.send("PUT /photos/f HTTP/1.1\nHost: localhost\nContent-Length: 100000\n\n").send(ByteArray(50_000))
        socket.halfClose()
        socket.isAtEnd() shouldBe true
        aws.s3.bucket("photos").keys() shouldHaveSize 0
    }

    @Test
    fun `a page of another site may call, and read what it is answered`() {
        socket.send(
            "OPTIONS /photos/x HTTP/1.1\nHost: localhost\nOrigin: http://localhost:3000\n" +
                "Access-Control-Request-Method: PUT\nAccess-Control-Request-Headers: authorization,x-amz-date\n\n",
        )
        val preflight = socket.answer()
        preflight.status shouldBe 200
        preflight.headers shouldContain ("access-control-allow-methods" to "PUT")
        preflight.headers shouldContain ("access-control-allow-headers" to "authorization,x-amz-date")
        socket.send("GET /photos HTTP/1.1\nHost: localhost\nOrigin: http://localhost:3000\n\n")
        socket.answer().headers shouldContain ("access-control-allow-origin" to "*")
    }
}
