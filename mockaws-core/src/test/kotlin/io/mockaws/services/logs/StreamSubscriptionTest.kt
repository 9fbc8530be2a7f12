package io.mockaws.services.logs

import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.jsonArray
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html */
class StreamSubscriptionTest {
    @Test
    fun `a stream gets a message that shows it is there, then what matches`() =
        runTest {
            mockAws {
                val stream = kinesis.stream("s")
                val group = logs.group("g")
                CloudWatchLogsClient.create().use { client ->
                    client.putSubscriptionFilter {
                        it.logGroupName("g").filterName("all").filterPattern("{ $.level = ERROR }").destinationArn(stream.arn)
                            .roleArn("arn:aws:iam::$accountId:role/r")
                    }
                    group.put("one", """{"level":"ERROR","n":1}""", """{"level":"INFO","n":2}""")
                    refusal {
                        client.putSubscriptionFilter {
                            it.logGroupName("g").filterName("gone").filterPattern("").roleArn("arn:aws:iam::$accountId:role/r")
                                .destinationArn("arn:aws:kinesis:$region:$accountId:stream/gone")
                        }
                    } shouldBe
                        "InvalidParameterException: Could not deliver test message to specified Kinesis stream. Check if the given " +
                        "kinesis stream is in ACTIVE state. "
                }
                val (control, data) = stream.records().map { unzipped(it.bytes) }
                control.text("messageType") shouldBe "CONTROL_MESSAGE"
                data.text("messageType") shouldBe "DATA_MESSAGE"
                data.getValue("logEvents").jsonArray.single().text("message") shouldBe """{"level":"ERROR","n":1}"""
                calls("kinesis", "PutRecord").first().calledBy shouldBe "logs.amazonaws.com"
            }
        }

    @Test
    fun `a destination hands on to what is behind it`() =
        runTest {
            mockAws {
                val stream = kinesis.stream("s")
                CloudWatchLogsClient.create().use { client ->
                    val destination =
                        client.putDestination {
                            it.destinationName("d").targetArn(stream.arn).roleArn("arn:aws:iam::$accountId:role/r")
                        }.destination().arn()
                    logs.group("g").subscribe("all", destination, "").put("one", "hello")
                }
                unzipped(stream.records().single().bytes).getValue("logEvents").jsonArray.single().text("message") shouldBe "hello"
            }
        }

    @Test
    fun `a rule of EventBridge writes its events to a group`() =
        runTest {
            mockAws {
                val group = logs.group("/aws/events/orders")
                eventBridge.bus().rule("r", """{"source":["shop"]}""", group.arn).put("shop", "Paid", """{"id":42}""")
                group.events("{ $.detail.id = 42 }") shouldHaveSize 1
            }
        }
}
