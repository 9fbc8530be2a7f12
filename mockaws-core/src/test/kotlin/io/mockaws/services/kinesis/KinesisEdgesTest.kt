package io.mockaws.services.kinesis

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.ApproximateCreationDateTimePrecision
import software.amazon.awssdk.services.dynamodb.model.DestinationStatus
import software.amazon.awssdk.services.eventbridge.EventBridgeClient
import software.amazon.awssdk.services.kinesis.KinesisClient
import software.amazon.awssdk.services.lambda.LambdaClient
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingRequest
import software.amazon.awssdk.services.lambda.model.EventSourcePosition
import software.amazon.awssdk.services.scheduler.SchedulerClient
import java.util.Base64
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.toJavaInstant

/** What services do to streams, and streams to services. */
class KinesisEdgesTest {
    private fun JsonObject.text(name: String) = getValue(name).jsonPrimitive.content

    private fun String.records() = Json.parseToJsonElement(this).jsonObject.getValue("Records").jsonArray.map { it.jsonObject }

    private fun JsonObject.data() =
        Base64.getDecoder().decode(getValue("kinesis").jsonObject.text("data")).decodeToString()

    private fun LambdaClient.map(
        arn: String,
        function: String = "f",
        more: CreateEventSourceMappingRequest.Builder.() -> Unit = {},
    ) = createEventSourceMapping {
        it.functionName(function).eventSourceArn(arn).startingPosition(EventSourcePosition.TRIM_HORIZON).more()
    }

    /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/kds.html, and LocalStack's recording of its calls. */
    @Test
    fun `what happens to a table's items is told to a stream`() =
        runTest {
            mockAws {
                val stream = kinesis.stream("changes")
                dynamoDb.table("orders", "id")
                val client = DynamoDbClient.create()
                client.enableKinesisStreamingDestination {
                    it.tableName("orders").streamArn(stream.arn)
                }.destinationStatusAsString() shouldBe
                    "ENABLING"
                client.describeKinesisStreamingDestination { it.tableName("orders") }.kinesisDataStreamDestinations().single()
                    .destinationStatus() shouldBe DestinationStatus.ACTIVE
                dynamoDb.table("orders").put(mapOf("id" to "1", "paid" to false))
                dynamoDb.table("orders").put(mapOf("id" to "1", "paid" to true))
                val (first, second) = stream.records().map { Json.parseToJsonElement(it.data).jsonObject }
                first.keys.toList() shouldBe
                    listOf("awsRegion", "eventID", "eventName", "userIdentity", "recordFormat", "tableName", "dynamodb", "eventSource")
                first.text("eventName") shouldBe "INSERT"
                second.text("eventName") shouldBe "MODIFY"
                second.getValue("dynamodb").jsonObject.run {
                    getValue("Keys").toString() shouldBe """{"id":{"S":"1"}}"""
                    getValue("NewImage").jsonObject.getValue("paid").toString() shouldBe """{"BOOL":true}"""
                    getValue("OldImage").jsonObject.getValue("paid").toString() shouldBe """{"BOOL":false}"""
                }
                stream.records().map { it.partitionKey }.toSet() shouldHaveSize 1
                client.updateKinesisStreamingDestination {
                    it.tableName("orders").streamArn(stream.arn).updateKinesisStreamingConfiguration { c ->
                        c.approximateCreationDateTimePrecision(ApproximateCreationDateTimePrecision.MICROSECOND)
                    }
                }
                refused { client.updateKinesisStreamingDestination { it.tableName("orders").streamArn(stream.arn) } }.second shouldBe
                    "Streaming destination cannot be updated with given parameters: UpdateKinesisStreamingConfiguration cannot be " +
                    "null or contain only null values"
                client.disableKinesisStreamingDestination { it.tableName("orders").streamArn(stream.arn) }
                dynamoDb.table("orders").put(mapOf("id" to "2"))
                stream.records() shouldHaveSize 2
            }
        }

    @Test
    fun `events and schedules put records`() =
        runTest {
            mockAws {
                val stream = kinesis.stream("events")
                val events = EventBridgeClient.create()
                events.putRule { it.name("all").eventPattern("""{"source":["shop"]}""") }
                events.putTargets {
                    it.rule("all").targets({ t ->
                        t.id("1").arn(stream.arn).inputPath("$.detail").kinesisParameters { k -> k.partitionKeyPath("$.detail.order") }
                    })
                }
                events.putEvents { it.entries({ e -> e.source("shop").detailType("d").detail("""{"order":"7"}""") }) }
                stream.records().single().run {
                    data shouldBe """{"order":"7"}"""
                    partitionKey shouldBe "7"
                }
                SchedulerClient.create().createSchedule {
                    it.name("tick").scheduleExpression("rate(1 hour)").flexibleTimeWindow { w -> w.mode("OFF") }.target { t ->
                        t.arn(stream.arn).roleArn("arn:aws:iam::$accountId:role/r").input("tick").kinesisParameters { k ->
                            k.partitionKey("k")
                        }
                    }
                }
                time.advanceBy(1.hours)
                stream.records().drop(1).map { it.data } shouldBe listOf("tick", "tick")
                calls("kinesis", "PutRecord") shouldHaveSize 3
            }
        }

    /** https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html */
    @Test
    fun `every record reaches the function once, shard by shard`() =
        runTest {
            mockAws {
                val stream = kinesis.stream("clicks", 2)
                val function = lambda.function("f") { null }
                LambdaClient.create().map(stream.arn)
                (1..10).forEach { stream.put("$it", "key$it") }
                val records = function.invocations.flatMap { it.event.records() }
                records.map { it.data() }.toSet() shouldBe (1..10).map { "$it" }.toSet()
                records.first().run {
                    keys.toList() shouldBe
                        listOf(
                            "kinesis",
                            "eventSource",
                            "eventVersion",
                            "eventID",
                            "eventName",
                            "invokeIdentityArn",
                            "awsRegion",
                            "eventSourceARN",
                        )
                    text("eventSource") shouldBe "aws:kinesis"
                    text("eventName") shouldBe "aws:kinesis:record"
                    getValue("kinesis").jsonObject.run {
                        keys.toList() shouldBe
                            listOf("kinesisSchemaVersion", "partitionKey", "sequenceNumber", "data", "approximateArrivalTimestamp")
                    }
                    text("eventID") shouldBe stream.records().first { it.data == data() }.run { "$shardId:$sequenceNumber" }
                }
            }
        }

    @Test
    fun `a mapping begins at the beginning, at a time, or with what comes, and reads what shards become`() =
        runTest {
            mockAws {
                val stream = kinesis.stream("clicks")
                stream.put("old")
                time.advanceBy(1.minutes)
                val then = time.now()
                stream.put("newer")
                val all = lambda.function("f") { null }
                val some = lambda.function("g") { null }
                val latest = lambda.function("h") { null }
                val client = LambdaClient.create()
                client.map(stream.arn)
                client.map(stream.arn, "g") {
                    startingPosition(EventSourcePosition.AT_TIMESTAMP).startingPositionTimestamp(then.toJavaInstant())
                }
                client.map(stream.arn, "h") { startingPosition(EventSourcePosition.LATEST) }
                KinesisClient.create().splitShard {
                    it.streamName("clicks").shardToSplit(shardId(0)).newStartingHashKey("170141183460469231731687303715884105728")
                }
                stream.put("new")
                all.invocations.flatMap { it.event.records() }.map { it.data() } shouldBe listOf("old", "newer", "new")
                some.invocations.flatMap { it.event.records() }.map { it.data() } shouldBe listOf("newer", "new")
                latest.invocations.flatMap { it.event.records() }.map { it.data() } shouldBe listOf("new")
            }
        }

    @Test
    fun `a bad record is found by halves and told to the destination`() =
        runTest {
            mockAws {
                val stream = kinesis.stream("clicks")
                val failures = sqs.queue("failures")
                val done = ArrayList<String>()
                lambda.function("f") { event ->
                    val texts = event.toString().records().map { it.data() }
                    if ("3" in texts) error("poison")
                    done += texts
                    null
                }
                LambdaClient.create().map(stream.arn) {
                    batchSize(4).maximumBatchingWindowInSeconds(10).bisectBatchOnFunctionError(true).maximumRetryAttempts(0)
                        .destinationConfig { d -> d.onFailure { it.destination(failures.arn) } }
                }
                (1..4).forEach { stream.put("$it") }
                time.advanceBy(1.minutes)
                done shouldBe listOf("1", "2", "4")
                Json.parseToJsonElement(failures.messages().single().body).jsonObject.getValue("KinesisBatchInfo").jsonObject.run {
                    text("shardId") shouldBe shardId(0)
                    text("startSequenceNumber") shouldBe stream.records()[2].sequenceNumber
                    text("batchSize") shouldBe "1"
                    text("streamArn") shouldBe stream.arn
                }
            }
        }

    @Test
    fun `a function gets what its mapping filters by the data`() =
        runTest {
            mockAws {
                val stream = kinesis.stream("clicks")
                val function = lambda.function("f") { null }
                LambdaClient.create().map(stream.arn) {
                    filterCriteria { f -> f.filters({ it.pattern("""{"data":{"kind":["buy"]}}""") }) }
                }
                stream.put("""{"kind":"look"}""")
                stream.put("no JSON")
                function.invocations.shouldBeEmpty()
                stream.put("""{"kind":"buy"}""")
                function.invocations.single().event.records().map { it.data() } shouldBe listOf("""{"kind":"buy"}""")
            }
        }
}
