package io.mockaws.services.secretsmanager.rotation

import io.mockaws.kit.CronExpression
import io.mockaws.services.secretsmanager.secret.Rotation
import io.mockaws.services.secretsmanager.secret.Secret
import io.mockaws.services.secretsmanager.secret.SecretsManagerFaults
import java.time.LocalDateTime
import java.time.ZoneOffset
import kotlin.time.Duration.Companion.days
import kotlin.time.Instant
import kotlin.time.toJavaInstant
import kotlin.time.toKotlinInstant

/**
 * When a secret is rotated by itself. Windows open at midnight, UTC, unless a `cron()` says otherwise; they close at the
 * end of the day, or an hour later where the schedule is in hours.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html
 */
internal sealed class RotationSchedule(
    private val duration: Long?,
) {
    /** The first opening behind [base]; null where there is none any more. */
    protected abstract fun opening(base: LocalDateTime): LocalDateTime?

    /** Whether more than one window may open in a day. */
    protected abstract val isHourly: Boolean

    /** The first window that opens behind [base]. */
    fun next(base: Instant): Rotation.Window? {
        val opens = opening(LocalDateTime.ofInstant(base.toJavaInstant(), ZoneOffset.UTC)) ?: return null
        val closes =
            when {
                duration != null -> opens.plusHours(duration)
                isHourly -> opens.plusHours(1)
                else -> opens.toLocalDate().plusDays(1).atStartOfDay()
            }
        return Rotation.Window(opens.instant(), closes.instant())
    }

    private class Days(
        private val days: Long,
        duration: Long?,
    ) : RotationSchedule(duration) {
        override val isHourly get() = false

        override fun opening(base: LocalDateTime): LocalDateTime = base.toLocalDate().plusDays(days).atStartOfDay()
    }

    private class Hours(
        private val hours: Long,
        duration: Long?,
    ) : RotationSchedule(duration) {
        override val isHourly get() = true

        override fun opening(base: LocalDateTime): LocalDateTime {
            val midnight = base.toLocalDate().atStartOfDay()
            return generateSequence(midnight) { it.plusHours(hours) }.first { it > base }
        }
    }

    private class Cron(
        private val cron: CronExpression,
        duration: Long?,
    ) : RotationSchedule(duration) {
        override val isHourly get() = cron.isHourly

        override fun opening(base: LocalDateTime): LocalDateTime? = cron.next(base)
    }

    companion object {
        private const val LEAST_HOURS = 4
        private const val MOST_DAYS = 1000
        private const val DAY_HOURS = 24
        private val rate = Regex("rate\\(\\s*(\\d+)\\s+(hours?|days?)\\s*\\)")
        private val cron = Regex("cron\\((.*)\\)")
        private val hoursText = Regex("(\\d{1,2})h")

        /**
         * The schedule of [rules]; null where they have none.
         *
         * @throws io.mockaws.engine.AwsFault for rules that AWS does not take
         */
        fun of(rules: Rotation.Rules): RotationSchedule? {
            val duration = rules.duration?.let(::hoursOf)
            val days = rules.automaticallyAfterDays
            val expression = rules.scheduleExpression
            if (days != null && expression != null) {
                throw SecretsManagerFaults.invalidParameter(
                    "You can't specify both RotationRules.AutomaticallyAfterDays and RotationRules.ScheduleExpression.",
                )
            }
            return if (days != null) Days(days, duration) else expression?.let { parse(it, duration) }
        }

        /** How many days lie between two rotations by [rules] that begin at [base], as AWS shows it. */
        fun daysOf(
            rules: Rotation.Rules,
            base: Instant,
        ): Long? {
            rules.automaticallyAfterDays?.let { return it }
            val next = of(rules)?.next(base) ?: return null
            val between = next.opensAt - base
            return between.inWholeDays + if (between > between.inWholeDays.days) 1 else 0
        }

        private fun hoursOf(text: String): Long =
            hoursText.matchEntire(text)?.groupValues?.get(1)?.toLong()?.takeIf { it in 1..DAY_HOURS }
                ?: throw SecretsManagerFaults.invalidParameter("The rotation window duration $text is invalid.")

        private fun parse(
            expression: String,
            duration: Long?,
        ): RotationSchedule {
            rate.matchEntire(expression)?.destructured?.let { (number, unit) ->
                val count = number.toLongOrNull() ?: throw invalid(expression)
                val isHours = unit.startsWith("hour")
                if (count < 1 || (isHours && count < LEAST_HOURS) ||
                    count > MOST_DAYS * DAY_HOURS
                ) {
                    throw invalid(expression)
                }
                return if (isHours) Hours(count, duration) else Days(count, duration)
            }
            val fields = cron.matchEntire(expression)?.groupValues?.get(1) ?: throw invalid(expression)
            val parsed = CronExpression.parse(fields) ?: throw invalid(expression)
            if (!parsed.isOnTheHour || (parsed.leastHours ?: DAY_HOURS) < LEAST_HOURS) throw invalid(expression)
            return Cron(parsed, duration)
        }

        private fun invalid(expression: String) =
            SecretsManagerFaults.invalidParameter("The rotation schedule expression $expression is invalid.")

        private fun LocalDateTime.instant(): Instant = toInstant(ZoneOffset.UTC).toKotlinInstant()
    }
}

/** A value that is set by hand counts as a rotation where the schedule is in days: the next one is counted from [now]. */
internal fun Secret.rescheduled(now: Instant): Secret {
    val rules = rotation?.rules ?: return this
    if (rules.automaticallyAfterDays == null || !rotation.isEnabled) return this
    return copy(rotation = rotation.copy(next = RotationSchedule.of(rules)?.next(now)))
}
