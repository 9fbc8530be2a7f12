package io.mockaws.ktor.tls

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.ktor.MockAwsServer
import io.mockaws.ktor.RawSocket
import io.mockaws.ktor.transport.Limits
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.http.apache.ApacheHttpClient
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.sqs.SqsClient
import java.nio.file.Path
import java.security.KeyStore
import java.security.cert.CertificateFactory
import java.util.Random
import javax.net.ssl.SSLContext
import javax.net.ssl.SSLException
import javax.net.ssl.SSLParameters
import javax.net.ssl.SSLSocket
import javax.net.ssl.TrustManagerFactory
import kotlin.io.path.inputStream
import kotlin.io.path.readText
import kotlin.io.path.writeText
import kotlin.time.Duration.Companion.milliseconds

/** The same port in the clear and by TLS. */
@Timeout(60)
class TlsTest {
    @TempDir
    lateinit var folder: Path

    private val aws = MockAws.start(MockAwsOptions.builder().intercept(false).build())
    private val certificate by lazy { OwnCertificate.of(folder) }
    private val server by lazy { start(Limits()) }

    @AfterEach
    fun close() {
        server.close()
        aws.close()
    }

    private fun start(limits: Limits) = MockAwsServer.start(aws, "127.0.0.1", 0, limits, certificate) { it }

    /** What trusts [pem] and nothing else. */
    private fun trusting(pem: Path): TrustManagerFactory {
        val store = KeyStore.getInstance("PKCS12").apply { load(null, null) }
        val issuer = pem.inputStream().use { CertificateFactory.getInstance("X.509").generateCertificate(it) }
        store.setCertificateEntry("mockaws", issuer)
        return TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm()).apply { init(store) }
    }

    private fun connect(
        host: String = "localhost",
        version: String = "TLSv1.3",
        server: MockAwsServer = this.server,
    ): SSLSocket {
        val context = SSLContext.getInstance("TLS")
        context.init(null, trusting(certificate.pem).trustManagers, null)
        val plain = java.net.Socket("127.0.0.1", server.port).apply { soTimeout = 10_000 }
        val socket = context.socketFactory.createSocket(plain, host, server.port, true) as SSLSocket
        socket.sslParameters =
            SSLParameters().apply {
                protocols = arrayOf(version)
                endpointIdentificationAlgorithm = "HTTPS"
            }
        return socket
    }

    private fun exchange(
        socket: SSLSocket,
        request: String,
    ): String {
        socket.outputStream.write(request.replace("\n", "\r\n").encodeToByteArray())
        socket.outputStream.flush()
        return socket.inputStream.readAllBytes().decodeToString()
    }

    @Test
    fun `a client that trusts the certificate is answered, by either version of TLS and any name of this machine`() {
        for (version in listOf("TLSv1.2", "TLSv1.3")) {
            for (host in listOf("localhost", "127.0.0.1", "photos.localhost", "photos.s3.localhost.localdomain")) {
                connect(host, version).use { socket ->
                    exchange(socket, "GET / HTTP/1.1\nHost: localhost\nConnection: close\n\n") shouldContain "ListAllMyBuckets"
                    socket.session.protocol shouldBe version
                }
            }
        }
        connect("example.com").use { shouldThrow<SSLException> { it.startHandshake() } }
    }

    @Test
    fun `clients without TLS are answered on the same port`() {
        RawSocket(server).use { it.send("GET / HTTP/1.1\nHost: localhost\n\n").answer().status shouldBe 200 }
    }

    @Test
    fun `objects go both ways whole, and URLs of queues are those of TLS`() {
        val http =
            ApacheHttpClient.builder().tlsTrustManagersProvider { trusting(certificate.pem).trustManagers }.build()
        val credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"))
        val content = ByteArray(20_000_000).also(Random(1)::nextBytes)
        S3Client.builder().endpointOverride(server.endpoint).region(Region.US_EAST_1).credentialsProvider(credentials)
            .forcePathStyle(true).httpClient(http).build().use { s3 ->
                s3.createBucket { it.bucket("films") }
                s3.putObject({ it.bucket("films").key("a") }, RequestBody.fromBytes(content))
                s3.getObjectAsBytes { it.bucket("films").key("a") }.asByteArray().contentEquals(content) shouldBe true
            }
        SqsClient.builder().endpointOverride(server.endpoint).region(Region.US_EAST_1).credentialsProvider(credentials)
            .httpClient(ApacheHttpClient.builder().tlsTrustManagersProvider { trusting(certificate.pem).trustManagers }.build())
            .build().use { sqs ->
                sqs.createQueue { it.queueName("orders") }.queueUrl() shouldStartWith "https://127.0.0.1:${server.port}/"
            }
    }

    @Test
    fun `a client that has gone is noticed behind TLS too`() {
        aws.sqs.queue("orders")
        val form = "Action=ReceiveMessage&QueueUrl=http://localhost/123456789012/orders&WaitTimeSeconds=20"
        connect().use { socket ->
            socket.outputStream.write(
                (
                    "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n" +
                        "Content-Length: ${form.length}\r\n\r\n$form"
                    ).encodeToByteArray(),
            )
        }
        while (server.connections > 0) Thread.onSpinWait()
    }

    @Test
    fun `a handshake that does not come to its end, or is none, ends the connection`() {
        start(Limits(head = 200.milliseconds)).use { impatient ->
            RawSocket(impatient).use { socket ->
                socket.send(byteArrayOf(0x16, 3, 1, 2))
                socket.isAtEnd() shouldBe true
            }
            RawSocket(impatient).use { socket ->
                socket.send(byteArrayOf(0x16, 3, 1, 0, 5) + "hello".encodeToByteArray())
                // An alert, fatal.
                socket.readBytes().take(1) shouldBe listOf<Byte>(0x15)
            }
            while (impatient.connections > 0) Thread.onSpinWait()
        }
    }

    @Test
    fun `the certificate stays the same from one start to the next`() {
        val first = certificate.pem.readText()
        OwnCertificate.of(folder).pem.readText() shouldBe first
        OwnCertificate.of(folder.resolve("other")).pem.readText() shouldNotBe first
    }

    @Test
    fun `a certificate can be given, and has to go with its key`() {
        val (pem, key) = export("given")
        val given = PemFiles.read(pem, key)
        MockAwsServer.start(aws, "127.0.0.1", 0, Limits(), given) { it }.use { other ->
            val context = SSLContext.getInstance("TLS").apply { init(null, trusting(pem).trustManagers, null) }
            context.socketFactory.createSocket("127.0.0.1", other.port).use { socket ->
                exchange(socket as SSLSocket, "GET / HTTP/1.0\n\n") shouldContain "ListAllMyBuckets"
            }
        }
        val (_, otherKey) = export("other")
        shouldThrow<IllegalArgumentException> { PemFiles.read(pem, otherKey) }.message shouldContain "is not the key of"
        shouldThrow<IllegalArgumentException> { PemFiles.read(pem, pem) }.message shouldContain "openssl pkcs8 -topk8"
        shouldThrow<IllegalArgumentException> { PemFiles.read(key, key) }.message shouldContain "no certificate"
    }

    /** A certificate and its key in PEM. */
    private fun export(name: String): Pair<Path, Path> {
        val home = folder.resolve(name)
        val pem = OwnCertificate.of(home).pem
        val store = KeyStore.getInstance("PKCS12")
        home.resolve("mockaws.p12").inputStream().use { store.load(it, "mockaws".toCharArray()) }
        val encoded = java.util.Base64.getMimeEncoder().encodeToString(store.getKey("mockaws", "mockaws".toCharArray()).encoded)
        val key = folder.resolve("$name-key.pem")
        key.writeText("-----BEGIN PRIVATE KEY-----\n$encoded\n-----END PRIVATE KEY-----\n")
        return pem to key
    }
}
