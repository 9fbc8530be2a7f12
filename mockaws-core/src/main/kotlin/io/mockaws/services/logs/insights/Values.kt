package io.mockaws.services.logs.insights

import java.math.BigDecimal
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter

/** The fields of one event or one line of statistics, by name: texts, numbers, truth values and [Time]. */
internal typealias Row = Map<String, Any?>

/** A time in milliseconds, which is shown as a date. */
internal class Time(
    val millis: Long,
) {
    override fun equals(other: Any?): Boolean = other is Time && other.millis == millis

    override fun hashCode(): Int = millis.hashCode()

    override fun toString(): String = FORMAT.format(java.time.Instant.ofEpochMilli(millis))

    private companion object {
        val FORMAT: DateTimeFormatter =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC)
    }
}

/** Null for what is no number. */
internal fun numberOf(value: Any?): Double? =
    when (value) {
        is Double -> value
        is Time -> value.millis.toDouble()
        is String -> value.toDoubleOrNull()?.takeIf { it.isFinite() }
        else -> null
    }

internal fun isTrue(value: Any?): Boolean =
    when (value) {
        null -> false
        is Boolean -> value
        is Double -> value != 0.0
        else -> value.toString() == "true" || value.toString() == "1"
    }

/** As results show it; null where there is nothing. */
internal fun shown(value: Any?): String? =
    when (value) {
        null -> null
        is Double -> plain(value)
        is Boolean -> if (value) "1" else "0"
        else -> value.toString()
    }

private fun plain(value: Double): String =
    if (!value.isFinite()) {
        value.toString()
    } else {
        BigDecimal(value.toString()).stripTrailingZeros().toPlainString()
    }

/** Numbers by what they are, all else as texts; nothing is before everything. */
internal fun compareValues(
    one: Any?,
    other: Any?,
): Int {
    if (one == null || other == null) return (if (one == null) 0 else 1) - (if (other == null) 0 else 1)
    val left = numberOf(one)
    val right = numberOf(other)
    if (left != null && right != null) return left.compareTo(right)
    return shown(one)!!.compareTo(shown(other)!!)
}
