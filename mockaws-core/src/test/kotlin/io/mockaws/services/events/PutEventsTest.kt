package io.mockaws.services.events

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry
import java.time.Instant

/** Names in brackets are LocalStack's tests that were run at AWS; the words are from there. */
class PutEventsTest {
    @Test
    fun `an event comes to the queue of the rule that it meets, as AWS writes it`() = runTest {
        // test_put_events_with_target_sqs
        mockAws {
            val queue = sqs.queue("paid")
            events().use { client ->
                client.rule("paid", queue.arn)
                val time = Instant.parse("2026-11-21T10:00:00.500Z")
                val id = client.put("""{"id": "42", "sum": 1.50}""") { time(time).resources("arn:aws:s3:::b") }
                client.put(source = "other")
                queue.bodies.single() shouldBe
                    """{"version":"0","id":"${id.entries().single().eventId()}","detail-type":"Order Paid",""" +
                    """"source":"shop","account":"$accountId","time":"2026-11-21T10:00:00Z","region":"$region",""" +
                    """"resources":["arn:aws:s3:::b"],"detail":{"id":"42","sum":1.50}}"""
            }
            eventBridge.bus().events.map { it.source } shouldBe listOf("shop", "other")
        }
    }

    @Test
    fun `what an entry lacks is told entry by entry`() = runTest {
        // test_put_events_without_source, test_put_event_without_detail, test_put_event_without_detail_type
        mockAws {
            events().use { client ->
                fun told(put: () -> software.amazon.awssdk.services.eventbridge.model.PutEventsResponse): String {
                    val answer = put()
                    answer.failedEntryCount() shouldBe 1
                    return answer.entries().single().let { "${it.errorCode()}: ${it.errorMessage()}" }
                }
                told { client.put(source = null) } shouldBe
                    "InvalidArgument: Parameter Source is not valid. Reason: Source is a required argument."
                told { client.put(detailType = null) } shouldBe
                    "InvalidArgument: Parameter DetailType is not valid. Reason: DetailType is a required argument."
                told { client.put(detail = "") } shouldBe
                    "InvalidArgument: Parameter Detail is not valid. Reason: Detail is a required argument."
                told { client.put(source = "aws.s3") } shouldBe
                    "NotAuthorizedForSourceException: Not authorized for the source."
            }
            eventBridge.bus().events.shouldBeEmpty()
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = ["text", "[1]", "\"text\"", "{\"a\": }", "{\"a\": b}", "{} {}"])
    fun `a detail that is no object of JSON is malformed`(detail: String) = runTest {
        // test_put_event_malformed_detail
        mockAws {
            events().use { client ->
                val entry = client.put(detail).entries().single()
                "${entry.errorCode()}: ${entry.errorMessage()}" shouldBe "MalformedDetail: Detail is malformed."
            }
        }
    }

    @Test
    fun `one call brings ten entries of 256 KB at most`() = runTest {
        // test_put_events_exceed_limit_ten_entries, test_put_event_with_too_big_detail
        mockAws {
            events().use { client ->
                val entry = PutEventsRequestEntry.builder().source("shop").detailType("a").detail("{}").build()
                refusal { client.putEvents { it.entries(List(11) { entry }) } } shouldStartWith
                    "ValidationException: 1 validation error detected: Value '[PutEventsRequestEntry(time=null, source=shop, " +
                    "resources=null, detailType=a, detail={}, eventBusName=null, traceHeader=null, " +
                    "kmsKeyIdentifier=null, internalMetadata=null), "
                refusal { client.put("""{"a":"${"x".repeat(262_144)}"}""") } shouldBe
                    "ValidationException: Total size of the entries in the request is over the limit."
            }
        }
    }

    @Test
    fun `an event for a bus that is not there is accepted and gone`() = runTest {
        // test_put_events_nonexistent_event_bus
        mockAws {
            val queue = sqs.queue("q")
            eventBridge.bus().rule("all", """{"source":["shop"]}""", queue.arn)
            events().use { client ->
                client.put { eventBusName("missing") }.failedEntryCount() shouldBe 0
                refusal { client.describeEventBus { it.name("missing") } } shouldBe
                    "ResourceNotFoundException: Event bus missing does not exist."
            }
            queue.bodies.shouldBeEmpty()
        }
    }

    @Test
    fun `a delivery is a call of the rule's in the journal`() = runTest {
        mockAws {
            val queue = sqs.queue("q")
            eventBridge.bus().rule("all", """{"source":["shop"]}""", queue.arn)
            events().use { it.put() }
            val put = calls("events", "PutEvents").single()
            val sent = calls("sqs", "SendMessage").single()
            sent.calledBy shouldBe "events.amazonaws.com"
            sent.causedBy shouldBe put.requestId
        }
    }

    @Test
    fun `buses of a fixture have events, rules and schedules`() = runTest {
        mockAws {
            val queue = sqs.queue("q")
            val bus = eventBridge.bus("orders").rule("paid", """{"detail-type":["Paid"]}""", queue.arn)
            val id = bus.put("shop", "Paid", """{"id": 1}""")
            bus.put("shop", "Shipped", "{}")
            bus.events.map { it.detailType } shouldContainExactly listOf("Paid", "Shipped")
            bus.events.first().id shouldBe id
            bus.events.first().detail shouldBe """{"id":1}"""
            bus.rules shouldBe listOf("paid")
            queue.bodies shouldBe listOf(bus.events.first().json)
            eventBridge.buses().map { it.name } shouldBe listOf("default", "orders")
        }
    }
}
