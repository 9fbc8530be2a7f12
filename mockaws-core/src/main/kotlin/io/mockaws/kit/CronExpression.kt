package io.mockaws.kit

import java.time.DayOfWeek
import java.time.LocalDate
import java.time.LocalDateTime
import java.time.LocalTime
import java.time.YearMonth
import java.time.temporal.TemporalAdjusters

/**
 * A `cron(MINUTES HOURS DAY-OF-MONTH MONTH DAY-OF-WEEK YEAR)` of AWS's, in UTC.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
internal class CronExpression private constructor(
    private val minutes: Set<Int>,
    private val hours: Set<Int>,
    private val days: (LocalDate) -> Boolean,
    private val months: Set<Int>,
    private val years: Set<Int>,
) {
    /** Whether it fires at more than one hour of a day. */
    val isHourly: Boolean get() = hours.size > 1

    /** Whether it fires at full hours only. */
    val isOnTheHour: Boolean get() = minutes == setOf(0)

    /** The least number of hours between two times of one day; null where there is one a day. */
    val leastHours: Int? = hours.sorted().zipWithNext { a, b -> b - a }.minOrNull()

    /** The first time behind [after] at which it fires; null where there is none any more. */
    fun next(after: LocalDateTime): LocalDateTime? {
        val times = hours.sorted().flatMap { hour -> minutes.sorted().map { LocalTime.of(hour, it) } }
        var date = after.toLocalDate()
        val end = LocalDate.of(years.max(), 12, 31)
        while (date <= end) {
            if (date.year !in years || date.monthValue !in months) {
                date = date.withDayOfMonth(1).plusMonths(1)
                continue
            }
            if (days(date)) {
                times.map { date.atTime(it) }.firstOrNull { it > after }?.let { return it }
            }
            date = date.plusDays(1)
        }
        return null
    }

    companion object {
        private const val FIELDS = 6
        private val allYears = 1970..2199
        private val monthNames =
            listOf("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
        private val dayNames = listOf("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")

        /** What stands between the brackets of `cron(...)`; null for what is none. */
        fun parse(text: String): CronExpression? {
            val fields = text.trim().uppercase().split(Regex("\\s+"))
            if (fields.size != FIELDS) return null
            val minutes = numbers(fields[0], 0..59) ?: return null
            val hours = numbers(fields[1], 0..23) ?: return null
            val months = numbers(fields[3], 1..12, monthNames) ?: return null
            val years = numbers(fields[5], allYears) ?: return null
            return CronExpression(minutes, hours, days(fields[2], fields[4]) ?: return null, months, years)
        }

        /** One of the two has to be `?`. */
        private fun days(
            ofMonth: String,
            ofWeek: String,
        ): ((LocalDate) -> Boolean)? =
            when {
                ofWeek == "?" -> dayOfMonth(ofMonth)
                ofMonth == "?" -> dayOfWeek(ofWeek)
                else -> null
            }

        private fun dayOfMonth(field: String): ((LocalDate) -> Boolean)? {
            if (field == "L") return { it.dayOfMonth == it.lengthOfMonth() }
            if (field == "LW") return { it == weekdayNear(YearMonth.from(it).atEndOfMonth()) }
            if (field.endsWith("W")) {
                val day = field.dropLast(1).toIntOrNull()?.takeIf { it in 1..31 } ?: return null
                return { it.lengthOfMonth() >= day && it == weekdayNear(it.withDayOfMonth(day)) }
            }
            val numbers = numbers(field, 1..31) ?: return null
            return { it.dayOfMonth in numbers }
        }

        /** The weekday that is nearest to [date] in its month. */
        private fun weekdayNear(date: LocalDate): LocalDate =
            when (date.dayOfWeek) {
                DayOfWeek.SATURDAY -> if (date.dayOfMonth == 1) date.plusDays(2) else date.minusDays(1)
                DayOfWeek.SUNDAY -> if (date.dayOfMonth == date.lengthOfMonth()) date.minusDays(2) else date.plusDays(1)
                else -> date
            }

        private fun dayOfWeek(field: String): ((LocalDate) -> Boolean)? {
            if (field == "L") return { it.dayOfWeek == DayOfWeek.SATURDAY }
            if (field.endsWith("L")) {
                val day = number(field.dropLast(1), 1..7, dayNames) ?: return null
                return { it == it.with(TemporalAdjusters.lastInMonth(weekday(day))) }
            }
            if ('#' in field) {
                val (name, position) = field.split('#', limit = 2)
                val day = number(name, 1..7, dayNames) ?: return null
                val nth = position.toIntOrNull()?.takeIf { it in 1..5 } ?: return null
                return { it == it.with(TemporalAdjusters.dayOfWeekInMonth(nth, weekday(day))) }
            }
            val numbers = numbers(field, 1..7, dayNames)?.map(::weekday)?.toSet() ?: return null
            return { it.dayOfWeek in numbers }
        }

        /** AWS counts from Sunday, which is 1. */
        private fun weekday(number: Int): DayOfWeek = DayOfWeek.SUNDAY.plus(number - 1L)

        /** `*`, `5`, `1,3`, `1-5`, `0/15`, `/8`, and these in a list; null for what is none. */
        private fun numbers(
            field: String,
            range: IntRange,
            names: List<String> = emptyList(),
        ): Set<Int>? {
            val found = LinkedHashSet<Int>()
            for (part in field.split(',')) found += numbersOf(part, range, names) ?: return null
            return found
        }

        private fun numbersOf(
            part: String,
            range: IntRange,
            names: List<String>,
        ): Iterable<Int>? {
            val step = if ('/' in
                part
            ) {
                part.substringAfter('/').toIntOrNull()?.takeIf { it > 0 } ?: return null
            } else {
                null
            }
            val base = part.substringBefore('/')
            val span =
                when {
                    base == "*" || (base.isEmpty() && step != null) -> range

                    '-' in base -> {
                        val from = number(base.substringBefore('-'), range, names) ?: return null
                        val to = number(base.substringAfter('-'), range, names) ?: return null
                        if (to < from) return null
                        from..to
                    }

                    else -> {
                        val from = number(base, range, names) ?: return null
                        if (step == null) from..from else from..range.last
                    }
                }
            return if (step == null) span else span step step
        }

        private fun number(
            text: String,
            range: IntRange,
            names: List<String>,
        ): Int? {
            val named = names.indexOf(text)
            return if (named >= 0) named + 1 else text.toIntOrNull()?.takeIf { it in range }
        }
    }
}
