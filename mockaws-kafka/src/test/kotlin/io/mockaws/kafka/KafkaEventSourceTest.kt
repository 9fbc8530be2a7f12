package io.mockaws.kafka

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.apache.kafka.common.serialization.Serdes
import org.apache.kafka.streams.KafkaStreams
import org.apache.kafka.streams.StreamsBuilder
import org.apache.kafka.streams.kstream.Consumed
import org.apache.kafka.streams.kstream.Produced
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.lambda.LambdaClient
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingRequest
import software.amazon.awssdk.services.lambda.model.EventSourcePosition
import java.util.Base64
import java.util.Properties
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** https://docs.aws.amazon.com/lambda/latest/dg/with-msk.html */
class KafkaEventSourceTest {
    @Test
    fun `a function gets what was produced, in AWS's form, before the test looks`() =
        runTest {
            mockAws {
                val cluster = kafka.cluster("orders", broker = true).topic("paid", partitions = 1)
                val function = lambda.function("f") { "ok" }
                LambdaClient.create().use { it.mapTo(cluster.arn, "paid") }
                produce(cluster.bootstrapServers, "paid", "42" to """{"total":7}""", headers = mapOf("source" to "shop"))
                val event = Json.parseToJsonElement(function.invocations.single().event).jsonObject
                event.text("eventSource") shouldBe "aws:kafka"
                event.text("eventSourceArn") shouldBe cluster.arn
                event.text("bootstrapServers") shouldBe cluster.bootstrapServers
                val record = event.getValue("records").jsonObject.getValue("paid-0").jsonArray.single().jsonObject
                record.keys shouldBe setOf("topic", "partition", "offset", "timestamp", "timestampType", "key", "value", "headers")
                record.text("topic") shouldBe "paid"
                record.text("offset") shouldBe "0"
                record.text("timestampType") shouldBe "CREATE_TIME"
                record.decoded("key") shouldBe "42"
                record.decoded("value") shouldBe """{"total":7}"""
                record.getValue("headers").toString() shouldBe """[{"source":[115,104,111,112]}]"""
            }
        }

    @Test
    fun `a batch is gathered by the test's clock, filtered, and tried again when the function fails`() =
        runTest {
            mockAws {
                val cluster = kafka.cluster("orders", broker = true).topic("paid", partitions = 2)
                var failures = 1
                val function = lambda.function("f") { if (failures-- > 0) error("not now") else "ok" }
                LambdaClient.create().use { client ->
                    client.mapTo(cluster.arn, "paid") { request ->
                        request.batchSize(10).maximumBatchingWindowInSeconds(60)
                            .filterCriteria { c -> c.filters({ it.pattern("""{"value":{"kind":["big"]}}""") }) }
                    }
                }
                produce(cluster.bootstrapServers, "paid", "a" to """{"kind":"big"}""", "b" to """{"kind":"small"}""", "c" to "no JSON")
                function.invocations shouldHaveSize 0
                time.advanceBy(1.minutes)
                function.invocations shouldHaveSize 1
                time.advanceBy(1.seconds)
                function.invocations.map { values(it.event) } shouldContainExactly List(2) { listOf("""{"kind":"big"}""") }
                time.advanceBy(10.minutes)
                function.invocations shouldHaveSize 2
            }
        }

    @Test
    fun `LATEST passes over what was there, and a batch has no more than its size`() =
        runTest {
            mockAws {
                val cluster = kafka.cluster("orders", broker = true).topic("paid")
                produce(cluster.bootstrapServers, "paid", "0" to "before")
                val function = lambda.function("f") { "ok" }
                LambdaClient.create().use { client ->
                    client.mapTo(cluster.arn, "paid") { it.startingPosition(EventSourcePosition.LATEST).batchSize(2) }
                }
                produce(cluster.bootstrapServers, "paid", "1" to "a", "2" to "b", "3" to "c")
                function.invocations.map { values(it.event) } shouldContainExactly listOf(listOf("a", "b"), listOf("c"))
            }
        }

    @Test
    fun `self-managed Kafka is read by its address`() =
        runTest {
            mockAws {
                val cluster = kafka.cluster("own", broker = true).topic("paid")
                val servers = cluster.bootstrapServers
                val function = lambda.function("f") { "ok" }
                LambdaClient.create().use { client ->
                    client.createEventSourceMapping { request ->
                        request.functionName("f").topics("paid").startingPosition(EventSourcePosition.TRIM_HORIZON)
                            .selfManagedEventSource { it.endpointsWithStrings(mapOf("KAFKA_BOOTSTRAP_SERVERS" to listOf(servers))) }
                            .sourceAccessConfigurations({ it.type("VPC_SUBNET").uri("subnet:subnet-1") })
                    }
                }
                produce(servers, "paid", "1" to "a")
                val event = Json.parseToJsonElement(function.invocations.single().event).jsonObject
                event.text("eventSource") shouldBe "SelfManagedKafka"
                event.containsKey("eventSourceArn") shouldBe false
            }
        }

    /** In real time, and nobody looks: the function runs because records came. */
    @Test
    fun `a producer, a Streams topology, a consumer and an event source work on one broker`() {
        MockAws.start().use { aws ->
            val cluster = aws.kafka.cluster("orders", broker = true).topic("paid").topic("totals")
            val servers = cluster.bootstrapServers
            val got = LinkedBlockingQueue<String>()
            aws.lambda.function("f") { event -> got.add(values(event).single()) }
            LambdaClient.create().use { it.mapTo(cluster.arn, "totals") }
            val builder = StreamsBuilder()
            builder.stream("paid", Consumed.with(Serdes.String(), Serdes.String())).mapValues { value -> "total $value" }
                .to("totals", Produced.with(Serdes.String(), Serdes.String()))
            val settings = Properties()
            settings["application.id"] = "shop"
            settings["bootstrap.servers"] = servers
            settings["auto.offset.reset"] = "earliest"
            settings["state.dir"] = kotlin.io.path.createTempDirectory().toString()
            KafkaStreams(builder.build(), settings).use { streams ->
                streams.start()
                produce(servers, "paid", "42" to "7")
                consume(servers, "totals", 1) shouldContainExactly listOf("42" to "total 7")
            }
            got.poll(10, TimeUnit.SECONDS) shouldBe "total 7"
            aws.lambda.function("f").invocations shouldHaveSize 1
        }
    }

    private fun LambdaClient.mapTo(
        arn: String,
        topic: String,
        more: (CreateEventSourceMappingRequest.Builder) -> Unit = {},
    ) = createEventSourceMapping { request ->
        request.functionName("f").eventSourceArn(arn).topics(topic).startingPosition(EventSourcePosition.TRIM_HORIZON)
        more(request)
    }

    private fun values(event: String) = values(Json.parseToJsonElement(event))

    private fun values(event: JsonElement): List<String> =
        event.jsonObject.getValue("records").jsonObject.values.flatMap { it.jsonArray }.map { it.jsonObject.decoded("value") }

    private fun JsonObject.text(name: String) = getValue(name).jsonPrimitive.content

    private fun JsonObject.decoded(name: String) = String(Base64.getDecoder().decode(text(name)))
}
