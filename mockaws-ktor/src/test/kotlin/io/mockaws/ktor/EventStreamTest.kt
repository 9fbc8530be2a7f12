package io.mockaws.ktor

import aws.sdk.kotlin.services.s3.model.ExpressionType
import aws.sdk.kotlin.services.s3.model.InputSerialization
import aws.sdk.kotlin.services.s3.model.OutputSerialization
import aws.sdk.kotlin.services.s3.model.SelectObjectContentEventStream
import aws.sdk.kotlin.services.s3.model.SelectObjectContentRequest
import aws.smithy.kotlin.runtime.auth.awscredentials.Credentials
import aws.smithy.kotlin.runtime.net.url.Url
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpResponse
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.s3.S3AsyncClient
import software.amazon.awssdk.services.s3.model.SelectObjectContentResponseHandler
import kotlin.time.Duration.Companion.seconds
import aws.sdk.kotlin.runtime.auth.credentials.StaticCredentialsProvider as KotlinCredentialsProvider
import aws.sdk.kotlin.services.s3.S3Client as KotlinS3

/**
 * An answer that is an event stream goes through the server event by event. What
 * answers stands in for a service: none that is here has an operation with events.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/RESTSelectObjectAppendix.html">the events of S3 Select</a>
 */
class EventStreamTest {
    private val events = Events()
    private val aws = MockAws.start(MockAwsOptions.builder().intercept(false).build())
    private val server =
        MockAwsServer.start(aws, "127.0.0.1", 0) {
            { HttpResponse(200, Headers.of("Content-Type" to "application/vnd.amazon.eventstream"), events) }
        }

    @AfterEach
    fun close() {
        server.close()
        aws.close()
    }

    @Test
    fun `the client of Java reads an event before the next one is sent`() {
        val seen = Channel<String>(Channel.UNLIMITED)
        javaClient().use { s3 ->
            val visitor =
                SelectObjectContentResponseHandler.Visitor
                    .builder()
                    .onRecords { seen.trySend(it.payload().asUtf8String()) }
                    .onEnd { seen.trySend("end") }
                    .build()
            val done =
                s3.selectObjectContent(
                    {
                        it.bucket("photos").key("a").expression("SELECT *").expressionType("SQL").inputSerialization {
                        }.outputSerialization {}
                    },
                    SelectObjectContentResponseHandler.builder().subscriber(visitor).build(),
                )
            inTime {
                events.record("first")
                seen.receive() shouldBe "first"
                events.record("second")
                seen.receive() shouldBe "second"
                events.last()
                seen.receive() shouldBe "end"
            }
            done.join()
        }
    }

    /** It has an answer of S3 when that is whole, whoever sends it: a bare socket that sends slowly too. */
    @Test
    fun `the client of Kotlin reads all events`() {
        val seen = ArrayList<String>()
        inTime {
            kotlinClient().use { s3 ->
                events.record("first")
                events.record("second")
                events.last()
                s3.selectObjectContent(request) { response ->
                    response.payload!!.collect { event ->
                        seen += (event as? SelectObjectContentEventStream.Records)?.value?.payload?.decodeToString() ?: "end"
                    }
                }
            }
        }
        seen shouldBe listOf("first", "second", "end")
    }

    private fun inTime(block: suspend () -> Unit) = runBlocking { withTimeout(30.seconds) { block() } }

    private fun javaClient(): S3AsyncClient =
        S3AsyncClient
            .builder()
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .endpointOverride(server.endpoint)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build()

    private fun kotlinClient() =
        KotlinS3 {
            region = "us-east-1"
            forcePathStyle = true
            endpointUrl = Url.parse("${server.endpoint}")
            credentialsProvider = KotlinCredentialsProvider(Credentials("test", "test"))
        }

    private val request =
        SelectObjectContentRequest {
            bucket = "photos"
            key = "a"
            expression = "SELECT *"
            expressionType = ExpressionType.Sql
            inputSerialization = InputSerialization {}
            outputSerialization = OutputSerialization {}
        }

    private suspend fun Events.record(text: String) = send("Records", text.encodeToByteArray())

    private suspend fun Events.last() {
        send("End")
        end()
    }
}
