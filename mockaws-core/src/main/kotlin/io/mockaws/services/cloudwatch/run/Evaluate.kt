package io.mockaws.services.cloudwatch.run

import io.mockaws.services.cloudwatch.alarm.Alarm
import io.mockaws.services.cloudwatch.alarm.Judge
import io.mockaws.services.cloudwatch.alarm.Looked
import io.mockaws.services.cloudwatch.alarm.Verdict
import io.mockaws.services.cloudwatch.alarm.Watch
import io.mockaws.services.cloudwatch.math.BadExpression
import io.mockaws.services.cloudwatch.math.Value
import io.mockaws.services.cloudwatch.metric.MetricId
import io.mockaws.services.cloudwatch.metric.Statistic
import io.mockaws.services.cloudwatch.state.ALARMS
import io.mockaws.services.cloudwatch.state.CloudWatchCall
import io.mockaws.services.cloudwatch.state.METRICS
import io.mockaws.services.cloudwatch.state.seconds
import kotlin.time.Instant

/** Alarms look at two periods more than they need, so that some may be late. */
private const val MORE = 2

/** Has the alarm look that is due first. */
internal fun CloudWatchCall.lookAtFirst() {
    val alarm =
        state.now[ALARMS].values.filter { it.due != null }.minWithOrNull(compareBy({ it.due }, { it.name })) ?: return
    val watch = alarm.watch ?: return
    val due = if (isWorthLooking(watch)) nextLook(watch, now()) else null
    state.write { this[ALARMS][alarm.name]?.let { this[ALARMS, alarm.name] = it.copy(due = due) } }
    val verdict =
        try {
            verdictOf(watch)
        } catch (_: BadExpression) {
            Verdict(Alarm.INSUFFICIENT_DATA, "Insufficient Data: the expression cannot be evaluated.", emptyList())
        }
    val value = verdict.value ?: return
    if (value == alarm.state.value) return
    come(alarm.name, value, verdict.reason, ReasonData.of(watch, verdict, now()))
}

/** When an alarm looks next behind [after]: at whole minutes, or every ten seconds for shorter periods. */
internal fun nextLook(
    watch: Watch,
    after: Instant,
): Instant = Instant.fromEpochSeconds((after.epochSeconds / watch.interval + 1) * watch.interval)

/** Whether there is data that some look will see, this one aside. Else nothing changes until data comes. */
private fun CloudWatchCall.isWorthLooking(watch: Watch): Boolean {
    val since = seconds() - watch.seconds.toLong() * (watch.evaluationPeriods + MORE)
    return idsOf(watch).any { id -> (state.now[METRICS][id.key]?.lastTime ?: 0) >= since }
}

internal fun idsOf(watch: Watch): List<MetricId> =
    if (watch.metricName != null) {
        listOf(MetricId.of(watch.namespace.orEmpty(), watch.metricName, watch.dimensions))
    } else {
        watch.metrics.mapNotNull { it.metricStat?.metric }.map {
            MetricId.of(it.namespace.orEmpty(), it.metricName.orEmpty(), it.dimensions)
        }
    }

private fun CloudWatchCall.verdictOf(watch: Watch): Verdict {
    val threshold = watch.threshold ?: return Verdict(null, "", emptyList())
    val end = seconds() / watch.interval * watch.interval
    val from = end - watch.seconds.toLong() * (watch.evaluationPeriods + MORE)
    val looked = if (watch.metricName != null) looksAt(watch, from, end) else looksAtMath(watch, from, end)
    return Judge(watch, threshold).judge(looked.sortedByDescending { it.time })
}

private fun CloudWatchCall.looksAt(
    watch: Watch,
    from: Long,
    end: Long,
): List<Looked> {
    val statistic = Statistic.parse(watch.statistic ?: watch.extendedStatistic.orEmpty()) ?: return emptyList()
    return state.now.periods(idsOf(watch).single(), from, end, watch.seconds, watch.unit).mapNotNull { (time, point) ->
        statistic.of(point)?.let { Looked(time, it, point.sampleCount) }
    }
}

private fun CloudWatchCall.looksAtMath(
    watch: Watch,
    from: Long,
    end: Long,
): List<Looked> {
    val query = watch.metrics.firstOrNull { it.returnData != false } ?: return emptyList()
    val value = Queries(state.now, watch.metrics, from, end).valueOf(query)
    return (value as? Value.Series)?.points.orEmpty().map { (time, number) -> Looked(time, number, null) }
}

/** Has alarms of the metrics in [ids] look at what came. */
internal fun CloudWatchCall.wake(ids: Set<MetricId>) {
    val sleeping = state.now[ALARMS].values.filter { it.due == null && it.watch != null }
    if (sleeping.isEmpty()) return
    val woken = sleeping.filter { alarm -> idsOf(alarm.watch!!).any { it in ids } }
    if (woken.isEmpty()) return
    state.write {
        woken.forEach { alarm ->
            this[ALARMS][alarm.name]?.let { this[ALARMS, alarm.name] = it.copy(due = nextLook(alarm.watch!!, now())) }
        }
    }
}
