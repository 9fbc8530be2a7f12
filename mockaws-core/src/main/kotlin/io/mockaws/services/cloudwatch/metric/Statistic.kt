package io.mockaws.services.cloudwatch.metric

import kotlin.math.ceil

/**
 * What is made of the data of a period.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
internal fun interface Statistic {
    /** Null where the data does not tell. */
    fun of(point: Point): Double?

    companion object {
        private val percentile = Regex("p(\\d{1,2}(?:\\.\\d+)?|100)")
        private val trimmed = Regex("tm(\\d{1,2}(?:\\.\\d+)?|100)")
        private val range = Regex("(TM|TC|TS|PR)\\(([^:)]*):([^:)]*)\\)")

        /** Null for what is none. */
        fun parse(text: String): Statistic? =
            when (text) {
                "SampleCount" -> Statistic { it.sampleCount }
                "Sum" -> Statistic { it.sum }
                "Average" -> Statistic { it.sum / it.sampleCount }
                "Minimum" -> Statistic { it.minimum }
                "Maximum" -> Statistic { it.maximum }
                "IQM" -> Statistic { point -> mean(part(point, QUARTER, PERCENT - QUARTER)) }
                else -> extended(text)
            }

        private fun extended(text: String): Statistic? {
            percentile.matchEntire(text)?.let { match ->
                val rank = match.groupValues[1].toDouble()
                return Statistic { percentile(it, rank) }
            }
            trimmed.matchEntire(text)?.let { match ->
                val rank = match.groupValues[1].toDouble()
                return Statistic { mean(part(it, 0.0, rank)) }
            }
            val (function, from, to) = range.matchEntire(text)?.destructured ?: return null
            val select = selection(from, to, isOfValues = function == "PR") ?: return null
            return Statistic { point ->
                val chosen = select(point)
                when (function) {
                    "TM" -> mean(chosen)
                    "TS" -> chosen.entries.sumOf { it.key * it.value }
                    "TC" -> chosen.values.sum()
                    else -> chosen.values.sum() / point.sampleCount * PERCENT
                }
            }
        }

        /** A range of percent or of values. */
        private fun selection(
            from: String,
            to: String,
            isOfValues: Boolean,
        ): ((Point) -> Map<Double, Double>)? {
            val isPercent = !isOfValues && (from.endsWith('%') || to.endsWith('%'))
            val low = if (from.isEmpty()) {
                Double.NEGATIVE_INFINITY
            } else {
                from.removeSuffix("%").toDoubleOrNull()
                    ?: return null
            }
            val high = if (to.isEmpty()) {
                Double.POSITIVE_INFINITY
            } else {
                to.removeSuffix("%").toDoubleOrNull()
                    ?: return null
            }
            if (isPercent) return { part(it, maxOf(low, 0.0), minOf(high, PERCENT)) }
            return { point -> point.values.filterKeys { it > low && it <= high } }
        }

        private fun percentile(
            point: Point,
            rank: Double,
        ): Double? {
            if (point.values.isEmpty()) return if (point.minimum == point.maximum) point.minimum else null
            val wanted = maxOf(1.0, ceil(rank / PERCENT * point.sampleCount))
            var seen = 0.0
            for ((value, count) in point.values.entries.sortedBy { it.key }) {
                seen += count
                if (seen >= wanted) return value
            }
            return point.maximum
        }

        /** The values between two ranks. */
        private fun part(
            point: Point,
            low: Double,
            high: Double,
        ): Map<Double, Double> {
            val from = low / PERCENT * point.sampleCount
            val to = high / PERCENT * point.sampleCount
            val chosen = LinkedHashMap<Double, Double>()
            var seen = 0.0
            for ((value, count) in point.values.entries.sortedBy { it.key }) {
                val taken = minOf(seen + count, to) - maxOf(seen, from)
                if (taken > 0) chosen[value] = taken
                seen += count
            }
            return chosen
        }

        private fun mean(values: Map<Double, Double>): Double? =
            if (values.isEmpty()) null else values.entries.sumOf { it.key * it.value } / values.values.sum()

        private const val PERCENT = 100.0
        private const val QUARTER = 25.0
    }
}
