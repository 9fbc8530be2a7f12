package io.mockaws.ktor

import aws.sdk.kotlin.services.s3.S3Client
import aws.sdk.kotlin.services.s3.listBuckets
import aws.smithy.kotlin.runtime.net.url.Url
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.AutoEndpoint
import io.mockaws.MockAws
import io.mockaws.mockAws
import io.mockaws.sdk.RealAwsCallException
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder
import java.net.URI
import software.amazon.awssdk.services.s3.S3AsyncClient as JavaS3Async
import software.amazon.awssdk.services.s3.S3Client as JavaS3

/** Which calls come to the mock of the block, by clients that name an endpoint and by those that name none. */
class AutoEndpointTest {
    /** Makes one call with each of three clients. */
    private fun listBuckets(endpoint: URI?) {
        JavaS3.builder().at(endpoint).build().use { it.listBuckets() }
        JavaS3Async.builder().at(endpoint).build().use { it.listBuckets().join() }
        S3Client {
            region = "us-east-1"
            if (endpoint != null) endpointUrl = Url.parse("$endpoint")
        }.use { runBlocking { it.listBuckets() } }
    }

    private fun <B : AwsClientBuilder<B, *>> B.at(endpoint: URI?): B =
        if (endpoint == null) this else endpointOverride(endpoint)

    private fun server() = MockAws.start { it.serverMode(true).intercept(false) }

    private fun wayOf(autoEndpoint: AutoEndpoint): MockAws =
        MockAws.start { it.serverMode(true).autoEndpoint(autoEndpoint) }

    /** How many calls there are to this mock after one by each client with [endpoint]. */
    private fun MockAws.callsWith(endpoint: URI?): Int = callInScope { listBuckets(endpoint) }.let { calls("s3").size }

    @Test
    fun `FORCE takes the calls of clients that name an endpoint, too`() {
        server().use { other ->
            wayOf(AutoEndpoint.FORCE).use {
                it.callsWith(other.endpoint) shouldBe 3
                it.callsWith(null) shouldBe 6
            }
            other.calls().size shouldBe 0
        }
    }

    @Test
    fun `IF_MISSING leaves clients to the endpoint that they name`() {
        server().use { other ->
            wayOf(AutoEndpoint.IF_MISSING).use {
                it.callsWith(other.endpoint) shouldBe 0
                it.callsWith(null) shouldBe 3
                // Over the socket.
                it.callsWith(it.endpoint) shouldBe 6
            }
            other.calls().size shouldBe 3
        }
    }

    @Test
    fun `an endpoint that is AWS's own is none that is named`() {
        wayOf(AutoEndpoint.IF_MISSING).use {
            it.callsWith(URI("https://s3.eu-central-1.amazonaws.com")) shouldBe 3
            it.callsWith(URI("https://bucket.vpce-1a2b3c4d-5e6f.s3.us-east-1.vpce.amazonaws.com")) shouldBe 6
        }
    }

    @Test
    fun `DISABLED takes none, and lets none through to AWS`() {
        server().use { other ->
            wayOf(AutoEndpoint.DISABLED).use { aws ->
                aws.callsWith(other.endpoint) shouldBe 0
                aws.callsWith(aws.endpoint) shouldBe 3
                aws.runInScope {
                    refused { JavaS3.create().use { it.listBuckets() } }
                    refused { JavaS3Async.create().use { it.listBuckets().join() } }
                    refused { S3Client { region = "us-east-1" }.use { runBlocking(aws.asContextElement()) { it.listBuckets() } } }
                }
                aws.calls().size shouldBe 3
            }
            other.calls().size shouldBe 3
        }
    }

    private fun refused(call: () -> Unit) {
        val failure = shouldThrow<Throwable>(call)
        val refusal = generateSequence(failure) { it.cause }.filterIsInstance<RealAwsCallException>().first()
        refusal.message shouldContain "S3 ListBuckets would have gone to AWS"
        refusal.message shouldContain "autoEndpoint = IF_MISSING"
    }

    @Test
    fun `a client that was configured for the mock stays with it`() {
        wayOf(AutoEndpoint.DISABLED).use { aws ->
            aws.javaSdk.configure(JavaS3.builder()).build().use { it.listBuckets() }
            aws.calls().size shouldBe 1
        }
    }

    @Test
    fun `without a server it makes no sense`() {
        runBlocking {
            shouldThrow<IllegalArgumentException> { mockAws(autoEndpoint = AutoEndpoint.DISABLED) { } }.message shouldContain
                "add serverMode = true or serverPort"
            mockAws(serverMode = true, autoEndpoint = AutoEndpoint.IF_MISSING) {
                mockAws(serverMode = true) { endpoint }
                shouldThrow<IllegalArgumentException> { mockAws(autoEndpoint = AutoEndpoint.DISABLED, serverMode = true) { } }
                    .message shouldContain "autoEndpoint = DISABLED (not IF_MISSING)"
            }
        }
    }
}
