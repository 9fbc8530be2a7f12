package io.mockaws.kit

import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource
import java.time.ZoneId
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Instant

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
class ScheduleExpressionTest {
    private val newYork = ZoneId.of("America/New_York")

    private fun cron(text: String) = ScheduleExpression.parse(text) as ScheduleExpression.Cron

    @Test
    fun `a cron goes by the clocks of its zone`() {
        val daily = cron("cron(30 9 * * ? *)")
        daily.next(Instant.parse("2026-01-10T00:00:00Z"), newYork) shouldBe Instant.parse("2026-01-10T14:30:00Z")
        daily.next(Instant.parse("2026-07-10T00:00:00Z"), newYork) shouldBe Instant.parse("2026-07-10T13:30:00Z")
    }

    @Test
    fun `what falls into the hour that spring leaves out is skipped`() {
        // In 2026 clocks go from 2:00 to 3:00 on March 8.
        cron("cron(30 2 * * ? *)").next(Instant.parse("2026-03-07T12:00:00Z"), newYork) shouldBe
            Instant.parse("2026-03-09T06:30:00Z")
    }

    @Test
    fun `what falls into the hour that autumn brings twice happens once`() {
        // In 2026 clocks go from 2:00 back to 1:00 on November 1.
        val nightly = cron("cron(30 1 * * ? *)")
        val first = nightly.next(Instant.parse("2026-10-31T12:00:00Z"), newYork)
        first shouldBe Instant.parse("2026-11-01T05:30:00Z")
        nightly.next(first!!, newYork) shouldBe Instant.parse("2026-11-02T06:30:00Z")
    }

    @Test
    fun `a rate counts from where it began`() {
        val rate = ScheduleExpression.parse("rate(10 minutes)") as ScheduleExpression.Rate
        rate.period shouldBe 10.minutes
        val start = Instant.parse("2026-11-21T10:03:00Z")
        rate.next(start, start - 1.minutes) shouldBe start
        rate.next(start, start) shouldBe start + 10.minutes
        rate.next(start, start + 25.minutes) shouldBe start + 30.minutes
        (ScheduleExpression.parse("rate(2 days)") as ScheduleExpression.Rate).period shouldBe 2.days
    }

    @Test
    fun `a time is one of its zone`() {
        (ScheduleExpression.parse("at(2026-12-24T18:00:00)") as ScheduleExpression.At).instant(newYork) shouldBe
            Instant.parse("2026-12-24T23:00:00Z")
    }

    @ParameterizedTest(name = "'{0}'")
    @ValueSource(
        strings = [
            "", "rate()", "rate(10)", "rate(0 minutes)", "rate(-1 minutes)", "rate( 1 minute )", " rate(1 minute)",
            "rate(1 second)", "cron()", "cron(0 1 * * * *)", "at(2026-12-24)", "at(2026-12-24T18:00:00Z)",
            "at(2026-02-30T18:00:00)", "every day",
        ],
    )
    fun `anything else is none`(text: String) {
        ScheduleExpression.parse(text) shouldBe null
    }
}
