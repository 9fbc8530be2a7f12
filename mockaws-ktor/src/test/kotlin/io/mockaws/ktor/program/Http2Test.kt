package io.mockaws.ktor.program

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.ktor.Events
import io.mockaws.ktor.MockAwsServer
import io.mockaws.ktor.RawSocket
import io.mockaws.ktor.tls.OwnCertificate
import io.mockaws.ktor.tls.ServerCertificate
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpHandler
import io.mockaws.wire.http.HttpResponse
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider
import software.amazon.awssdk.http.ProtocolNegotiation
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers
import java.nio.file.Path
import java.security.SecureRandom
import java.security.cert.X509Certificate
import javax.net.ssl.SSLContext
import javax.net.ssl.X509TrustManager
import kotlin.time.Duration.Companion.seconds

/** The program's port in HTTP/2, which the Java SDK's asynchronous client of Kinesis speaks and takes no other for. */
@Timeout(60)
class Http2Test {
    @TempDir
    lateinit var folder: Path

    private val aws = MockAws.start(MockAwsOptions.builder().intercept(false).build())
    private val servers = mutableListOf<MockAwsServer>()

    @AfterEach
    fun close() {
        servers.forEach { it.close() }
        aws.close()
    }

    private fun start(
        certificate: ServerCertificate? = null,
        wrap: (HttpHandler) -> HttpHandler = { it },
    ) = MockAwsServer.start(aws, "127.0.0.1", 0, certificate = certificate, http2 = ::NettyHttp2, wrap = wrap).also { servers += it }

    /** With no word of HTTP/2: it is what this client speaks. */
    private fun kinesis(
        endpoint: URI,
        negotiation: ProtocolNegotiation = ProtocolNegotiation.ASSUME_PROTOCOL,
    ): KinesisAsyncClient {
        val http = NettyNioAsyncHttpClient.builder().protocolNegotiation(negotiation)
        return KinesisAsyncClient.builder().endpointOverride(endpoint).region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClientBuilder(http.tlsTrustManagersProvider { arrayOf(TrustingAll) })
            .build()
    }

    @Test
    fun `the client of Kinesis is answered in the clear, and clients of HTTP 1 on the same port`() {
        val server = start()
        kinesis(server.endpoint).use { kinesis ->
            kinesis.createStream { it.streamName("clicks").shardCount(1) }.join()
            kinesis.listStreams().join().streamNames() shouldContainExactly listOf("clicks")
        }
        RawSocket(server).use { it.send("GET / HTTP/1.1\nHost: localhost\n\n").answer().status shouldBe 200 }
        RawSocket(server).use { it.send("PUT /photos HTTP/1.1\nHost: localhost\nContent-Length: 0\n\n").answer().status shouldBe 200 }
    }

    @Test
    fun `the client of Kinesis is answered by TLS, be HTTP 2 agreed on or taken for granted`() {
        val server = start(OwnCertificate.of(folder))
        for (negotiation in ProtocolNegotiation.entries) {
            kinesis(server.endpoint, negotiation).use { kinesis ->
                kinesis.createStream { it.streamName("clicks-$negotiation").shardCount(1) }.join()
            }
        }
        aws.calls("kinesis", "CreateStream").size shouldBe 2
    }

    /** There the limits of a client hold, and the content of a request waits for whoever reads it. */
    @Test
    fun `who speaks both is answered in HTTP 1 by TLS`() {
        val server = start(OwnCertificate.of(folder))
        val context = SSLContext.getInstance("TLS").apply { init(null, arrayOf(TrustingAll), SecureRandom()) }
        val http = HttpClient.newBuilder().sslContext(context).build()
        http.send(HttpRequest.newBuilder(server.endpoint).build(), BodyHandlers.ofString()).version() shouldBe
            HttpClient.Version.HTTP_1_1
    }

    // https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SubscribeToShard.html
    @Test
    fun `events are read one by one, and who has gone is noticed`() {
        val events = Events()
        val server = start { HttpHandler { HttpResponse(200, Headers.of("Content-Type" to "application/vnd.amazon.eventstream"), events) } }
        val seen = Channel<String>(Channel.UNLIMITED)
        val visitor =
            SubscribeToShardResponseHandler.Visitor.builder()
                .onSubscribeToShardEvent { event: SubscribeToShardEvent -> seen.trySend(event.continuationSequenceNumber()) }.build()
        inTime {
            kinesis(server.endpoint).use { kinesis ->
                kinesis.subscribeToShard(
                    { it.consumerARN("arn").shardId("0").startingPosition { at -> at.type("LATEST") } },
                    SubscribeToShardResponseHandler.builder().subscriber(visitor).build(),
                ).whenComplete { _, failure -> failure?.let { seen.close(it) } }
                events.send("initial-response", "{}".encodeToByteArray())
                for (number in listOf("1", "2")) {
                    events.send("SubscribeToShardEvent", """{"ContinuationSequenceNumber":"$number"}""".encodeToByteArray())
                    seen.receive() shouldBe number
                }
            }
            events.left.await()
        }
    }

    private fun inTime(block: suspend () -> Unit) = runBlocking { withTimeout(30.seconds) { block() } }

    private object TrustingAll : X509TrustManager {
        override fun checkClientTrusted(chain: Array<X509Certificate>, type: String) = Unit

        override fun checkServerTrusted(chain: Array<X509Certificate>, type: String) = Unit

        override fun getAcceptedIssuers() = emptyArray<X509Certificate>()
    }
}
