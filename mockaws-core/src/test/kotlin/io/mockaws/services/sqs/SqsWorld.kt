package io.mockaws.services.sqs

import io.mockaws.engine.BodyStore
import io.mockaws.engine.Engine
import io.mockaws.engine.EngineClock
import io.mockaws.engine.Ids
import io.mockaws.engine.Journal
import io.mockaws.engine.Place
import io.mockaws.engine.Router
import io.mockaws.engine.ServiceEntry
import io.mockaws.engine.States
import io.mockaws.engine.World
import io.mockaws.engine.context
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import io.mockaws.wire.http.readBytes
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.future.future
import kotlinx.coroutines.runBlocking
import org.reactivestreams.Subscriber
import org.reactivestreams.Subscription
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider
import software.amazon.awssdk.core.async.AsyncRequestBody
import software.amazon.awssdk.http.AbortableInputStream
import software.amazon.awssdk.http.ExecutableHttpRequest
import software.amazon.awssdk.http.HttpExecuteRequest
import software.amazon.awssdk.http.HttpExecuteResponse
import software.amazon.awssdk.http.SdkHttpClient
import software.amazon.awssdk.http.SdkHttpFullResponse
import software.amazon.awssdk.http.SdkHttpRequest
import software.amazon.awssdk.http.SdkHttpResponse
import software.amazon.awssdk.http.async.AsyncExecuteRequest
import software.amazon.awssdk.http.async.SdkAsyncHttpClient
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.sqs.SqsAsyncClient
import software.amazon.awssdk.services.sqs.SqsClient
import software.amazon.awssdk.services.sqs.model.CreateQueueRequest
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest
import software.amazon.awssdk.services.sqs.model.Message
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName
import software.amazon.awssdk.services.sqs.model.QueueAttributeName
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest
import java.io.ByteArrayOutputStream
import java.nio.ByteBuffer
import java.util.concurrent.CompletableFuture
import kotlin.time.Duration
import kotlin.time.Instant

/** An SQS with a clock that stands still, and the Java SDK's clients for it. */
internal class SqsWorld(
    startAt: Instant = Instant.parse("2026-11-21T10:00:00Z"),
) {
    private val clock = EngineClock(startAt = startAt, frozen = true)
    private val home = Place("123456789012", "us-east-1")
    val world = World(clock, Ids(1), BodyStore(), States(), home)
    val journal = Journal()
    private val engine = Engine(world, journal, Router(listOf(ServiceEntry(SqsService))))

    val fixture = SqsFixture { world.context(SqsService) }
    val client: SqsClient = client("test")

    fun client(accessKey: String): SqsClient =
        SqsClient
            .builder()
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "secret")))
            .httpClient(Sync())
            .build()

    fun async(): SqsAsyncClient =
        SqsAsyncClient
            .builder()
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "secret")))
            .httpClient(Async())
            .build()

    fun advance(duration: Duration) = clock.advanceBy(duration)

    fun call(request: HttpRequest): HttpResponse = runBlocking { engine.handle(request) }

    private suspend fun answer(
        request: SdkHttpRequest,
        body: ByteArray,
    ): Pair<SdkHttpResponse, ByteArray> {
        val headers = Headers.builder()
        request.forEachHeader { name, values -> values.forEach { headers.add(name, it) } }
        val uri = request.uri
        val query = request.encodedQueryParameters().orElse("")
        val response =
            engine.handle(
                HttpRequest(
                    request.method().name,
                    request.encodedPath().ifEmpty { "/" },
                    query,
                    headers.build(),
                    HttpBody.Bytes(body),
                    "${uri.scheme}://${uri.authority}",
                ),
            )
        val answer = SdkHttpFullResponse.builder().statusCode(response.status)
        response.headers.forEachField { name, value -> answer.appendHeader(name, value) }
        return answer.build() to response.body.readBytes()
    }

    private inner class Sync : SdkHttpClient {
        override fun prepareRequest(request: HttpExecuteRequest): ExecutableHttpRequest =
            object : ExecutableHttpRequest {
                override fun call(): HttpExecuteResponse =
                    runBlocking {
                        val content = request.contentStreamProvider().map { it.newStream().readAllBytes() }.orElse(ByteArray(0))
                        val (response, body) = answer(request.httpRequest(), content)
                        HttpExecuteResponse
                            .builder()
                            .response(response)
                            .responseBody(AbortableInputStream.create(body.inputStream()))
                            .build()
                    }

                override fun abort() = Unit
            }

        override fun close() = Unit
    }

    private inner class Async : SdkAsyncHttpClient {
        override fun execute(request: AsyncExecuteRequest): CompletableFuture<Void> {
            val content = Collected()
            request.requestContentPublisher().subscribe(content)
            return CoroutineScope(Dispatchers.Unconfined).future {
                val (response, body) = answer(request.request(), content.out.toByteArray())
                request.responseHandler().onHeaders(response)
                request.responseHandler().onStream(AsyncRequestBody.fromBytes(body))
                null
            }
        }

        override fun close() = Unit
    }

    private class Collected : Subscriber<ByteBuffer> {
        val out = ByteArrayOutputStream()

        override fun onSubscribe(subscription: Subscription) = subscription.request(Long.MAX_VALUE)

        override fun onNext(bytes: ByteBuffer) = out.write(ByteArray(bytes.remaining()).also(bytes::get))

        override fun onError(failure: Throwable) = throw failure

        override fun onComplete() = Unit
    }
}

internal fun SqsClient.make(
    name: String,
    vararg attributes: Pair<String, String>,
): String =
    createQueue(
        CreateQueueRequest
            .builder()
            .queueName(name)
            .attributesWithStrings(attributes.toMap())
            .build(),
    ).queueUrl()

internal fun SqsClient.send(
    url: String,
    body: String,
): String = sendMessage { it.queueUrl(url).messageBody(body) }.messageId()

internal fun SqsClient.receive(
    url: String,
    max: Int = 10,
    configure: (ReceiveMessageRequest.Builder) -> Unit = {},
): List<Message> =
    receiveMessage {
        it.queueUrl(url).maxNumberOfMessages(max).messageSystemAttributeNames(MessageSystemAttributeName.ALL)
        configure(it)
    }.messages()

internal fun SqsClient.bodies(
    url: String,
    max: Int = 10,
    configure: (ReceiveMessageRequest.Builder) -> Unit = {},
): List<String> = receive(url, max, configure).map { it.body() }

internal fun SqsClient.attributes(url: String): Map<String, String> =
    getQueueAttributes(
        GetQueueAttributesRequest
            .builder()
            .queueUrl(url)
            .attributeNames(QueueAttributeName.ALL)
            .build(),
    ).attributesAsStrings()

internal fun SqsClient.arn(url: String): String = attributes(url).getValue("QueueArn")
