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
