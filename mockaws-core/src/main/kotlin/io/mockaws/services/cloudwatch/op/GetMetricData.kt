package io.mockaws.services.cloudwatch.op

import io.mockaws.services.cloudwatch.math.BadExpression
import io.mockaws.services.cloudwatch.math.Value
import io.mockaws.services.cloudwatch.metric.CloudWatchFaults
import io.mockaws.services.cloudwatch.metric.MetricDataQuery
import io.mockaws.services.cloudwatch.metric.Statistic
import io.mockaws.services.cloudwatch.run.Queries
import io.mockaws.services.cloudwatch.state.CloudWatchCall
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class GetMetricDataRequest(
    val metricDataQueries: List<MetricDataQuery>,
    val startTime: Instant,
    val endTime: Instant,
    val scanBy: String? = null,
)

@Serializable
internal data class GetMetricDataResponse(
    val metricDataResults: List<MetricDataResult>,
    val messages: List<MessageData> = emptyList(),
) {
    @Serializable
    data class MetricDataResult(
        val id: String,
        val label: String,
        val timestamps: List<Instant>,
        val values: List<Double>,
        val statusCode: String = "Complete",
    )

    @Serializable
    data class MessageData(
        val code: String,
        val value: String,
    )
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
internal fun getMetricData(
    request: GetMetricDataRequest,
    call: CloudWatchCall,
): GetMetricDataResponse {
    if (request.startTime.epochSeconds == request.endTime.epochSeconds) {
        throw CloudWatchFaults.validation("The parameter StartTime must not equal parameter EndTime.")
    }
    if (request.startTime > request.endTime) throw CloudWatchFaults.badTimes()
    val all = request.metricDataQueries
    checkQueries(all, "MetricDataQueries")
    val shortest = all.mapNotNull { it.metricStat?.period ?: it.period }.minOrNull() ?: MINUTE
    val resolution = if (shortest < MINUTE) shortest else MINUTE
    val from = request.startTime.epochSeconds / resolution * resolution
    val queries = Queries(call.state.now, all, from, request.endTime.epochSeconds)
    val results =
        all.filter { it.returnData != false }.flatMap { query ->
            resultsOf(query, all, valueOf(query, queries), request.scanBy == "TimestampAscending")
        }
    return GetMetricDataResponse(results)
}

private fun valueOf(
    query: MetricDataQuery,
    queries: Queries,
): Value =
    try {
        queries.valueOf(query)
    } catch (bad: BadExpression) {
        if (bad.message.endsWith("not supported")) throw CloudWatchFaults.notImplemented(query.expression.orEmpty())
        throw CloudWatchFaults.validation("Error in expression '${query.id}' [${bad.message}]")
    }

/** Ids begin with a small letter, and none is there twice; each query has a metric or an expression. */
internal fun checkQueries(
    queries: List<MetricDataQuery>,
    name: String,
) {
    queries.forEachIndexed { index, query ->
        val at = "$name.member.${index + 1}"
        if (!ID.matches(query.id)) {
            throw CloudWatchFaults.validation(
                "The value ${query.id} for parameter $at.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.",
            )
        }
        if (query.metricStat == null && query.expression == null) {
            throw CloudWatchFaults.validation("The parameter $at.MetricStat is required.\n")
        }
        if (query.metricStat != null && query.expression != null) {
            throw CloudWatchFaults.validation("Exactly one of $at.MetricStat and $at.Expression must be specified.")
        }
        query.metricStat?.let {
            checkPeriod(it.period)
            if (Statistic.parse(it.stat) == null) {
                throw CloudWatchFaults.validation(
                    "The value ${it.stat} for parameter $at.MetricStat.Stat is not supported."
                )
            }
        }
    }
    val twice = queries.groupBy { it.id }.entries.firstOrNull { it.value.size > 1 }?.key ?: return
    throw CloudWatchFaults.validation("The values for parameter id in $name are not unique: $twice.")
}

private fun resultsOf(
    query: MetricDataQuery,
    all: List<MetricDataQuery>,
    value: Value,
    isAscending: Boolean,
): List<GetMetricDataResponse.MetricDataResult> {
    val series =
        when (value) {
            is Value.Series -> listOf(value)
            is Value.Many -> value.series
            else -> throw CloudWatchFaults.validation("Error in expression '${query.id}' [Unsupported operand type(s)]")
        }
    return series.map { one ->
        val points = if (isAscending) one.points else one.points.descendingMap()
        val label = query.label ?: if (value is Value.Many) one.label ?: query.id else labelOf(query, all)
        GetMetricDataResponse.MetricDataResult(
            query.id,
            label,
            points.keys.map { Instant.fromEpochSeconds(it) },
            points.values.toList(),
        )
    }
}

/** The metric's name; where several have the same, with what tells them apart. */
private fun labelOf(
    query: MetricDataQuery,
    all: List<MetricDataQuery>,
): String {
    val stat = query.metricStat ?: return query.id
    val same = all.mapNotNull { it.metricStat }.filter { it.metric.metricName == stat.metric.metricName }
    fun told(
        value: String,
        of: List<String?>,
    ) = value.takeIf { of.distinct().size > 1 }
    return listOfNotNull(
        stat.metric.metricName,
        told(stat.stat, same.map { it.stat }),
        told("${stat.period}", same.map { "${it.period}" }),
    ).joinToString(" ")
}

private val ID = Regex("[a-z][a-zA-Z0-9_]*")
private const val MINUTE = 60
