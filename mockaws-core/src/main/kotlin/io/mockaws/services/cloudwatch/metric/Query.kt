package io.mockaws.services.cloudwatch.metric

import kotlinx.serialization.Serializable

// What is asked of metrics, as calls give it and alarms keep it.

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Metric.html */
@Serializable
internal data class Metric(
    val namespace: String? = null,
    val metricName: String? = null,
    val dimensions: List<Dimension> = emptyList(),
)

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricStat.html */
@Serializable
internal data class MetricStat(
    val metric: Metric,
    val period: Int,
    val stat: String,
    val unit: String? = null,
)

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html */
@Serializable
internal data class MetricDataQuery(
    val id: String,
    val metricStat: MetricStat? = null,
    val expression: String? = null,
    val label: String? = null,
    val returnData: Boolean? = null,
    val period: Int? = null,
    val accountId: String? = null,
)
