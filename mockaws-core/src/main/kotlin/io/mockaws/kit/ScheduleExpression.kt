package io.mockaws.kit

import java.time.LocalDateTime
import java.time.ZoneId
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter
import java.time.format.DateTimeParseException
import java.time.format.ResolverStyle
import kotlin.time.Duration
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Instant
import kotlin.time.toJavaInstant
import kotlin.time.toKotlinInstant

/** When something recurs: `rate(5 minutes)`, `cron(0 12 * * ? *)`, `at(2026-11-20T13:00:00)`. */
internal sealed interface ScheduleExpression {
    /** `rate(...)`: every [period], of 24 hours where it is in days. */
    class Rate(
        val period: Duration,
    ) : ScheduleExpression {
        /** The first time behind [after] of those that are whole periods from [anchor]; [anchor] itself is the first. */
        fun next(
            anchor: Instant,
            after: Instant,
        ): Instant {
            if (anchor > after) return anchor
            val passed = (after - anchor).inWholeSeconds / period.inWholeSeconds
            return anchor + period * (passed + 1).toDouble()
        }
    }

    /** `cron(...)`. */
    class Cron(
        private val expression: CronExpression,
    ) : ScheduleExpression {
        /**
         * The first time behind [after] by the clocks of [zone]; null where there is none. What falls into an hour that a
         * change of clocks leaves out is skipped, and what falls into one that comes twice happens in the first alone.
         *
         * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
         */
        fun next(
            after: Instant,
            zone: ZoneId = ZoneOffset.UTC,
        ): Instant? {
            var local = LocalDateTime.ofInstant(after.toJavaInstant(), zone)
            while (true) {
                local = expression.next(local) ?: return null
                val offset = zone.rules.getValidOffsets(local).firstOrNull() ?: continue
                val found = local.toInstant(offset).toKotlinInstant()
                if (found > after) return found
            }
        }
    }

    /** `at(...)`: once. */
    class At(
        private val time: LocalDateTime,
    ) : ScheduleExpression {
        /** When that is by the clocks of [zone]. */
        fun instant(zone: ZoneId): Instant = time.atZone(zone).toInstant().toKotlinInstant()
    }

    companion object {
        private val form = Regex("(rate|cron|at)\\((.*)\\)")
        private val rate = Regex("([1-9][0-9]*) (minutes?|hours?|days?)")
        private val time = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withResolverStyle(ResolverStyle.STRICT)

        /**
         * Null for what is none.
         *
         * @param isStrict whether a unit has to agree with its number: `1 minute`, `2 minutes`
         */
        fun parse(
            text: String,
            isStrict: Boolean = false,
        ): ScheduleExpression? {
            val (kind, inner) = form.matchEntire(text)?.destructured ?: return null
            return when (kind) {
                "rate" -> rateOf(inner, isStrict)
                "cron" -> CronExpression.parse(inner)?.let { Cron(it) }
                else -> timeOf(inner)?.let { At(it) }
            }
        }

        private fun rateOf(
            text: String,
            isStrict: Boolean,
        ): Rate? {
            val (digits, unit) = rate.matchEntire(text)?.destructured ?: return null
            val number = digits.toLongOrNull() ?: return null
            if (isStrict && (number == 1L) == unit.endsWith("s")) return null
            return Rate(
                when (unit.removeSuffix("s")) {
                    "minute" -> number.minutes
                    "hour" -> number.hours
                    else -> number.days
                },
            )
        }

        private fun timeOf(text: String): LocalDateTime? =
            try {
                LocalDateTime.parse(text, time)
            } catch (_: DateTimeParseException) {
                null
            }
    }
}
