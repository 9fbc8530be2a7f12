package io.mockaws.services.logs.insights

import java.time.Instant
import java.time.ZoneOffset
import java.time.temporal.ChronoUnit
import kotlin.math.abs
import kotlin.math.ceil
import kotlin.math.floor
import kotlin.math.log10
import kotlin.math.sqrt

/** Functions of one line. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html */
internal object Functions {
    private val all: Map<String, (List<Any?>) -> Any?> =
        mapOf(
            "abs" to number { abs(it) },
            "ceil" to number { ceil(it) },
            "floor" to number { floor(it) },
            "log" to number { log10(it) },
            "sqrt" to number { sqrt(it) },
            "mod" to { a -> both(a) { one, other -> one % other } },
            "greatest" to { a -> a.filterNotNull().maxWithOrNull(::compareValues) },
            "least" to { a -> a.filterNotNull().minWithOrNull(::compareValues) },
            "ispresent" to { a -> a[0] != null },
            "isempty" to { a -> shown(a[0])?.isEmpty() ?: true },
            "isblank" to { a -> shown(a[0])?.isBlank() ?: true },
            "coalesce" to { a -> a.firstOrNull { it != null } },
            "concat" to { a -> a.joinToString("") { shown(it).orEmpty() } },
            "strlen" to text { it.length.toDouble() },
            "toupper" to text { it.uppercase() },
            "tolower" to text { it.lowercase() },
            "trim" to { a -> trimmed(a) { text, part -> text.trim(part) } },
            "ltrim" to { a -> trimmed(a) { text, part -> text.trimStart(part) } },
            "rtrim" to { a -> trimmed(a) { text, part -> text.trimEnd(part) } },
            "strcontains" to { a -> if (shown(a[1]).orEmpty() in shown(a[0]).orEmpty()) 1.0 else 0.0 },
            "replace" to { a -> shown(a[0])?.replace(shown(a[1]).orEmpty(), shown(a[2]).orEmpty()) },
            "substr" to ::substring,
            "tomillis" to { a -> numberOf(a[0]) },
            "frommillis" to { a -> numberOf(a[0])?.let { Time(it.toLong()) } },
            "datefloor" to { a -> binned(a[0], a[1] as Period, isUp = false) },
            "dateceil" to { a -> binned(a[0], a[1] as Period, isUp = true) },
        )

    /** Null where there is none of that name. */
    fun named(name: String): ((List<Any?>) -> Any?)? = all[name.lowercase()]

    /** The start of the period that [time] is in, or the end. */
    fun binned(
        time: Any?,
        period: Period,
        isUp: Boolean = false,
    ): Time? {
        val millis = numberOf(time)?.toLong() ?: return null
        val start = period.floor(millis)
        return Time(if (isUp && start != millis) period.next(start) else start)
    }

    private fun number(of: (Double) -> Double): (List<Any?>) -> Any? = { a -> numberOf(a[0])?.let(of) }

    private fun text(of: (String) -> Any): (List<Any?>) -> Any? = { a -> shown(a[0])?.let(of) }

    private fun both(
        arguments: List<Any?>,
        of: (Double, Double) -> Double,
    ): Double? {
        val one = numberOf(arguments[0]) ?: return null
        val other = numberOf(arguments[1]) ?: return null
        return of(one, other)
    }

    private fun trimmed(
        arguments: List<Any?>,
        trim: (String, (Char) -> Boolean) -> String,
    ): String? {
        val parts = shown(arguments.getOrNull(1))
        return shown(arguments[0])?.let { trim(it) { c -> if (parts == null) c.isWhitespace() else c in parts } }
    }

    private fun substring(arguments: List<Any?>): String? {
        val text = shown(arguments[0]) ?: return null
        val start = (numberOf(arguments[1]) ?: return null).toInt().coerceIn(0, text.length)
        val length = arguments.getOrNull(2)?.let { numberOf(it) }?.toInt() ?: text.length
        return text.drop(start).take(length)
    }
}

/** A span of time in a query: `5m`, `1mo`. */
internal class Period(
    private val count: Long,
    private val unit: String,
) {
    fun floor(millis: Long): Long {
        val months = MONTHS[unit]?.let { it * count } ?: return Math.floorDiv(millis, length) * length
        val date = Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1)
        val month = date.year * YEAR + date.monthValue - 1
        val start = Math.floorDiv(month.toLong(), months) * months
        return date.withYear((start / YEAR).toInt()).withMonth((start % YEAR).toInt() + 1).toInstant().toEpochMilli()
    }

    fun next(start: Long): Long {
        val months = MONTHS[unit]?.let { it * count } ?: return start + length
        return Instant.ofEpochMilli(start).atZone(ZoneOffset.UTC).plusMonths(months).toInstant().toEpochMilli()
    }

    private val length: Long get() = count * LENGTHS.getValue(unit)

    companion object {
        private const val YEAR = 12
        private val MONTHS = mapOf("mo" to 1L, "q" to 3L, "y" to 12L)
        private val LENGTHS =
            mapOf(
                "ms" to 1L,
                "s" to 1_000L,
                "m" to 60_000L,
                "h" to 3_600_000L,
                "d" to 86_400_000L,
                "w" to 604_800_000L,
            )
        private val UNITS =
            mapOf(
                "ms" to listOf("ms", "millisecond", "milliseconds", "msec"),
                "s" to listOf("s", "second", "seconds", "sec"),
                "m" to listOf("m", "minute", "minutes", "min"),
                "h" to listOf("h", "hour", "hours", "hr"),
                "d" to listOf("d", "day", "days"),
                "w" to listOf("w", "week", "weeks"),
                "mo" to listOf("mo", "mon", "month", "months"),
                "q" to listOf("q", "quarter", "quarters", "qtr"),
                "y" to listOf("y", "year", "years", "yr"),
            )

        /** Null where [unit] is none. */
        fun of(
            count: Long,
            unit: String,
        ): Period? =
            UNITS.entries.firstOrNull {
                unit.lowercase() in it.value
            }?.takeIf { count > 0 }?.let { Period(count, it.key) }
    }
}
