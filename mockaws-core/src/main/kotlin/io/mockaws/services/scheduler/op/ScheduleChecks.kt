package io.mockaws.services.scheduler.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.ScheduleExpression
import io.mockaws.services.scheduler.schedule.Schedule
import io.mockaws.services.scheduler.schedule.SchedulerFaults
import io.mockaws.services.scheduler.schedule.SchedulerLimits
import io.mockaws.services.scheduler.schedule.Timing
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Instant

/** What AWS asks of a schedule beyond its model. */
internal object ScheduleChecks {
    /** @throws AwsFault for what AWS would refuse [now] */
    fun check(
        schedule: Schedule,
        now: Instant,
    ) {
        val expression =
            ScheduleExpression.parse(schedule.expression) ?: throw SchedulerFaults.badExpression(schedule.expression)
        if (Timing.zone(schedule.zone) == null) throw SchedulerFaults.badZone()
        if (schedule.windowMode != Schedule.OFF && schedule.windowMinutes == null) throw SchedulerFaults.needsWindow()
        // What comes once goes by no dates.
        if (expression !is ScheduleExpression.At) checkDates(schedule.startDate, schedule.endDate, now)
    }

    private fun checkDates(
        start: Instant?,
        end: Instant?,
        now: Instant,
    ) {
        if (start != null && start < now - SchedulerLimits.LATE_START.minutes) throw SchedulerFaults.lateStart()
        if (end != null && start != null && end <= start) throw SchedulerFaults.endBeforeStart()
        if (end != null && end < now) throw SchedulerFaults.endIsPast()
    }
}
