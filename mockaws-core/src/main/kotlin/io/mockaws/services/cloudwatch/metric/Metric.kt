package io.mockaws.services.cloudwatch.metric

import kotlinx.serialization.Serializable

/** What tells a metric from others of its name. */
@Serializable
internal data class Dimension(
    val name: String,
    val value: String,
)

/** Which metric is meant: all of its dimensions belong to its identity. */
@Serializable
internal data class MetricId(
    val namespace: String,
    val name: String,
    /** By name. */
    val dimensions: List<Dimension> = emptyList(),
) {
    /** What it is kept under. */
    val key: String
        get() = "$namespace$MARK$name" + dimensions.joinToString("") { "$MARK${it.name}$MARK${it.value}" }

    companion object {
        private const val MARK = '\u0001'

        fun of(
            namespace: String,
            name: String,
            dimensions: List<Dimension>,
        ): MetricId = MetricId(namespace, name, dimensions.sortedBy { it.name })
    }
}

/** A metric that somebody has put data of. Times are seconds since the epoch. */
@Serializable
internal data class MetricRecord(
    val id: MetricId,
    /** Leads to its [MetricHour]s. */
    val number: Long,
    val firstHour: Long,
    val lastHour: Long,
    /** The time of the newest data. */
    val lastTime: Long,
)

/** The data of a metric in one hour. */
@Serializable
internal data class MetricHour(
    val points: List<Point>,
)

/**
 * All data of one second or minute in one unit.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_StatisticSet.html
 */
@Serializable
internal data class Point(
    val time: Long,
    val unit: String,
    val sampleCount: Double,
    val sum: Double,
    val minimum: Double,
    val maximum: Double,
    /** The values and how often each came, by value; none where somebody has put sums alone. */
    val values: Map<Double, Double> = emptyMap(),
) {
    /** This and [other]. */
    operator fun plus(other: Point): Point {
        val isKnown = isDistributed && other.isDistributed
        val all = if (isKnown) values.toMutableMap() else mutableMapOf()
        if (isKnown) other.values.forEach { (value, count) -> all.merge(value, count, Double::plus) }
        return copy(
            sampleCount = sampleCount + other.sampleCount,
            sum = sum + other.sum,
            minimum = minOf(minimum, other.minimum),
            maximum = maxOf(maximum, other.maximum),
            values = all,
        )
    }

    private val isDistributed: Boolean get() = values.isNotEmpty()

    companion object {
        fun of(
            time: Long,
            unit: String,
            values: Map<Double, Double>,
        ): Point =
            Point(
                time,
                unit,
                values.values.sum(),
                values.entries.sumOf { it.key * it.value },
                values.keys.min(),
                values.keys.max(),
                values,
            )
    }
}
