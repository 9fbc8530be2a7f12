package io.mockaws.services.logs.op

import io.mockaws.services.logs.group.LogsFaults
import io.mockaws.services.logs.group.LogsLimits
import io.mockaws.services.logs.group.MetricFilter
import io.mockaws.services.logs.pattern.FilterPattern
import io.mockaws.services.logs.state.GROUPS
import io.mockaws.services.logs.state.LogsCall
import io.mockaws.services.logs.state.changeGroup
import io.mockaws.services.logs.state.group
import io.mockaws.services.logs.state.millis
import kotlinx.serialization.Serializable

@Serializable
internal data class MetricTransformation(
    val metricName: String,
    val metricNamespace: String,
    val metricValue: String,
    val defaultValue: Double? = null,
    val dimensions: Map<String, String>? = null,
    val unit: String? = null,
)

@Serializable
internal data class PutMetricFilterRequest(
    val logGroupName: String,
    val filterName: String,
    val filterPattern: String,
    val metricTransformations: List<MetricTransformation>,
    val applyOnTransformedLogs: Boolean? = null,
    val fieldSelectionCriteria: String? = null,
    val emitSystemFieldDimensions: List<String>? = null,
)

@Serializable
internal data class FilterRequest(
    val logGroupName: String,
    val filterName: String,
)

@Serializable
internal data class DescribeMetricFiltersRequest(
    val logGroupName: String? = null,
    val filterNamePrefix: String? = null,
    val nextToken: String? = null,
    val limit: Int? = null,
    val metricName: String? = null,
    val metricNamespace: String? = null,
)

@Serializable
internal data class DescribeMetricFiltersResponse(
    val metricFilters: List<ShownFilter>,
    val nextToken: String? = null,
) {
    @Serializable
    data class ShownFilter(
        val filterName: String,
        val filterPattern: String,
        val metricTransformations: List<MetricTransformation>,
        val creationTime: Long,
        val logGroupName: String,
        val applyOnTransformedLogs: Boolean,
        val fieldSelectionCriteria: String? = null,
        val emitSystemFieldDimensions: List<String>? = null,
    )
}

@Serializable
internal data class TestMetricFilterRequest(
    val filterPattern: String,
    val logEventMessages: List<String>,
)

@Serializable
internal data class TestMetricFilterResponse(
    val matches: List<Match>,
) {
    @Serializable
    data class Match(
        val eventNumber: Long,
        val eventMessage: String,
        val extractedValues: Map<String, String>,
    )
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
internal fun putMetricFilter(
    request: PutMetricFilterRequest,
    call: LogsCall,
) {
    if (FilterPattern.parse(request.filterPattern) == null) throw LogsFaults.badPattern()
    val transformation = request.metricTransformations.single()
    if (transformation.defaultValue != null && !transformation.dimensions.isNullOrEmpty()) {
        throw LogsFaults.dimensionsOrDefault()
    }
    val value = transformation.metricValue
    if (!value.startsWith("$") && value.toDoubleOrNull() == null) throw LogsFaults.badMetricValue()
    val filter =
        MetricFilter(
            request.filterName,
            request.filterPattern,
            call.millis(),
            kept(transformation),
            request.applyOnTransformedLogs == true,
            request.fieldSelectionCriteria,
            request.emitSystemFieldDimensions,
        )
    call.changeGroup(request.logGroupName) { group ->
        val filters = group.metricFilters + (filter.name to filter)
        if (filters.size > LogsLimits.METRIC_FILTERS) throw LogsFaults.tooMany()
        group.copy(metricFilters = filters)
    }
}

private fun kept(transformation: MetricTransformation) =
    io.mockaws.services.logs.group.MetricTransformation(
        transformation.metricName,
        transformation.metricNamespace,
        transformation.metricValue,
        transformation.defaultValue,
        transformation.dimensions,
        transformation.unit,
    )

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteMetricFilter.html */
internal fun deleteMetricFilter(
    request: FilterRequest,
    call: LogsCall,
) {
    call.changeGroup(request.logGroupName) { group ->
        if (request.filterName !in group.metricFilters) throw LogsFaults.noMetricFilter()
        group.copy(metricFilters = group.metricFilters - request.filterName)
    }
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeMetricFilters.html */
internal fun describeMetricFilters(
    request: DescribeMetricFiltersRequest,
    call: LogsCall,
): DescribeMetricFiltersResponse {
    val groups =
        if (request.logGroupName == null) {
            call.state.now[GROUPS].values.sortedBy { it.name }
        } else {
            listOf(call.group(request.logGroupName))
        }
    val found =
        groups.flatMap { group -> group.metricFilters.values.map { group.name to it } }.filter { (_, filter) ->
            val metric = filter.transformation
            filter.name.startsWith(request.filterNamePrefix.orEmpty()) &&
                (request.metricName == null || metric.metricName == request.metricName) &&
                (request.metricNamespace == null || metric.metricNamespace == request.metricNamespace)
        }.sortedWith(compareBy({ it.second.name }, { it.first }))
    val query = request.copy(nextToken = null, limit = null)
    val page = page(found, query, request.limit, request.nextToken) { (group, filter) -> "${filter.name}:$group" }
    return DescribeMetricFiltersResponse(page.items.map { (group, filter) -> shown(group, filter) }, page.nextToken)
}

private fun shown(
    group: String,
    filter: MetricFilter,
): DescribeMetricFiltersResponse.ShownFilter {
    val metric = filter.transformation
    return DescribeMetricFiltersResponse.ShownFilter(
        filter.name,
        filter.pattern,
        listOf(
            MetricTransformation(
                metric.metricName,
                metric.metricNamespace,
                metric.metricValue,
                metric.defaultValue,
                metric.dimensions,
                metric.unit,
            ),
        ),
        filter.createdAt,
        group,
        filter.applyOnTransformedLogs,
        filter.fieldSelectionCriteria,
        filter.emitSystemFieldDimensions,
    )
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TestMetricFilter.html */
@Suppress("UNUSED_PARAMETER")
internal fun testMetricFilter(
    request: TestMetricFilterRequest,
    call: LogsCall,
): TestMetricFilterResponse {
    val pattern = FilterPattern.parse(request.filterPattern) ?: throw LogsFaults.badPattern()
    val matches =
        request.logEventMessages.mapIndexedNotNull { index, message ->
            pattern.match(message)?.let { TestMetricFilterResponse.Match(index + 1L, message, it) }
        }
    return TestMetricFilterResponse(matches)
}
