package io.mockaws.services.cloudwatch.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Page
import io.mockaws.kit.Paging
import io.mockaws.services.cloudwatch.metric.CloudWatchFaults
import io.mockaws.services.cloudwatch.metric.Metric
import io.mockaws.services.cloudwatch.state.CloudWatchCall
import io.mockaws.services.cloudwatch.state.METRICS
import io.mockaws.services.cloudwatch.state.seconds
import kotlinx.serialization.Serializable

@Serializable
internal data class ListMetricsRequest(
    val namespace: String? = null,
    val metricName: String? = null,
    val dimensions: List<DimensionFilter>? = null,
    val nextToken: String? = null,
    val recentlyActive: String? = null,
) {
    @Serializable
    data class DimensionFilter(
        val name: String,
        val value: String? = null,
    )
}

@Serializable
internal data class ListMetricsResponse(
    val metrics: List<Metric>,
    val nextToken: String? = null,
)

/**
 * Metrics that got data in the last two weeks, or in three hours.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html
 */
internal fun listMetrics(
    request: ListMetricsRequest,
    call: CloudWatchCall,
): ListMetricsResponse {
    val since = call.seconds() - if (request.recentlyActive == null) TWO_WEEKS else THREE_HOURS
    val found =
        call.state.now[METRICS].values.filter { record ->
            val id = record.id
            record.lastTime >= since &&
                (request.namespace == null || id.namespace == request.namespace) &&
                (request.metricName == null || id.name == request.metricName) &&
                request.dimensions.orEmpty().all { filter ->
                    id.dimensions.any { it.name == filter.name && (filter.value == null || it.value == filter.value) }
                }
        }.map { it.id }.sortedBy { it.key }
    val page = page(found, request.copy(nextToken = null), PAGE, request.nextToken, ::badToken) { it.key }
    return ListMetricsResponse(page.items.map { Metric(it.namespace, it.name, it.dimensions) }, page.nextToken)
}

private fun badToken() = CloudWatchFaults.invalid("Request parameter NextToken is invalid")

/** A page of [all], which [keyOf] tells apart, that [query] has found. */
internal fun <T> page(
    all: List<T>,
    query: Any?,
    limit: Int,
    token: String?,
    badToken: () -> AwsFault = CloudWatchFaults::badToken,
    keyOf: (T) -> String,
): Page<T> = Paging(query, keyOf, badToken).page(all, limit, token)

private const val PAGE = 500
private const val TWO_WEEKS = 14 * 86_400L
private const val THREE_HOURS = 3 * 3600L
