package io.mockaws.services.scheduler.schedule

import io.mockaws.kit.ScheduleExpression
import java.time.DateTimeException
import java.time.ZoneId
import kotlin.time.Duration.Companion.nanoseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant

/** When schedules come. */
internal object Timing {
    /** The zone [name] is one of the IANA's; null for what is none. */
    fun zone(name: String): ZoneId? =
        try {
            ZoneId.of(name).takeIf { name in ZoneId.getAvailableZoneIds() }
        } catch (_: DateTimeException) {
            null
        }

    /**
     * The first time of [schedule] at [from] or later; null when it is over. A rate counts from the start date, and begins at once
     * where there is none; what comes once goes by no dates.
     */
    fun first(
        schedule: Schedule,
        from: Instant,
    ): Instant? {
        val begin = maxOf(from, schedule.startDate ?: from)
        return within(
            schedule,
            when (val expression = ScheduleExpression.parse(schedule.expression)) {
                is ScheduleExpression.Rate -> expression.next(schedule.startDate ?: from, begin - TICK)
                is ScheduleExpression.Cron -> expression.next(begin - TICK, zoneOf(schedule))
                is ScheduleExpression.At -> expression.instant(zoneOf(schedule)).takeIf { it >= from }
                null -> null
            },
        )
    }

    /** The first time behind [time], which was one; null when it is over. */
    fun next(
        schedule: Schedule,
        time: Instant,
    ): Instant? =
        within(
            schedule,
            when (val expression = ScheduleExpression.parse(schedule.expression)) {
                is ScheduleExpression.Rate -> time + expression.period
                is ScheduleExpression.Cron -> expression.next(time, zoneOf(schedule))
                is ScheduleExpression.At, null -> null
            },
        )

    /** [schedule] with [time] as what comes next; where it has a window, [share] of seconds says when in it. */
    fun with(
        schedule: Schedule,
        time: Instant?,
        share: () -> Int,
    ): Schedule {
        val window = schedule.windowMinutes?.takeIf { schedule.windowMode != Schedule.OFF }
        val delay = if (time == null || window == null) 0 else share() % (window * SECONDS)
        return schedule.copy(scheduled = time, due = time?.plus(delay.seconds))
    }

    private fun within(
        schedule: Schedule,
        time: Instant?,
    ): Instant? {
        val isOnce = schedule.expression.startsWith("at(")
        return time?.takeIf { isOnce || schedule.endDate == null || it <= schedule.endDate }
    }

    private fun zoneOf(schedule: Schedule): ZoneId = zone(schedule.zone) ?: ZoneId.of(Schedule.UTC)

    private val TICK = 1.nanoseconds
    private const val SECONDS = 60
}
