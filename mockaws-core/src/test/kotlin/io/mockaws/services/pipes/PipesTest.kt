package io.mockaws.services.pipes

import com.sun.net.httpserver.HttpServer
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.mockAws
import io.mockaws.sdk.java.JavaSdk
import io.mockaws.services.kinesis.frozen
import io.mockaws.services.kinesis.refused
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.eventbridge.EventBridgeClient
import software.amazon.awssdk.services.pipes.PipesClient
import software.amazon.awssdk.services.pipes.model.CreatePipeRequest
import software.amazon.awssdk.services.pipes.model.DynamoDBStreamStartPosition
import software.amazon.awssdk.services.pipes.model.KinesisStreamStartPosition
import software.amazon.awssdk.services.pipes.model.OnPartialBatchItemFailureStreams
import software.amazon.awssdk.services.pipes.model.PipeState
import software.amazon.awssdk.services.pipes.model.RequestedPipeState
import java.net.InetSocketAddress
import java.util.concurrent.ConcurrentLinkedQueue
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes.html */
class PipesTest {
    private fun MockAws.pipesClient(): PipesClient = JavaSdk(handler, region, accountId).configure(PipesClient.builder()).build()

    private fun PipesClient.make(source: String, target: String, name: String = "p", more: CreatePipeRequest.Builder.() -> Unit = {}) =
        createPipe { it.name(name).source(source).target(target).roleArn("arn:aws:iam::123456789012:role/pipes").more() }

    private fun JsonObject.text(name: String) = getValue(name).jsonPrimitive.content

    private fun String.list() = Json.parseToJsonElement(this).jsonArray.map { it.jsonObject }

    @Test
    fun `messages of a queue reach a function in batches, and are deleted`() =
        runTest {
            mockAws {
                val queue = sqs.queue("orders")
                val function = lambda.function("f") { null }
                PipesClient.create().make(queue.arn, function.arn).currentState() shouldBe PipeState.CREATING
                queue.send("one")
                val event = function.invocations.single().event.list().single()
                event.text("body") shouldBe "one"
                event.text("eventSource") shouldBe "aws:sqs"
                event.text("eventSourceARN") shouldBe queue.arn
                queue.messages().shouldBeEmpty()
            }
        }

    @Test
    fun `what is filtered goes on by a template, with its body looked into`() =
        runTest {
            mockAws {
                val queue = sqs.queue("orders")
                val target = sqs.queue("paid")
                PipesClient.create().make(queue.arn, target.arn) {
                    sourceParameters { s -> s.filterCriteria { f -> f.filters({ it.pattern("""{"body":{"state":["paid"]}}""") }) } }
                    targetParameters {
                        it.inputTemplate("""{"order": <$.body.id>, "by": "<aws.pipes.pipe-name>", "text": "no <$.body.id>"}""")
                    }
                }
                queue.send("""{"id":7,"state":"paid"}""")
                queue.send("""{"id":8,"state":"open"}""")
                queue.send("no JSON")
                target.messages().map { it.body } shouldBe listOf("""{"order": 7, "by": "p", "text": "no 7"}""")
                queue.messages().shouldBeEmpty()
            }
        }

    @Test
    fun `a function makes more, less or nothing of events on their way`() =
        runTest {
            mockAws {
                val queue = sqs.queue("orders")
                val target = kinesis.stream("s")
                val enrich =
                    lambda.function("e") { event ->
                        val body = event.jsonArray.single().jsonObject.text("body")
                        if (body == "nothing") emptyList() else List(2) { mapOf("half" to "$body$it") }
                    }
                PipesClient.create().make(queue.arn, target.arn) {
                    enrichment(enrich.arn)
                    targetParameters { it.kinesisStreamParameters { k -> k.partitionKey("$.half") } }
                }
                queue.send("nothing")
                queue.send("x")
                target.records().map { it.data to it.partitionKey } shouldBe
                    listOf("""{"half":"x0"}""" to "x0", """{"half":"x1"}""" to "x1")
            }
        }

    @Test
    fun `records of Kinesis are flat, and a bad one is found by halves and told to the dead letter queue`() =
        runTest {
            mockAws {
                val stream = kinesis.stream("clicks")
                val letters = sqs.queue("letters")
                val done = ArrayList<String>()
                val function =
                    lambda.function("f") { event ->
                        val keys = event.jsonArray.map { it.jsonObject.text("partitionKey") }
                        if ("bad" in keys) error("poison")
                        done += keys
                        null
                    }
                PipesClient.create().make(stream.arn, function.arn) {
                    sourceParameters { s ->
                        s.kinesisStreamParameters {
                            it.startingPosition(KinesisStreamStartPosition.TRIM_HORIZON).maximumRetryAttempts(0).batchSize(4)
                                .maximumBatchingWindowInSeconds(
                                    5
                                ).onPartialBatchItemFailure(OnPartialBatchItemFailureStreams.AUTOMATIC_BISECT)
                                .deadLetterConfig { d -> d.arn(letters.arn) }
                        }
                    }
                }
                listOf("a", "b", "bad", "c").forEach { stream.put("x", it) }
                time.advanceBy(1.minutes)
                done shouldBe listOf("a", "b", "c")
                val letter = Json.parseToJsonElement(letters.messages().single().body).jsonObject
                letter.getValue("context").jsonObject.text("condition") shouldBe "RetryAttemptsExhausted"
                letter.getValue("KinesisBatchInfo").jsonObject.text("startSequenceNumber") shouldBe stream.records()[2].sequenceNumber
            }
        }

    @Test
    fun `changes of a table reach a bus as events`() =
        runTest {
            mockAws {
                val table = dynamoDb.table("orders", "id").withStream()
                val arn = javaSdk.configure(software.amazon.awssdk.services.dynamodb.DynamoDbClient.builder()).build()
                    .use { c -> c.describeTable { it.tableName("orders") }.table().latestStreamArn() }
                val bus = eventBridge.bus("changes")
                PipesClient.create().make(arn, "arn:aws:events:$region:$accountId:event-bus/changes") {
                    sourceParameters { s -> s.dynamoDBStreamParameters { it.startingPosition(DynamoDBStreamStartPosition.TRIM_HORIZON) } }
                    targetParameters {
                        it.eventBridgeEventBusParameters { e -> e.source("orders").detailType("changed") }
                            .inputTemplate("""{"id": <$.dynamodb.Keys.id.S>}""")
                    }
                }
                table.put(mapOf("id" to "1"))
                bus.events.single().run {
                    source shouldBe "orders"
                    detailType shouldBe "changed"
                    detail shouldBe """{"id":"1"}"""
                }
            }
        }

    @Test
    fun `a function says which messages have failed, and these come again`() =
        runTest {
            mockAws {
                val queue = sqs.queue("orders") { visibilityTimeout = 30.seconds }
                var isDown = true
                val function =
                    lambda.function("f") { event ->
                        val bad = event.jsonArray.map { it.jsonObject }.filter { it.text("body") == "2" && isDown }
                        mapOf("batchItemFailures" to bad.map { mapOf("itemIdentifier" to it.text("messageId")) })
                    }
                PipesClient.create().make(queue.arn, function.arn) {
                    sourceParameters { s -> s.sqsQueueParameters { it.batchSize(3).maximumBatchingWindowInSeconds(2) } }
                }
                listOf("1", "2", "3").forEach { queue.send(it) }
                time.advanceBy(2.seconds)
                isDown = false
                time.advanceBy(1.minutes)
                function.invocations.map { i -> i.event.list().map { it.text("body") } } shouldBe listOf(listOf("1", "2", "3"), listOf("2"))
                queue.messages().shouldBeEmpty()
            }
        }

    @Test
    fun `an API destination of this machine enriches events, and gets them`() {
        val asked = ConcurrentLinkedQueue<Pair<String, String>>()
        val server = HttpServer.create(InetSocketAddress("127.0.0.1", 0), 0)
        server.createContext("/") { exchange ->
            asked += exchange.requestURI.toString() to exchange.requestBody.readBytes().decodeToString()
            val answer = """[{"rich":true}]""".encodeToByteArray()
            exchange.sendResponseHeaders(200, answer.size.toLong())
            exchange.responseBody.use { it.write(answer) }
        }
        server.start()
        try {
            frozen().use { aws ->
                val queue = aws.sqs.queue("orders")
                val destination =
                    aws.javaSdk.configure(EventBridgeClient.builder()).build().use { events ->
                        val connection =
                            events.createConnection {
                                it.name("c").authorizationType("API_KEY")
                                    .authParameters { a -> a.apiKeyAuthParameters { k -> k.apiKeyName("X-Key").apiKeyValue("1") } }
                            }.connectionArn()
                        events.createApiDestination {
                            it.name("d").connectionArn(connection).httpMethod("POST")
                                .invocationEndpoint("http://127.0.0.1:${server.address.port}/*")
                        }.apiDestinationArn()
                    }
                aws.pipesClient().use { client ->
                    client.make(queue.arn, destination) {
                        enrichment(destination).enrichmentParameters { e -> e.httpParameters { it.pathParameterValues("enrich") } }
                        targetParameters { t ->
                            t.httpParameters { it.pathParameterValues("target").queryStringParameters(mapOf("is" to "$.rich")) }
                        }
                    }
                }
                queue.send("x")
                asked.map { it.first } shouldBe listOf("/enrich", "/target?is=true")
                asked.last().second shouldBe """{"rich":true}"""
                aws.calls("events").filter { it.operation == "InvokeApiDestination" } shouldHaveSize 2
            }
        } finally {
            server.stop(0)
        }
    }

    @Test
    fun `a pipe is stopped and started, changed and deleted`(): Unit =
        frozen().use { aws ->
            aws.pipesClient().use { client ->
                val queue = aws.sqs.queue("orders")
                val target = aws.sqs.queue("target")
                client.make(queue.arn, target.arn) { desiredState(RequestedPipeState.STOPPED).tags(mapOf("a" to "1")) }
                queue.send("1")
                target.messages().shouldBeEmpty()
                client.startPipe { it.name("p") }.currentState() shouldBe PipeState.STARTING
                target.messages() shouldHaveSize 1
                client.stopPipe { it.name("p") }.currentState() shouldBe PipeState.STOPPING
                queue.send("""{"n":2}""")
                target.messages() shouldHaveSize 1
                client.updatePipe {
                    it.name("p").roleArn("arn:aws:iam::123456789012:role/pipes").desiredState(RequestedPipeState.RUNNING)
                        .targetParameters { t -> t.inputTemplate("<$.body.n>") }
                }.currentState() shouldBe PipeState.UPDATING
                target.messages().last().body shouldBe "2"
                client.describePipe { it.name("p") }.run {
                    currentState() shouldBe PipeState.RUNNING
                    targetParameters().inputTemplate() shouldBe "<$.body.n>"
                    source() shouldBe queue.arn
                    tags() shouldBe mapOf("a" to "1")
                }
                val arn = client.listPipes { it.namePrefix("p") }.pipes().single().arn()
                client.tagResource { it.resourceArn(arn).tags(mapOf("b" to "2")) }
                client.untagResource { it.resourceArn(arn).tagKeys("a") }
                client.listTagsForResource { it.resourceArn(arn) }.tags() shouldBe mapOf("b" to "2")
                client.deletePipe { it.name("p") }.currentState() shouldBe PipeState.DELETING
                refused { client.describePipe { it.name("p") } } shouldBe ("NotFoundException" to "Pipe p does not exist.")
                refused { client.make(aws.kinesis.stream("s").arn, target.arn) }.first shouldBe "ValidationException"
            }
        }
}
