package io.mockaws.services.cloudwatch.alarm

import io.mockaws.services.cloudwatch.metric.Dimension
import io.mockaws.services.cloudwatch.metric.MetricDataQuery
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** An alarm of either sort. */
@Serializable
internal data class Alarm(
    val name: String,
    val description: String? = null,
    val actionsEnabled: Boolean = true,
    val okActions: List<String> = emptyList(),
    val alarmActions: List<String> = emptyList(),
    val insufficientDataActions: List<String> = emptyList(),
    val updatedAt: Instant,
    val state: Standing,
    /** What it watches; null for a composite alarm. */
    val watch: Watch? = null,
    /** The rule of a composite alarm. */
    val composite: Composite? = null,
    /** When it looks next; null where nothing can change by then. */
    val due: Instant? = null,
) {
    val isComposite: Boolean get() = composite != null

    /** What it does when it comes to [state]. */
    fun actionsFor(state: String): List<String> =
        when (state) {
            ALARM -> alarmActions
            OK -> okActions
            else -> insufficientDataActions
        }

    companion object {
        const val OK: String = "OK"
        const val ALARM: String = "ALARM"
        const val INSUFFICIENT_DATA: String = "INSUFFICIENT_DATA"
    }
}

/** Where an alarm stands, and why. */
@Serializable
internal data class Standing(
    val value: String,
    val reason: String,
    val reasonData: String? = null,
    val updatedAt: Instant,
    /** When it came to this value. */
    val transitionedAt: Instant = updatedAt,
) {
    companion object {
        fun initial(now: Instant): Standing =
            Standing(Alarm.INSUFFICIENT_DATA, "Unchecked: Initial alarm creation", updatedAt = now)
    }
}

/** What a metric alarm watches. */
@Serializable
internal data class Watch(
    val metricName: String? = null,
    val namespace: String? = null,
    val statistic: String? = null,
    val extendedStatistic: String? = null,
    val dimensions: List<Dimension> = emptyList(),
    val period: Int? = null,
    val unit: String? = null,
    val evaluationPeriods: Int,
    val datapointsToAlarm: Int? = null,
    val threshold: Double? = null,
    val comparison: String,
    val treatMissingData: String? = null,
    val evaluateLowSampleCountPercentile: String? = null,
    val metrics: List<MetricDataQuery> = emptyList(),
    val thresholdMetricId: String? = null,
) {
    /** Of one look, in seconds. */
    val seconds: Int
        get() = period ?: metrics.firstNotNullOfOrNull { it.metricStat?.period ?: it.period } ?: MINUTE

    /** Between two looks, in seconds. */
    val interval: Int get() = if (seconds < MINUTE) SHORT else MINUTE

    val needed: Int get() = datapointsToAlarm ?: evaluationPeriods

    private companion object {
        const val MINUTE = 60
        const val SHORT = 10
    }
}

@Serializable
internal data class Composite(
    val rule: String,
    val suppressor: String? = null,
    val suppressorWait: Int? = null,
    val suppressorExtension: Int? = null,
)

/** What happened to an alarm. */
@Serializable
internal data class HistoryItem(
    val number: Long,
    val alarm: String,
    val alarmType: String,
    val time: Instant,
    val type: String,
    val summary: String,
    val data: String,
)
