package io.mockaws.services.lambda

import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.mockAws
import io.mockaws.services.dynamodb.TableFixture
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.lambda.LambdaClient
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingRequest
import software.amazon.awssdk.services.lambda.model.EventSourcePosition
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant

/** Streams of tables that functions read: https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html, and LocalStack's test_lambda_integration_dynamodbstreams. */
class LambdaStreamMappingTest {
    @Test
    fun `every change of a table reaches the function once`() =
        runTest {
            mockAws {
                val table = dynamoDb.table("orders", "id").withStream()
                val function = lambda.function("f") { null }
                LambdaClient.create().map(streamOf("orders")).run {
                    state() shouldBe "Creating"
                    lastProcessingResult() shouldBe "No records processed"
                    batchSize() shouldBe 100
                }
                table.put("1")
                table.put("2")
                val record = function.invocations.first().records().single()
                record.keys.toList() shouldBe
                    listOf("eventID", "eventName", "eventVersion", "eventSource", "awsRegion", "dynamodb", "eventSourceARN")
                record.getValue("eventName").jsonPrimitive.content shouldBe "INSERT"
                record.getValue("eventSourceARN").jsonPrimitive.content shouldBe streamOf("orders")
                record.getValue("dynamodb").jsonObject.getValue("Keys").toString() shouldBe """{"id":{"S":"1"}}"""
                function.invocations.flatMap { it.ids() } shouldBe listOf("1", "2")
                LambdaClient.create().listEventSourceMappings().eventSourceMappings().single().lastProcessingResult() shouldBe "OK"
            }
        }

    @Test
    fun `a mapping begins at the beginning, or with what comes`() =
        runTest {
            mockAws {
                val table = dynamoDb.table("orders", "id").withStream()
                table.put("old")
                val first = lambda.function("f") { null }
                val latest = lambda.function("g") { null }
                val client = LambdaClient.create()
                client.map(streamOf("orders"))
                client.map(streamOf("orders")) { functionName("g").startingPosition(EventSourcePosition.LATEST) }
                table.put("new")
                first.invocations.flatMap { it.ids() } shouldBe listOf("old", "new")
                latest.invocations.flatMap { it.ids() } shouldBe listOf("new")
                refusal { client.map(streamOf("orders")) { startingPosition(EventSourcePosition.AT_TIMESTAMP) } } shouldContain
                    "Unsupported starting position for arn type"
                refusal { client.map("${streamOf("orders").dropLast(3)}999") } shouldContain "Stream not found: "
            }
        }

    /** https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-windows.html */
    @Test
    fun `a tumbling window carries its state from batch to batch, and ends by the clock`() =
        runTest {
            mockAws(startAt = Instant.parse("2026-10-01T12:00:00Z")) {
                val table = dynamoDb.table("orders", "id").withStream()
                var isBroken = true
                val function =
                    lambda.function("f") { event ->
                        val count = event.jsonObject.getValue("state").jsonObject["count"]?.jsonPrimitive?.content?.toInt() ?: 0
                        val records = event.jsonObject.getValue("Records").jsonArray.size
                        if (isBroken) null else mapOf("state" to mapOf("count" to count + records))
                    }
                LambdaClient.create().map(streamOf("orders")) { tumblingWindowInSeconds(60) }
                table.put("1")
                isBroken = false
                time.advanceBy(1.seconds)
                table.put("2")
                time.advanceBy(2.minutes)
                table.put("3")
                val seen = function.invocations.map { Json.parseToJsonElement(it.event).jsonObject }
                seen.map { "${it["state"]} ${it.getValue("Records").jsonArray.size} ${it["isFinalInvokeForWindow"]}" } shouldBe
                    // The first gave no state, which is to have failed.
                    listOf("{} 1 false", "{} 1 false", "{\"count\":1} 1 false", "{\"count\":2} 0 true", "{} 1 false")
                seen.map { it["isWindowTerminatedEarly"].toString() }.toSet() shouldBe setOf("false")
                seen[0].getValue("eventSourceARN").jsonPrimitive.content shouldBe streamOf("orders")
                val (first, last) = listOf(seen[0], seen[4]).map { Instant.parse(it.windowStart()) }
                first.epochSeconds % 60 shouldBe 0
                last shouldBe first + 2.minutes
            }
        }

    /** https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html: order holds for a partition key. */
    @Test
    fun `with a parallelization factor a record that fails holds up its own partition key alone`() =
        runTest {
            mockAws {
                val stream = kinesis.stream("s")
                var isBroken = true
                val done = ArrayList<String>()
                val function =
                    lambda.function("f") { event ->
                        val keys = event.jsonObject.getValue("Records").jsonArray
                            .map { it.jsonObject.getValue("kinesis").jsonObject.getValue("partitionKey").jsonPrimitive.content }
                        if (isBroken && "bad" in keys) error("bad")
                        done += keys
                        null
                    }
                LambdaClient.create().map(stream.arn) { parallelizationFactor(10) }
                stream.put("1", "bad")
                val others = (1..30).map { "key $it" }
                others.forEach { stream.put("x", it) }
                time.advanceBy(1.minutes)
                ("bad" in done) shouldBe false
                (done.size > 20) shouldBe true
                isBroken = false
                time.advanceBy(5.minutes)
                done.sorted() shouldBe (others + "bad").sorted()
                function.invocations.any { it.error != null } shouldBe true
            }
        }

    private fun JsonObject.windowStart() = getValue("window").jsonObject.getValue("start").jsonPrimitive.content

    @Test
    fun `a batch that fails is tried again, and in the end told to the destination`() =
        runTest {
            mockAws {
                val failures = sqs.queue("failures")
                val table = dynamoDb.table("orders", "id").withStream()
                val function = lambda.function("f") { error("no") }
                LambdaClient.create().map(streamOf("orders")) {
                    maximumRetryAttempts(2).destinationConfig { d -> d.onFailure { it.destination(failures.arn) } }
                }
                table.put("1")
                time.advanceBy(1.hours)
                function.invocations shouldHaveSize 3
                val told = Json.parseToJsonElement(failures.messages().single().body).jsonObject
                told.keys.toList() shouldBe listOf("requestContext", "responseContext", "version", "timestamp", "DDBStreamBatchInfo")
                told.getValue("requestContext").jsonObject.run {
                    getValue("condition").jsonPrimitive.content shouldBe "RetryAttemptsExhausted"
                    getValue("approximateInvokeCount").jsonPrimitive.content shouldBe "3"
                    getValue("functionArn").jsonPrimitive.content shouldBe function.arn
                }
                told.getValue("DDBStreamBatchInfo").jsonObject.run {
                    getValue("batchSize").jsonPrimitive.content shouldBe "1"
                    getValue("streamArn").jsonPrimitive.content shouldBe streamOf("orders")
                }
                table.put("2")
                function.invocations.last().ids() shouldBe listOf("2")
            }
        }

    @Test
    fun `a bad record is found by halves, and the others are handled`() =
        runTest {
            mockAws {
                val table = dynamoDb.table("orders", "id").withStream()
                val done = ArrayList<String>()
                val function =
                    lambda.function("f") { event ->
                        val ids = event.jsonObject.getValue("Records").jsonArray.map { it.jsonObject.id() }
                        if ("3" in ids) error("poison")
                        done += ids
                        null
                    }
                LambdaClient.create().map(streamOf("orders")) {
                    batchSize(4).maximumBatchingWindowInSeconds(10).bisectBatchOnFunctionError(true).maximumRetryAttempts(0)
                }
                for (i in 1..4) table.put("$i")
                time.advanceBy(1.hours)
                done shouldBe listOf("1", "2", "4")
                function.invocations.map { it.ids() } shouldBe
                    listOf(listOf("1", "2", "3", "4"), listOf("1", "2"), listOf("3", "4"), listOf("3"), listOf("4"))
            }
        }

    @Test
    fun `a function says up to where it came`() =
        runTest {
            mockAws {
                val table = dynamoDb.table("orders", "id").withStream()
                var isDown = true
                val function =
                    lambda.function("f") { event ->
                        val records = event.jsonObject.getValue("Records").jsonArray.map { it.jsonObject }
                        val bad = records.firstOrNull { it.id() == "2" && isDown }
                        val number = bad?.getValue("dynamodb")?.jsonObject?.getValue("SequenceNumber")?.jsonPrimitive?.content
                        mapOf("batchItemFailures" to listOfNotNull(number).map { mapOf("itemIdentifier" to it) })
                    }
                LambdaClient.create().map(streamOf("orders")) {
                    batchSize(3).maximumBatchingWindowInSeconds(10).functionResponseTypesWithStrings("ReportBatchItemFailures")
                }
                for (i in 1..3) table.put("$i")
                function.invocations shouldHaveSize 1
                isDown = false
                time.advanceBy(1.minutes)
                function.invocations.map { it.ids() } shouldBe listOf(listOf("1", "2", "3"), listOf("2", "3"))
            }
        }

    @Test
    fun `records that have grown too old are given up`() =
        runTest {
            mockAws {
                val failures = sqs.queue("failures")
                val table = dynamoDb.table("orders", "id").withStream()
                val function = lambda.function("f") { error("no") }
                LambdaClient.create().map(streamOf("orders")) {
                    maximumRecordAgeInSeconds(60).destinationConfig { d -> d.onFailure { it.destination(failures.arn) } }
                }
                table.put("1")
                time.advanceBy(10.minutes)
                failures.messages().single().body shouldContain "\"condition\":\"RecordAgeExceeded\""
                val before = function.invocations.size
                time.advanceBy(1.hours)
                function.invocations shouldHaveSize before
            }
        }

    private fun LambdaClient.map(
        arn: String,
        change: CreateEventSourceMappingRequest.Builder.() -> Unit = {},
    ) = createEventSourceMapping { r ->
        r.functionName("f").eventSourceArn(arn).startingPosition(EventSourcePosition.TRIM_HORIZON)
        r.change()
    }

    private fun MockAws.streamOf(table: String): String =
        DynamoDbClient.create().use { client -> client.describeTable { it.tableName(table) }.table().latestStreamArn() }

    private fun TableFixture.put(id: String) = put(mapOf("id" to id))

    private fun io.mockaws.services.lambda.invocation.LambdaInvocation.records(): List<JsonObject> =
        Json.parseToJsonElement(event).jsonObject.getValue("Records").jsonArray.map { it.jsonObject }

    private fun io.mockaws.services.lambda.invocation.LambdaInvocation.ids() = records().map { it.id() }

    private fun JsonObject.id() =
        getValue("dynamodb").jsonObject.getValue("Keys").jsonObject.getValue("id").jsonObject.getValue("S").jsonPrimitive.content
}
