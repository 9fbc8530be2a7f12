package io.mockaws.services.cloudwatch.alarm

import java.time.ZoneOffset
import java.time.format.DateTimeFormatter

/** A value that an alarm looks at. */
internal class Looked(
    /** In seconds. */
    val time: Long,
    val value: Double,
    val sampleCount: Double?,
)

/** What an alarm comes to, and why; [value] is null where it stays what it is. */
internal class Verdict(
    val value: String?,
    val reason: String,
    /** Those that it was judged by, the newest first. */
    val looked: List<Looked>,
)

/**
 * Judges the values of an alarm's evaluation range, with what is missing as the alarm wants it.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
internal class Judge(
    private val watch: Watch,
    private val threshold: Double,
) {
    private val periods = watch.evaluationPeriods
    private val needed = watch.needed

    fun breaches(value: Double): Boolean =
        when (watch.comparison) {
            "GreaterThanThreshold", "GreaterThanUpperThreshold" -> value > threshold
            "GreaterThanOrEqualToThreshold" -> value >= threshold
            "LessThanThreshold", "LessThanLowerThreshold" -> value < threshold
            "LessThanOrEqualToThreshold" -> value <= threshold
            else -> false
        }

    /** @param range the values of the range, the newest first */
    fun judge(range: List<Looked>): Verdict {
        val looked = range.take(periods)
        val missing = periods - looked.size
        val (bad, good) = looked.partition { breaches(it.value) }
        val treatment = watch.treatMissingData ?: "missing"
        if (looked.isEmpty()) return without(treatment)
        val filledBad = bad.size + if (treatment == "breaching") missing else 0
        val filledGood = good.size + if (treatment == "notBreaching") missing else 0
        return when {
            filledBad >= needed -> Verdict(Alarm.ALARM, crossed(bad, looked, missing, isBad = true), looked)

            filledGood > periods - needed -> Verdict(Alarm.OK, crossed(good, looked, missing, isBad = false), looked)

            treatment == "missing" && good.isEmpty() ->
                Verdict(Alarm.ALARM, crossed(bad, looked, missing, isBad = true), looked)

            treatment == "ignore" && good.isEmpty() -> Verdict(null, "", looked)

            else -> Verdict(Alarm.OK, crossed(good, looked, missing, isBad = false), looked)
        }
    }

    private fun without(treatment: String): Verdict {
        val count = if (periods == 1) "1 period" else "$periods periods"
        val filled = if (periods == 1) "1 missing datapoint was" else "$periods missing datapoints were"
        fun treated(name: String) =
            "Threshold Crossed: no datapoints were received for $count and $filled treated as [$name]."
        return when (treatment) {
            "breaching" -> Verdict(Alarm.ALARM, treated("Breaching"), emptyList())

            "notBreaching" -> Verdict(Alarm.OK, treated("NonBreaching"), emptyList())

            "ignore" -> Verdict(null, "", emptyList())

            else -> {
                val unknown = if (periods == 1) "1 datapoint was unknown" else "$periods datapoints were unknown"
                Verdict(Alarm.INSUFFICIENT_DATA, "Insufficient Data: $unknown.", emptyList())
            }
        }
    }

    private fun crossed(
        those: List<Looked>,
        all: List<Looked>,
        missing: Int,
        isBad: Boolean,
    ): String {
        val named = those.ifEmpty { all }
        val values = named.joinToString(", ", "[", "]") {
            "${it.value} (${date.format(java.time.Instant.ofEpochSecond(it.time))})"
        }
        val verb = if (named.size == 1) "was" else "were"
        val not = if (isBad) "" else "not "
        val isOfSome = needed != periods
        val count =
            when {
                isOfSome -> "${named.size} out of the last ${all.size} datapoints"
                named.size == 1 -> "1 datapoint"
                else -> "${named.size} datapoints"
            }
        val least = if (isBad) needed else periods - needed + 1
        val rule =
            if (isOfSome) {
                val points = if (least == 1) "datapoint" else "datapoints"
                val way = if (isBad) "OK -> ALARM" else "ALARM -> OK"
                " (minimum $least $points for $way transition)"
            } else {
                ""
            }
        val filled =
            if (missing > 0 && watch.treatMissingData in FILLINGS) {
                val what = if (missing == 1) "1 missing datapoint was" else "$missing missing datapoints were"
                " and $what treated as [${FILLINGS.getValue(watch.treatMissingData!!)}]"
            } else {
                ""
            }
        return "Threshold Crossed: $count $values $verb $not${WORDS.getValue(watch.comparison)} the threshold " +
            "($threshold)$filled$rule."
    }

    private companion object {
        val FILLINGS = mapOf("breaching" to "Breaching", "notBreaching" to "NonBreaching")
        val WORDS =
            mapOf(
                "GreaterThanThreshold" to "greater than",
                "GreaterThanUpperThreshold" to "greater than",
                "GreaterThanOrEqualToThreshold" to "greater than or equal to",
                "LessThanThreshold" to "less than",
                "LessThanLowerThreshold" to "less than",
                "LessThanOrEqualToThreshold" to "less than or equal to",
                "LessThanLowerOrGreaterThanUpperThreshold" to "less than or greater than",
            )
        val date: DateTimeFormatter = DateTimeFormatter.ofPattern("dd/MM/yy HH:mm:ss").withZone(ZoneOffset.UTC)
    }
}
