package io.mockaws.services.firehose

import com.sun.net.httpserver.HttpServer
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.MockAws
import io.mockaws.sdk.java.JavaSdk
import io.mockaws.services.kinesis.frozen
import io.mockaws.services.kinesis.refused
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.services.eventbridge.EventBridgeClient
import software.amazon.awssdk.services.firehose.FirehoseClient
import software.amazon.awssdk.services.firehose.model.CompressionFormat
import software.amazon.awssdk.services.firehose.model.DeliveryStreamType
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationConfiguration
import software.amazon.awssdk.services.firehose.model.ProcessorParameterName
import software.amazon.awssdk.services.firehose.model.ProcessorType
import software.amazon.awssdk.services.firehose.model.Record
import software.amazon.awssdk.services.sns.SnsClient
import java.io.ByteArrayInputStream
import java.net.InetSocketAddress
import java.util.Base64
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.zip.GZIPInputStream
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

internal fun MockAws.firehoseClient(): FirehoseClient = JavaSdk(handler, region, accountId).configure(FirehoseClient.builder()).build()

internal const val ROLE = "arn:aws:iam::123456789012:role/firehose"

/** https://docs.aws.amazon.com/firehose/latest/dev/basic-deliver.html */
class FirehoseDeliveryTest {
    private fun world(block: MockAws.(FirehoseClient) -> Unit) =
        frozen().use { aws ->
            aws.s3.bucket("logs")
            aws.firehoseClient().use { aws.block(it) }
        }

    private fun FirehoseClient.make(name: String = "s", more: ExtendedS3DestinationConfiguration.Builder.() -> Unit = {}) =
        createDeliveryStream {
            it.deliveryStreamName(name).extendedS3DestinationConfiguration { d -> d.roleARN(ROLE).bucketARN("arn:aws:s3:::logs").more() }
        }

    private fun FirehoseClient.put(data: String, name: String = "s") =
        putRecord { it.deliveryStreamName(name).record(Record.builder().data(SdkBytes.fromUtf8String(data)).build()) }

    private fun MockAws.objects() = s3.bucket("logs").keys().associateWith { s3.bucket("logs").text(it) }

    private fun ExtendedS3DestinationConfiguration.Builder.processor(
        type: ProcessorType,
        vararg parameters: Pair<ProcessorParameterName, String>,
    ) =
        processingConfiguration { c ->
            c.enabled(true).processors({ p ->
                p.type(type).parameters(
                    parameters.map { (name, value) ->
                        software.amazon.awssdk.services.firehose.model.ProcessorParameter.builder().parameterName(
                            name
                        ).parameterValue(value).build()
                    },
                )
            })
        }

    @Test
    fun `records wait for others until it is time`() =
        world { client ->
            client.make()
            client.put("one\n").encrypted() shouldBe false
            time.advanceBy(4.minutes)
            client.put("two\n")
            objects().keys.shouldBeEmpty()
            firehose.stream("s").waiting shouldBe 2
            time.advanceBy(1.minutes)
            val (key, content) = objects().entries.single()
            key shouldMatch "2026/10/01/00/s-1-2026-10-01-00-00-00-[0-9a-f-]{36}"
            content shouldBe "one\ntwo\n"
            firehose.stream("s").waiting shouldBe 0
            firehose.stream("s").records() shouldBe listOf("one\n", "two\n")
            calls("s3", "PutObject").single().calledBy shouldBe "firehose.amazonaws.com"
        }

    @Test
    fun `records are delivered when there are enough`() =
        world { client ->
            client.make { bufferingHints { it.sizeInMBs(1).intervalInSeconds(900) } }
            repeat(2) { client.put("x".repeat(600_000)) }
            objects().values.single().length shouldBe 1_200_000
        }

    @Test
    fun `prefixes say time, names and random strings, and content is compressed`() =
        world { client ->
            client.make {
                prefix("y=!{timestamp:yyyy}/!{firehose:random-string}/").errorOutputPrefix("bad/!{firehose:error-output-type}/")
                    .compressionFormat(CompressionFormat.GZIP).bufferingHints { it.intervalInSeconds(60) }
            }
            client.put("hello")
            time.advanceBy(60.seconds)
            val key = s3.bucket("logs").keys().single()
            key shouldMatch "y=2026/[a-zA-Z0-9]{11}/s-1-.*\\.gz"
            GZIPInputStream(ByteArrayInputStream(s3.bucket("logs").bytes(key))).use { it.readBytes().decodeToString() } shouldBe "hello"
            refused { client.make("t") { prefix("!{timestamp:yyyy}/") } }.second shouldBe
                "ErrorOutputPrefix cannot be null or empty when Prefix contains expressions."
            refused { client.make("t") { prefix("!{nobody:x}/").errorOutputPrefix("e/") } }.first shouldBe "InvalidArgumentException"
            refused { client.make("t") { compressionFormat(CompressionFormat.SNAPPY) } }.first shouldBe "NotImplemented"
        }

    /** https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html */
    @Test
    fun `a function changes, drops and refuses records`() =
        world { client ->
            val function =
                lambda.function("f") { event ->
                    val records = event.jsonObject.getValue("records").jsonArray.map { it.jsonObject }
                    mapOf(
                        "records" to
                            records.map { record ->
                                val text = Base64.getDecoder().decode(record.text("data")).decodeToString()
                                val result = when (text) {
                                    "drop" -> "Dropped"
                                    "bad" -> "ProcessingFailed"
                                    else -> "Ok"
                                }
                                mapOf(
                                    "recordId" to record.text("recordId"),
                                    "result" to result,
                                    "data" to Base64.getEncoder().encodeToString(text.uppercase().encodeToByteArray()),
                                )
                            },
                    )
                }
            client.make { processor(ProcessorType.LAMBDA, ProcessorParameterName.LAMBDA_ARN to function.arn) }
            listOf("good", "drop", "bad").forEach { client.put(it) }
            time.advanceBy(5.minutes)
            val event = Json.parseToJsonElement(function.invocations.single().event).jsonObject
            event.keys.toList() shouldBe listOf("invocationId", "deliveryStreamArn", "region", "records")
            val (good, bad) = objects().entries.sortedBy { it.key.startsWith("processing-failed/") }
            good.value shouldBe "GOOD"
            bad.key shouldStartWith "processing-failed/2026/10/01/00/"
            Json.parseToJsonElement(bad.value.trim()).jsonObject.run {
                text("errorCode") shouldBe "Lambda.ProcessingFailedStatus"
                Base64.getDecoder().decode(text("rawData")).decodeToString() shouldBe "bad"
                text("lambdaArn") shouldBe function.arn
            }
        }

    /** https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning.html */
    @Test
    fun `records are told apart by what is in them`() =
        world { client ->
            client.make {
                prefix("customer=!{partitionKeyFromQuery:customer}/").errorOutputPrefix("bad/")
                    .bufferingHints { it.sizeInMBs(64).intervalInSeconds(60) }
                    .dynamicPartitioningConfiguration { it.enabled(true) }
                processor(
                    ProcessorType.METADATA_EXTRACTION,
                    ProcessorParameterName.METADATA_EXTRACTION_QUERY to "{customer:.order.customer}",
                    ProcessorParameterName.JSON_PARSING_ENGINE to "JQ-1.6",
                )
            }
            listOf("a", "b", "a").forEach { client.put("""{"order":{"customer":"$it"}}""") }
            client.put("{}")
            time.advanceBy(60.seconds)
            val keys = objects().keys
            keys.filter { it.startsWith("customer=a/2026/10/01/00/") } shouldHaveSize 1
            keys.filter { it.startsWith("customer=b/") } shouldHaveSize 1
            keys.filter { it.startsWith("bad/processing-failed/") } shouldHaveSize 1
            objects().filterKeys { it.startsWith("customer=a/") }.values.single() shouldBe """{"order":{"customer":"a"}}""".repeat(2)
            refused {
                client.make("t") {
                    processor(
                        ProcessorType.METADATA_EXTRACTION,
                        ProcessorParameterName.METADATA_EXTRACTION_QUERY to "{y:.t|strftime(\"%Y\")}"
                    )
                }
            }.first shouldBe "NotImplemented"
        }

    @Test
    fun `a bucket that is not there yet gets its objects later, for a day`() =
        world { client ->
            client.createDeliveryStream {
                it.deliveryStreamName("s").extendedS3DestinationConfiguration { d -> d.roleARN(ROLE).bucketARN("arn:aws:s3:::later") }
            }
            client.put("a")
            time.advanceBy(1.hours)
            s3.bucket("later")
            time.advanceBy(10.minutes)
            s3.bucket("later").keys() shouldHaveSize 1
        }

    @Test
    fun `a stream of Kinesis is read from now on`() =
        world { client ->
            val source = kinesis.stream("clicks", 2)
            source.put("before")
            client.createDeliveryStream {
                it.deliveryStreamName("s").deliveryStreamType(DeliveryStreamType.KINESIS_STREAM_AS_SOURCE)
                    .kinesisStreamSourceConfiguration { k -> k.kinesisStreamARN(source.arn).roleARN(ROLE) }
                    .extendedS3DestinationConfiguration { d -> d.roleARN(ROLE).bucketARN("arn:aws:s3:::logs") }
            }
            (1..4).forEach { source.put("$it,", "key$it") }
            refused { client.put("x") }.second shouldBe "This operation is not permitted on KinesisStreamAsSource delivery stream type."
            time.advanceBy(5.minutes)
            objects().values.single().split(',').filter { it.isNotEmpty() }.toSet() shouldBe setOf("1", "2", "3", "4")
        }

    @Test
    fun `topics and rules put records`() =
        world { client ->
            client.make()
            val arn = firehose.stream("s").arn
            JavaSdk(handler, region, accountId).configure(SnsClient.builder()).build().use { sns ->
                val topic = sns.createTopic { it.name("t") }.topicArn()
                sns.subscribe {
                    it.topicArn(topic).protocol("firehose").endpoint(arn).attributes(
                        mapOf(
                            "SubscriptionRoleArn" to ROLE,
                            "RawMessageDelivery" to "true"
                        )
                    )
                }
                sns.publish { it.topicArn(topic).message("by topic") }
            }
            JavaSdk(handler, region, accountId).configure(EventBridgeClient.builder()).build().use { events ->
                events.putRule { it.name("r").eventPattern("""{"source":["shop"]}""") }
                events.putTargets { it.rule("r").targets({ t -> t.id("1").arn(arn).roleArn(ROLE).inputPath("$.detail") }) }
                events.putEvents { it.entries({ e -> e.source("shop").detailType("d").detail("""{"by":"rule"}""") }) }
            }
            firehose.stream("s").records().map { it.trim() } shouldBe listOf("by topic", """{"by":"rule"}""")
        }

    /** https://docs.aws.amazon.com/firehose/latest/dev/httpdeliveryrequestresponse.html */
    @Test
    fun `an endpoint of this machine gets records, and what it does not take is stored`() {
        val requests = ConcurrentLinkedQueue<JsonObject>()
        val keys = ConcurrentLinkedQueue<String>()
        var isDown = false
        val server = HttpServer.create(InetSocketAddress("127.0.0.1", 0), 0)
        server.createContext("/in") { exchange ->
            exchange.requestHeaders.getFirst("Content-Encoding") shouldBe "gzip"
            val content = GZIPInputStream(exchange.requestBody).use { it.readBytes().decodeToString() }
            val request = Json.parseToJsonElement(content).jsonObject
            requests += request
            keys += exchange.requestHeaders.getFirst("X-Amz-Firehose-Access-Key")
            val answer = """{"requestId":"${request.text("requestId")}","timestamp":1}""".encodeToByteArray()
            exchange.sendResponseHeaders(if (isDown) 500 else 200, answer.size.toLong())
            exchange.responseBody.use { it.write(answer) }
        }
        server.start()
        try {
            world { client ->
                client.createDeliveryStream {
                    it.deliveryStreamName("s").httpEndpointDestinationConfiguration { d ->
                        d.endpointConfiguration { e -> e.url("http://127.0.0.1:${server.address.port}/in").accessKey("hidden") }
                            .requestConfiguration { r -> r.contentEncoding("GZIP") }
                            .bufferingHints { b -> b.intervalInSeconds(60) }.retryOptions { r -> r.durationInSeconds(10) }
                            .s3Configuration { s -> s.roleARN(ROLE).bucketARN("arn:aws:s3:::logs") }
                    }
                }
                client.put("hello")
                time.advanceBy(60.seconds)
                requests.single().getValue("records").jsonArray.single().jsonObject.text("data") shouldBe
                    Base64.getEncoder().encodeToString("hello".encodeToByteArray())
                keys.single() shouldBe "hidden"
                isDown = true
                client.put("lost?")
                time.advanceBy(5.minutes)
                objects().keys.single() shouldStartWith "http-endpoint-failed/2026/10/01/00/"
            }
        } finally {
            server.stop(0)
        }
    }

    private fun JsonObject.text(name: String) = getValue(name).jsonPrimitive.content
}
