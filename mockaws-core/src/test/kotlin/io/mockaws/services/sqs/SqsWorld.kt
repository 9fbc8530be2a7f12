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
import io.mockaws.sdk.java.JavaSdk
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import kotlinx.coroutines.runBlocking
import software.amazon.awssdk.services.sqs.SqsAsyncClient
import software.amazon.awssdk.services.sqs.SqsClient
import software.amazon.awssdk.services.sqs.model.CreateQueueRequest
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest
import software.amazon.awssdk.services.sqs.model.Message
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName
import software.amazon.awssdk.services.sqs.model.QueueAttributeName
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest
import kotlin.time.Duration
import kotlin.time.Instant

/** An SQS with a clock that stands still, and the Java SDK's clients for it. */
internal class SqsWorld(
    states: States = States(),
) {
    val clock = EngineClock(startAt = Instant.parse("2026-11-21T10:00:00Z"), frozen = true)
    val world = World(clock, Ids(1), BodyStore(), states, Place(ACCOUNT, REGION))
    private val journal = Journal()
    val engine = Engine(world, journal, Router(listOf(ServiceEntry(SqsService))) { null })

    val fixture = SqsFixture({ world.context(SqsService) }) { journal.all() }
    val client: SqsClient = client(ACCOUNT)
    val async: SqsAsyncClient = JavaSdk(engine, REGION, ACCOUNT).configure(SqsAsyncClient.builder()).build()

    fun client(account: String): SqsClient = JavaSdk(engine, REGION, account).configure(SqsClient.builder()).build()

    fun advance(duration: Duration) = clock.advanceBy(duration)

    fun call(request: HttpRequest): HttpResponse = runBlocking { engine.handle(request) }

    private companion object {
        const val ACCOUNT = "123456789012"
        const val REGION = "us-east-1"
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
