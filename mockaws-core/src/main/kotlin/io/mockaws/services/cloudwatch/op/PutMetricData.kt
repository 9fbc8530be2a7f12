package io.mockaws.services.cloudwatch.op

import io.mockaws.services.cloudwatch.metric.CloudWatchFaults
import io.mockaws.services.cloudwatch.metric.Dimension
import io.mockaws.services.cloudwatch.metric.MetricId
import io.mockaws.services.cloudwatch.metric.Point
import io.mockaws.services.cloudwatch.run.wake
import io.mockaws.services.cloudwatch.state.CloudWatchCall
import io.mockaws.services.cloudwatch.state.add
import kotlinx.serialization.Serializable
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Instant

@Serializable
internal data class PutMetricDataRequest(
    val namespace: String,
    val metricData: List<MetricDatum>? = null,
    val entityMetricData: List<EntityMetricData>? = null,
) {
    @Serializable
    data class EntityMetricData(
        val metricData: List<MetricDatum>? = null,
    )

    @Serializable
    data class MetricDatum(
        val metricName: String,
        val dimensions: List<Dimension>? = null,
        val timestamp: Instant? = null,
        val value: Double? = null,
        val statisticValues: StatisticSet? = null,
        val values: List<Double>? = null,
        val counts: List<Double>? = null,
        val unit: String? = null,
        val storageResolution: Int? = null,
    )

    @Serializable
    data class StatisticSet(
        val sampleCount: Double,
        val sum: Double,
        val minimum: Double,
        val maximum: Double,
    )
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
internal fun putMetricData(
    request: PutMetricDataRequest,
    call: CloudWatchCall,
) {
    val data = request.metricData.orEmpty() + request.entityMetricData.orEmpty().flatMap { it.metricData.orEmpty() }
    if (data.isEmpty()) throw CloudWatchFaults.missing("MetricData")
    if (data.size > MOST) {
        throw CloudWatchFaults.invalid("The collection MetricData must not have a size greater than $MOST.")
    }
    val now = call.now()
    data.forEachIndexed { index, datum -> check(datum, "MetricData.member.${index + 1}", now) }
    val points = data.map { idOf(request.namespace, it) to pointOf(it, now) }
    call.state.write { points.forEach { (id, point) -> add(id, point, call.ids::nextNumber) } }
    call.wake(points.mapTo(HashSet()) { it.first })
}

private fun idOf(
    namespace: String,
    datum: PutMetricDataRequest.MetricDatum,
) = MetricId.of(namespace, datum.metricName, datum.dimensions.orEmpty())

private fun check(
    datum: PutMetricDataRequest.MetricDatum,
    at: String,
    now: Instant,
) {
    if (datum.value != null &&
        !datum.values.isNullOrEmpty()
    ) {
        throw CloudWatchFaults.exclusive("$at.Value", "$at.Values")
    }
    if (datum.value != null && datum.statisticValues != null) {
        throw CloudWatchFaults.exclusive("$at.Value", "$at.StatisticValues")
    }
    if (datum.counts != null && datum.counts.size != datum.values.orEmpty().size) {
        throw CloudWatchFaults.invalid("The parameters $at.Values and $at.Counts must be of the same size.")
    }
    if (datum.values.orEmpty().size > VALUES) {
        throw CloudWatchFaults.invalid("The collection $at.Values must not have a size greater than $VALUES.")
    }
    if (datum.value == null && datum.values.isNullOrEmpty() && datum.statisticValues == null) {
        throw CloudWatchFaults.combination(
            "At least one of the parameters $at.Value, $at.Values and $at.StatisticValues must be specified.",
        )
    }
    (listOfNotNull(datum.value) + datum.values.orEmpty()).firstOrNull { !it.isFinite() }?.let {
        throw CloudWatchFaults.invalid("The value $it for parameter $at.Value is invalid.")
    }
    val time = datum.timestamp ?: return
    if (time < now - OLDEST) {
        throw CloudWatchFaults.invalid("The parameter $at.Timestamp must specify a time within the past two weeks.")
    }
    if (time > now + NEWEST) {
        throw CloudWatchFaults.invalid(
            "The parameter $at.Timestamp must specify a time no more than two hours in the future."
        )
    }
}

/** Data is kept by the minute, or by the second where it is of high resolution. */
private fun pointOf(
    datum: PutMetricDataRequest.MetricDatum,
    now: Instant,
): Point {
    val seconds = (datum.timestamp ?: now).epochSeconds
    val time = if (datum.storageResolution == 1) seconds else seconds / MINUTE * MINUTE
    val unit = datum.unit ?: "None"
    val sums = datum.statisticValues
    if (sums != null) return Point(time, unit, sums.sampleCount, sums.sum, sums.minimum, sums.maximum)
    val values = datum.value?.let(::listOf) ?: datum.values.orEmpty()
    val counted = LinkedHashMap<Double, Double>()
    values.forEachIndexed { index, value -> counted.merge(value, datum.counts?.get(index) ?: 1.0, Double::plus) }
    return Point.of(time, unit, counted)
}

private const val MOST = 1000
private const val VALUES = 150
private const val MINUTE = 60
private val OLDEST = 14.days
private val NEWEST = 2.hours
