package io.mockaws.services.events

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.eventbridge.model.InputTransformer
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html, eb-rule-dlq.html */
class EventDeliveryTest {
    @Test
    fun `what a target does not take is tried again, ever later`() = runTest {
        mockAws {
            val queue = sqs.queue("q")
            events().use { client ->
                client.rule("r", queue.arn)
                faults { error("ServiceUnavailable", status = 503).on("sqs", "SendMessage").first(3) }
                client.put()
                queue.bodies.shouldBeEmpty()
                time.advanceBy(2.seconds)
                queue.bodies.shouldBeEmpty()
                time.advanceBy(5.seconds)
                queue.bodies shouldHaveSize 1
                calls("sqs", "SendMessage") shouldHaveSize 4
            }
        }
    }

    @Test
    fun `when all tries are used up the event goes to the dead-letter queue, with the reason`() = runTest {
        mockAws {
            val queue = sqs.queue("q")
            val dead = sqs.queue("dead")
            events().use { client ->
                client.rule("r", queue.arn) {
                    retryPolicy { it.maximumRetryAttempts(2) }
                    deadLetterConfig { it.arn(dead.arn) }
                }
                faults { error("ServiceUnavailable", status = 503).on("sqs", "SendMessage").first(3) }
                client.put()
                time.advanceBy(1.minutes)
                val letter = dead.messages().single()
                json(letter.body)["source"].toString() shouldBe "\"shop\""
                letter.attributes["RULE_ARN"] shouldBe client.describeRule { it.name("r") }.arn()
                letter.attributes["TARGET_ARN"] shouldBe queue.arn
                letter.attributes["ERROR_CODE"] shouldBe "INTERNAL_ERROR"
                letter.attributes["EXHAUSTED_RETRY_CONDITION"] shouldBe "MaximumRetryAttempts"
                letter.attributes["RETRY_ATTEMPTS"] shouldBe "2"
            }
        }
    }

    @Test
    fun `an event that is too old is tried no more`() = runTest {
        mockAws {
            val queue = sqs.queue("q")
            val dead = sqs.queue("dead")
            events().use { client ->
                client.rule("r", queue.arn) {
                    retryPolicy { it.maximumEventAgeInSeconds(60) }
                    deadLetterConfig { it.arn(dead.arn) }
                }
                faults { error("ServiceUnavailable", status = 503).on("sqs", "SendMessage").first(6) }
                client.put()
                time.advanceBy(1.hours)
                dead.messages().single().attributes["EXHAUSTED_RETRY_CONDITION"] shouldBe "MaximumEventAgeInSeconds"
            }
        }
    }

    @Test
    fun `a target that is gone is not tried again`() = runTest {
        mockAws {
            val dead = sqs.queue("dead")
            events().use { client ->
                client.rule("r", "arn:aws:sqs:$region:$accountId:gone") { deadLetterConfig { it.arn(dead.arn) } }
                client.put()
                val letter = dead.messages().single()
                letter.attributes["ERROR_CODE"] shouldBe "NO_RESOURCE"
                letter.attributes["RETRY_ATTEMPTS"] shouldBe null
                time.advanceBy(1.hours)
                calls("sqs", "SendMessage").filter { it.errorCode != null } shouldHaveSize 1
            }
        }
    }

    @Test
    fun `an input that is no JSON goes to the dead-letter queue`() = runTest {
        mockAws {
            val queue = sqs.queue("q")
            val dead = sqs.queue("dead")
            events().use { client ->
                client.rule("r", queue.arn) {
                    inputTransformer(
                        InputTransformer.builder().inputPathsMap(mapOf("d" to "$.detail")).inputTemplate("""{"a": "<d>"}""")
                            .build(),
                    )
                    deadLetterConfig { it.arn(dead.arn) }
                }
                client.put("""{"x":1}""")
                dead.messages().single().attributes["ERROR_CODE"] shouldBe "INVALID_JSON"
            }
        }
    }

    @Test
    fun `targets get an input of their own, a part of the event, or what a template makes of it`() = runTest {
        // test_put_events_with_input_path_multiple_targets, test_put_events_with_input_path_max_level_depth
        mockAws {
            val queues = (1..3).map { sqs.queue("q$it") }
            events().use { client ->
                client.rule("a", queues[0].arn) { inputPath("$.detail.order.id") }
                client.rule("b", queues[1].arn) { input("""{"fixed": true}""") }
                client.rule("c", queues[2].arn) {
                    inputTransformer { it.inputPathsMap(mapOf("id" to "$.detail.order.id")).inputTemplate("""{"o": <id>}""") }
                }
                client.put("""{"order":{"id":"42"}}""")
            }
            queues.map { it.bodies.single() } shouldBe listOf("\"42\"", """{"fixed": true}""", """{"o": "42"}""")
        }
    }

    @Test
    fun `queues in order get the group of the target`() = runTest {
        mockAws {
            val queue = sqs.queue("q.fifo") { contentBasedDeduplication = true }
            events().use { client ->
                client.rule("r", queue.arn) { sqsParameters { it.messageGroupId("g") } }
                client.put()
            }
            queue.messages().single().groupId shouldBe "g"
        }
    }

    @Test
    fun `other targets are called by an operation of their service`() = runTest {
        mockAws {
            events().use { client ->
                client.rule("k", "arn:aws:kinesis:$region:$accountId:stream/s") {
                    kinesisParameters { it.partitionKeyPath("$.source") }
                }
                client.rule("m", "arn:aws:states:$region:$accountId:stateMachine:m")
                client.put()
            }
            val record = calls("kinesis", "PutRecord").single()
            record.input["PartitionKey"] shouldBe "shop"
            record.calledBy shouldBe "events.amazonaws.com"
            calls("stepfunctions", "StartExecution").single().input["stateMachineArn"] shouldBe
                "arn:aws:states:$region:$accountId:stateMachine:m"
        }
    }

    @Test
    fun `an event goes on to other buses, in other accounts and regions, and to none twice`() = runTest {
        // test_event_bus_to_event_bus_cross_account_region
        mockAws {
            val here = sqs.queue("here")
            val other = "111122223333"
            events("eu-west-1", other).use { there ->
                events().use { client ->
                    val bus = there.createEventBus { it.name("central") }.eventBusArn()
                    there.rule("in", here.arn, bus = "central")
                    there.rule("back", "arn:aws:events:$region:$accountId:event-bus/default", bus = "central")
                    client.rule("out", bus)
                    val id = client.put("""{"a":1}""").entries().single().eventId()
                    val event = json(here.bodies.single())
                    event["account"].toString() shouldBe "\"$accountId\""
                    event["region"].toString() shouldBe "\"$region\""
                    (event["id"].toString() == "\"$id\"") shouldBe false
                }
            }
            eventBridge.bus().events shouldHaveSize 1
        }
    }

    @Test
    fun `in the same region an event keeps its id on another bus`() = runTest {
        // test_put_events_bus_to_bus
        mockAws {
            val queue = sqs.queue("q")
            val second = eventBridge.bus("second").rule("in", """{"source":["shop"]}""", queue.arn)
            eventBridge.bus(
                "first"
            ).rule("out", """{"source":["shop"]}""", second.arn).rule("loop", """{"source":["shop"]}""", eventBridge.bus("first").arn)
            val id = eventBridge.bus("first").put("shop", "Order", "{}")
            json(queue.bodies.single())["id"].toString() shouldBe "\"$id\""
            second.events.single().id shouldBe id
        }
    }
}
