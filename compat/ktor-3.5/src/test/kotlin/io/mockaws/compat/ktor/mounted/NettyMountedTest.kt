package io.mockaws.compat.ktor.mounted

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.ktor.network.tls.certificates.buildKeyStore
import io.ktor.server.application.Application
import io.ktor.server.engine.EmbeddedServer
import io.ktor.server.engine.applicationEnvironment
import io.ktor.server.engine.connector
import io.ktor.server.engine.embeddedServer
import io.ktor.server.engine.sslConnector
import io.ktor.server.netty.Netty
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import software.amazon.awssdk.http.Protocol
import software.amazon.awssdk.http.ProtocolNegotiation
import software.amazon.awssdk.http.ProtocolNegotiation.ALPN
import software.amazon.awssdk.http.ProtocolNegotiation.ASSUME_PROTOCOL
import software.amazon.awssdk.http.SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient
import software.amazon.awssdk.utils.AttributeMap
import java.net.URI

internal class NettyMountedTest : PortContract() {
    override fun start(module: Application.() -> Unit): EmbeddedServer<*, *> =
        embeddedServer(
            Netty,
            configure = {
                connector {
                    host = "127.0.0.1"
                    port = 0
                }
                enableH2c = true
            },
            module = module,
        ).start()

    // HTTP/2 is what this client speaks of itself, and only a client that is given has to be told so.
    @Test
    fun `the Java SDK's client of Kinesis is answered in HTTP 2, in the clear`() = makesAStream(endpoint, ASSUME_PROTOCOL)

    @Test
    fun `the Java SDK's client of Kinesis is answered in HTTP 2, by TLS`() {
        val store = buildKeyStore { certificate("it") { password = "secret" } }
        val secret = { "secret".toCharArray() }
        val server =
            embeddedServer(
                Netty,
                configure = {
                    sslConnector(store, "it", secret, secret) {
                        host = "127.0.0.1"
                        port = 0
                    }
                },
            ) { mounting(aws, open) }.start()
        try {
            val port = runBlocking { server.engine.resolvedConnectors().single().port }
            makesAStream(URI("https://127.0.0.1:$port"), ALPN)
        } finally {
            server.stop(0, 0)
        }
    }

    private fun makesAStream(
        endpoint: URI,
        negotiation: ProtocolNegotiation,
    ) {
        val http = NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP2).protocolNegotiation(negotiation)
        val trusting = AttributeMap.builder().put(TRUST_ALL_CERTIFICATES, true).build()
        http.buildWithDefaults(trusting).use { client ->
            KinesisAsyncClient.builder().endpointOverride(endpoint).region(Region.US_EAST_1).credentialsProvider(keys)
                .httpClient(client).build().use { kinesis ->
                    kinesis.createStream { it.streamName("clicks").shardCount(1) }.join()
                    kinesis.listStreams().join().streamNames() shouldContainExactly listOf("clicks")
                }
        }
        aws.calls("kinesis", "CreateStream").single().input["StreamName"] shouldBe "clicks"
    }
}
