package io.mockaws.compat

import aws.sdk.kotlin.services.eventbridge.EventBridgeClient
import aws.sdk.kotlin.services.eventbridge.listTargetsByRule
import aws.sdk.kotlin.services.eventbridge.model.InvalidEventPatternException
import aws.sdk.kotlin.services.eventbridge.model.PutEventsRequestEntry
import aws.sdk.kotlin.services.eventbridge.model.Target
import aws.sdk.kotlin.services.eventbridge.putEvents
import aws.sdk.kotlin.services.eventbridge.putRule
import aws.sdk.kotlin.services.eventbridge.putTargets
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import kotlin.time.Duration.Companion.hours

/** EventBridge through the SDK for Kotlin, whose client of it there is in this set alone. */
class EventBridgeKotlinTest {
    @Test
    fun `an event that a rule matches comes to its queue`() =
        runTest {
            mockAws {
                val queue = sqs.queue("paid")
                EventBridgeClient { region = "us-east-1" }.use { client ->
                    client.putRule {
                        name = "paid"
                        eventPattern = """{"detail-type":["Order Paid"]}"""
                    }
                    client.putTargets {
                        rule = "paid"
                        targets =
                            listOf(
                                Target {
                                    id = "queue"
                                    arn = queue.arn
                                    inputPath = "$.detail.id"
                                },
                            )
                    }
                    client.listTargetsByRule { rule = "paid" }.targets?.single()?.inputPath shouldBe "$.detail.id"
                    val answer =
                        client.putEvents {
                            entries =
                                listOf(
                                    PutEventsRequestEntry {
                                        source = "shop"
                                        detailType = "Order Paid"
                                        detail = """{"id": "42"}"""
                                    },
                                    PutEventsRequestEntry { source = "shop" },
                                )
                        }
                    answer.failedEntryCount shouldBe 1
                    answer.entries?.last()?.errorCode shouldBe "InvalidArgument"
                    shouldThrow<InvalidEventPatternException> {
                        client.putRule {
                            name = "bad"
                            eventPattern = "{}}"
                        }
                    }
                }
                queue.messages().single().body shouldBe "\"42\""
            }
        }

    @Test
    fun `schedules run in virtual time`() =
        runTest {
            mockAws {
                val queue = sqs.queue("ticks")
                EventBridgeClient { region = "us-east-1" }.use { client ->
                    client.putRule {
                        name = "tick"
                        scheduleExpression = "rate(1 hour)"
                    }
                    client.putTargets {
                        rule = "tick"
                        targets =
                            listOf(
                                Target {
                                    id = "queue"
                                    arn = queue.arn
                                },
                            )
                    }
                }
                time.advanceBy(24.hours)
                queue.count shouldBe 24
            }
        }
}
