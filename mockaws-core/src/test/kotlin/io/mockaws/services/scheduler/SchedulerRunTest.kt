package io.mockaws.services.scheduler

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.MockClock
import io.mockaws.mockAws
import io.mockaws.services.events.bodies
import io.mockaws.services.events.get
import io.mockaws.services.events.json
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
class SchedulerRunTest {
    private fun started(): MockAws =
        MockAws.start { it.startAt(Instant.parse("2026-10-01T00:00:00Z").toJavaInstant()).clock(MockClock.MANUAL) }

    @Test
    fun `a month of schedules passes at once, in order`() {
        started().use { aws ->
            val queue = aws.sqs.queue("q") { retention = 14.days }
            aws.scheduler.schedule("daily", "cron(0 3 * * ? *)", queue.arn, """{"at":"<aws.scheduler.scheduled-time>"}""")
            val second = aws.sqs.queue("second")
            aws.scheduler.schedule("hourly", "rate(1 hour)", second.arn, "{}")
            aws.time.advanceBy(13.days)
            queue.bodies shouldHaveSize 13
            queue.bodies.first() shouldBe """{"at":"2026-10-01T03:00:00Z"}"""
            queue.bodies.last() shouldBe """{"at":"2026-10-13T03:00:00Z"}"""
            aws.time.advanceBy(18.days)
            aws.calls("sqs", "SendMessage") shouldHaveSize 31 + (31 * 24 + 1)
        }
    }

    @Test
    fun `a rate begins at once, or when it is to start, and ends when it is to end`() {
        started().use { aws ->
            val queue = aws.sqs.queue("q")
            aws.schedules().use { client ->
                val now = aws.time.now()
                client.make("now", "rate(10 minutes)", queue.arn, "now")
                queue.bodies shouldBe listOf("now")
                client.make("later", "rate(10 minutes)", queue.arn, "later") {
                    startDate((now + 1.hours).toJavaInstant()).endDate((now + 80.minutes).toJavaInstant())
                        .actionAfterCompletion("DELETE")
                }
                client.deleteSchedule { it.name("now") }
                aws.time.advanceBy(59.minutes)
                queue.bodies.filter { it == "later" } shouldHaveSize 0
                aws.time.advanceBy(1.minutes)
                queue.bodies.filter { it == "later" } shouldHaveSize 1
                aws.scheduler.schedule("later").exists shouldBe true
                aws.time.advanceBy(1.days)
                queue.bodies.filter { it == "later" } shouldHaveSize 3
                aws.scheduler.schedule("later").exists shouldBe false
            }
        }
    }

    @Test
    fun `what comes once comes at its time in its zone`() {
        started().use { aws ->
            val queue = aws.sqs.queue("q")
            aws.schedules().use { client ->
                client.make("once", "at(2026-10-01T09:00:00)", queue.arn, "hello") {
                    scheduleExpressionTimezone("America/New_York").actionAfterCompletion("DELETE")
                }
                client.make("kept", "at(2026-10-01T09:00:00)", queue.arn, "kept")
                client.make("past", "at(2026-09-01T09:00:00)", queue.arn, "never")
            }
            aws.scheduler.schedule("once").next shouldBe Instant.parse("2026-10-01T13:00:00Z")
            aws.time.advanceBy(13.hours)
            queue.bodies shouldBe listOf("kept", "hello")
            aws.scheduler.schedules().map { it.name } shouldBe listOf("kept", "past")
            aws.scheduler.schedule("kept").next shouldBe null
        }
    }

    @Test
    fun `a schedule keeps the hour of the day when clocks change`() {
        started().use { aws ->
            val queue = aws.sqs.queue("q") { retention = 14.days }
            aws.schedules().use { client ->
                client.make("s", "cron(30 1 * * ? *)", queue.arn, "<aws.scheduler.scheduled-time>") {
                    scheduleExpressionTimezone("America/New_York").startDate(Instant.parse("2026-10-31T00:00:00Z").toJavaInstant())
                }
            }
            aws.time.advanceBy(33.days)
            queue.bodies.take(3) shouldBe
                listOf("2026-10-31T05:30:00Z", "2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z")
        }
    }

    @Test
    fun `a flexible window lets the target be called within it`() {
        started().use { aws ->
            val queue = aws.sqs.queue("q")
            aws.schedules().use { client ->
                client.make("s", "at(2026-10-01T09:00:00)", queue.arn, "<aws.scheduler.scheduled-time>") {
                    flexibleTimeWindow { it.mode("FLEXIBLE").maximumWindowInMinutes(30) }
                }
            }
            val next = aws.scheduler.schedule("s").next!!
            val begin = Instant.parse("2026-10-01T09:00:00Z")
            (next in begin..(begin + 30.minutes)) shouldBe true
            aws.time.advanceTo(next)
            queue.bodies shouldBe listOf("2026-10-01T09:00:00Z")
        }
    }

    @Test
    fun `a target can be any operation, and any of AWS's templates`() = runTest {
        mockAws {
            val queue = sqs.queue("q")
            schedules().use { client ->
                client.make(
                    "sdk",
                    "rate(1 day)",
                    "arn:aws:scheduler:::aws-sdk:sqs:sendMessage",
                    """{"QueueUrl": "${queue.url}", "messageBody": "<aws.scheduler.schedule-arn> <aws.scheduler.attempt-number>"}""",
                )
                client.make(
                    "machine",
                    "rate(1 day)",
                    "arn:aws:scheduler:::aws-sdk:glue:createDatabase",
                    """{"DatabaseInput": {"Name": "sales"}}""",
                )
                client.createSchedule {
                    it.name("event").scheduleExpression("rate(1 day)").flexibleTimeWindow { w -> w.mode("OFF") }.target { t ->
                        t.arn(eventBridge.bus().arn).roleArn(ROLE).input("""{"a":1}""")
                            .eventBridgeParameters { e -> e.source("shop").detailType("Nightly") }
                    }
                }
            }
            queue.bodies shouldBe listOf("arn:aws:scheduler:$region:$accountId:schedule/default/sdk 1")
            val event = eventBridge.bus().events.single()
            listOf(event.source, event.detailType, event.detail) shouldBe listOf("shop", "Nightly", """{"a":1}""")
            service("glue").resources("Database").all().single()["Name"] shouldBe "sales"
            calls("sqs", "SendMessage").single().calledBy shouldBe "scheduler.amazonaws.com"
        }
    }

    @Test
    fun `a target that was told nothing gets an event`() = runTest {
        mockAws {
            val queue = sqs.queue("q")
            schedules().use { it.make("s", "rate(1 day)", queue.arn, input = null) }
            val event = json(queue.bodies.single())
            event["source"].toString() shouldBe "\"aws.scheduler\""
            event["resources"].toString() shouldBe """["arn:aws:scheduler:$region:$accountId:schedule/default/s"]"""
        }
    }

    @Test
    fun `what fails is tried again, and goes to the dead-letter queue with all that AWS says of it`() = runTest {
        mockAws {
            val queue = sqs.queue("q")
            val dead = sqs.queue("dead")
            faults { error("ServiceUnavailable", "busy", 503).on("sqs", "SendMessage").first(2) }
            schedules().use { client ->
                client.createSchedule {
                    it.name("s").scheduleExpression("rate(1 day)").flexibleTimeWindow { w -> w.mode("OFF") }.target { t ->
                        t.arn(queue.arn).roleArn(ROLE).input("try <aws.scheduler.attempt-number>")
                            .retryPolicy { r -> r.maximumRetryAttempts(1) }.deadLetterConfig { d -> d.arn(dead.arn) }
                    }
                }
            }
            queue.bodies.shouldBeEmpty()
            time.advanceBy(2.seconds)
            val letter = dead.messages().single()
            letter.body shouldBe "try 2"
            letter.attributes["ERROR_CODE"] shouldBe "ServiceUnavailable"
            letter.attributes["ERROR_MESSAGE"] shouldBe "busy"
            letter.attributes["EXHAUSTED_RETRY_CONDITION"] shouldBe "MaximumRetryAttempts"
            letter.attributes["RETRY_ATTEMPTS"] shouldBe "1"
            letter.attributes["IS_PAYLOAD_TRUNCATED"] shouldBe "false"
            letter.attributes["SCHEDULE_ARN"] shouldBe scheduler.schedule("s").arn
            letter.attributes["TARGET_ARN"] shouldBe queue.arn
            time.advanceBy(1.days)
            queue.bodies shouldBe listOf("try 1")
        }
    }

    @Test
    fun `a saved world goes on with its schedules`(
        @org.junit.jupiter.api.io.TempDir folder: java.nio.file.Path,
    ) {
        val file = folder.resolve("world.zip")
        started().use { aws ->
            val queue = aws.sqs.queue("q")
            aws.scheduler.schedule("daily", "cron(0 3 * * ? *)", queue.arn, "{}")
            aws.save(file)
        }
        started().use { aws ->
            aws.load(file)
            aws.time.advanceBy(3.hours + 1.milliseconds)
            aws.sqs.queue("q").messages() shouldHaveSize 1
        }
    }
}
