package io.mockaws.services.cloudwatch.op

import io.mockaws.services.cloudwatch.metric.CloudWatchFaults
import io.mockaws.services.cloudwatch.metric.Dimension
import io.mockaws.services.cloudwatch.metric.MetricId
import io.mockaws.services.cloudwatch.metric.Point
import io.mockaws.services.cloudwatch.metric.Statistic
import io.mockaws.services.cloudwatch.run.periods
import io.mockaws.services.cloudwatch.state.CloudWatchCall
import io.mockaws.services.cloudwatch.state.points
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class GetMetricStatisticsRequest(
    val namespace: String,
    val metricName: String,
    val dimensions: List<Dimension>? = null,
    val startTime: Instant,
    val endTime: Instant,
    val period: Int,
    val statistics: List<String>? = null,
    val extendedStatistics: List<String>? = null,
    val unit: String? = null,
)

@Serializable
internal data class GetMetricStatisticsResponse(
    val label: String,
    val datapoints: List<Datapoint>,
) {
    @Serializable
    data class Datapoint(
        val timestamp: Instant,
        val sampleCount: Double? = null,
        val average: Double? = null,
        val sum: Double? = null,
        val minimum: Double? = null,
        val maximum: Double? = null,
        val unit: String,
        val extendedStatistics: Map<String, Double>? = null,
    )
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html */
internal fun getMetricStatistics(
    request: GetMetricStatisticsRequest,
    call: CloudWatchCall,
): GetMetricStatisticsResponse {
    check(request)
    val period = request.period
    val resolution = if (period < MINUTE) 1 else MINUTE
    val from = request.startTime.epochSeconds / resolution * resolution
    val to = request.endTime.epochSeconds
    val id = MetricId.of(request.namespace, request.metricName, request.dimensions.orEmpty())
    val tables = call.state.now
    val units = tables.points(id, from, to).map { it.unit }.distinct().filter {
        request.unit == null ||
            it == request.unit
    }
    val found =
        units.flatMap { unit -> tables.periods(id, from, to, period, unit).entries.map { it.key to it.value } }
            .sortedBy { it.first }.map { (time, point) -> datapointOf(time, point, request) }
    return GetMetricStatisticsResponse(request.metricName, found)
}

private fun check(request: GetMetricStatisticsRequest) {
    if (request.startTime >= request.endTime) throw CloudWatchFaults.badTimes()
    if (request.statistics.isNullOrEmpty() && request.extendedStatistics.isNullOrEmpty()) {
        throw CloudWatchFaults.combination("Must specify either Statistics or ExtendedStatistics")
    }
    checkPeriod(request.period)
    request.extendedStatistics.orEmpty().firstOrNull { Statistic.parse(it) == null }?.let {
        throw CloudWatchFaults.invalid("The value $it for parameter ExtendedStatistics is invalid.")
    }
    val count = (request.endTime.epochSeconds - request.startTime.epochSeconds) / request.period
    if (count > MOST) throw CloudWatchFaults.tooManyPoints(count)
}

internal fun checkPeriod(period: Int) {
    if (period % MINUTE != 0 && period !in SHORT) {
        throw CloudWatchFaults.invalid("The parameter Period must be 1, 5, 10, 20, 30, or a multiple of 60.")
    }
}

private fun datapointOf(
    time: Long,
    point: Point,
    request: GetMetricStatisticsRequest,
): GetMetricStatisticsResponse.Datapoint {
    val wanted = request.statistics.orEmpty()
    fun of(name: String) = if (name in wanted) Statistic.parse(name)?.of(point) else null
    val extended =
        request.extendedStatistics?.mapNotNull { name -> Statistic.parse(name)?.of(point)?.let { name to it } }?.toMap()
    return GetMetricStatisticsResponse.Datapoint(
        Instant.fromEpochSeconds(time),
        of("SampleCount"),
        of("Average"),
        of("Sum"),
        of("Minimum"),
        of("Maximum"),
        point.unit,
        extended,
    )
}

private const val MOST = 1440
private const val MINUTE = 60
private val SHORT = setOf(1, 5, 10, 20, 30)
