package io.mockaws.guides

import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import kotlin.time.Duration.Companion.days

/** The recipe of docs/recipes.md for events and schedules. */
class EventRecipesTest {
    @Test
    fun `a paid order is announced, and reported every night`() = runTest {
        mockAws {
            val paid = sqs.queue("paid") { retention = 14.days }
            val reports = sqs.queue("reports") { retention = 14.days }
            val bus = eventBridge.bus("orders").rule("paid", """{"detail-type": ["Order Paid"]}""", paid.arn)
            scheduler.schedule("nightly", "cron(0 3 * * ? *)", reports.arn, """{"night": "<aws.scheduler.scheduled-time>"}""")

            bus.put("shop", "Order Paid", """{"id": "42"}""")
            time.advanceBy(7.days)

            bus.events.single().detail shouldBe """{"id":"42"}"""
            paid.count shouldBe 1
            reports.count shouldBe 7
        }
    }
}
