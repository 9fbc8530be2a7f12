package io.mockaws.services.events

import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html */
class ScheduledRuleTest {
    @Test
    fun `a rate sends an event each time its period has passed`() = runTest {
        // tests_schedule_rate_target_sqs
        mockAws {
            val queue = sqs.queue("q")
            eventBridge.bus().schedule("tick", "rate(5 minutes)", queue.arn)
            queue.bodies shouldHaveSize 0
            time.advanceBy(4.minutes)
            queue.bodies shouldHaveSize 0
            val begin = time.now()
            time.advanceBy(1.minutes)
            val event = json(queue.bodies.single())
            event["detail-type"].toString() shouldBe "\"Scheduled Event\""
            event["source"].toString() shouldBe "\"aws.events\""
            event["detail"].toString() shouldBe "{}"
            event["resources"].toString() shouldBe """["arn:aws:events:$region:$accountId:rule/tick"]"""
            event["time"].toString() shouldBe "\"${(begin + 1.minutes).toString().substringBefore('.').removeSuffix("Z")}Z\""
            time.advanceBy(1.hours)
            queue.bodies shouldHaveSize 13
        }
    }

    @Test
    fun `a month of nights passes at once, each event with its own time`() = runTest {
        mockAws {
            val queue = sqs.queue("q") { retention = 14.days }
            events().use { client ->
                client.putRule { it.name("nightly").scheduleExpression("cron(0 3 * * ? *)") }
                client.putTargets { it.rule("nightly").targets({ t -> t.id("q").arn(queue.arn) }) }
            }
            time.advanceBy(10.days)
            val times = queue.bodies.map { json(it)["time"].toString().trim('"') }
            times shouldHaveSize 10
            times.all { it.endsWith("T03:00:00Z") } shouldBe true
            times.distinct() shouldHaveSize 10
        }
    }

    @Test
    fun `a rule that is switched off or removed sends nothing more`() = runTest {
        mockAws {
            val queue = sqs.queue("q")
            eventBridge.bus().schedule("tick", "rate(1 minute)", queue.arn)
            events().use { client ->
                client.disableRule { it.name("tick") }
                time.advanceBy(5.minutes)
                queue.bodies shouldHaveSize 0
                client.enableRule { it.name("tick") }
                time.advanceBy(60.seconds)
                queue.bodies shouldHaveSize 1
                client.removeTargets { it.rule("tick").ids("q") }
                client.deleteRule { it.name("tick") }
                time.advanceBy(5.minutes)
                queue.bodies shouldHaveSize 1
            }
        }
    }

    @Test
    fun `a fork goes on with the schedules of its mock`() {
        MockAws.start().use { aws ->
            aws.time.freeze()
            val queue = aws.sqs.queue("q")
            aws.eventBridge.bus().schedule("tick", "rate(1 minute)", queue.arn)
            aws.fork().use { copy ->
                copy.time.advanceBy(3.minutes)
                copy.sqs.queue("q").messages() shouldHaveSize 3
            }
            queue.bodies shouldHaveSize 0
        }
    }
}
