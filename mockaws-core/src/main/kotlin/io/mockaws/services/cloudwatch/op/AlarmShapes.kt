package io.mockaws.services.cloudwatch.op

import io.mockaws.services.cloudwatch.metric.Dimension
import io.mockaws.services.cloudwatch.metric.MetricDataQuery
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class Tag(
    val key: String,
    val value: String,
)

@Serializable
internal data class PutMetricAlarmRequest(
    val alarmName: String,
    val alarmDescription: String? = null,
    val actionsEnabled: Boolean? = null,
    val okActions: List<String>? = null,
    val alarmActions: List<String>? = null,
    val insufficientDataActions: List<String>? = null,
    val metricName: String? = null,
    val namespace: String? = null,
    val statistic: String? = null,
    val extendedStatistic: String? = null,
    val dimensions: List<Dimension>? = null,
    val period: Int? = null,
    val unit: String? = null,
    val evaluationPeriods: Int,
    val datapointsToAlarm: Int? = null,
    val threshold: Double? = null,
    val comparisonOperator: String,
    val treatMissingData: String? = null,
    val evaluateLowSampleCountPercentile: String? = null,
    val metrics: List<MetricDataQuery>? = null,
    val tags: List<Tag>? = null,
    val thresholdMetricId: String? = null,
)

@Serializable
internal data class PutCompositeAlarmRequest(
    val actionsEnabled: Boolean? = null,
    val alarmActions: List<String>? = null,
    val alarmDescription: String? = null,
    val alarmName: String,
    val alarmRule: String,
    val insufficientDataActions: List<String>? = null,
    val okActions: List<String>? = null,
    val tags: List<Tag>? = null,
    val actionsSuppressor: String? = null,
    val actionsSuppressorWaitPeriod: Int? = null,
    val actionsSuppressorExtensionPeriod: Int? = null,
)

@Serializable
internal data class DescribeAlarmsRequest(
    val alarmNames: List<String>? = null,
    val alarmNamePrefix: String? = null,
    val alarmTypes: List<String>? = null,
    val childrenOfAlarmName: String? = null,
    val parentsOfAlarmName: String? = null,
    val stateValue: String? = null,
    val actionPrefix: String? = null,
    val maxRecords: Int? = null,
    val nextToken: String? = null,
)

@Serializable
internal data class DescribeAlarmsResponse(
    val compositeAlarms: List<CompositeAlarm>,
    val metricAlarms: List<MetricAlarm>,
    val nextToken: String? = null,
)

@Serializable
internal data class DescribeAlarmsForMetricRequest(
    val metricName: String,
    val namespace: String,
    val statistic: String? = null,
    val extendedStatistic: String? = null,
    val dimensions: List<Dimension>? = null,
    val period: Int? = null,
    val unit: String? = null,
)

@Serializable
internal data class DescribeAlarmsForMetricResponse(
    val metricAlarms: List<MetricAlarm>,
)

@Serializable
internal data class MetricAlarm(
    val alarmName: String,
    val alarmArn: String,
    val alarmDescription: String? = null,
    val alarmConfigurationUpdatedTimestamp: Instant,
    val actionsEnabled: Boolean,
    val okActions: List<String>,
    val alarmActions: List<String>,
    val insufficientDataActions: List<String>,
    val stateValue: String,
    val stateReason: String,
    val stateReasonData: String? = null,
    val stateUpdatedTimestamp: Instant,
    val metricName: String? = null,
    val namespace: String? = null,
    val statistic: String? = null,
    val extendedStatistic: String? = null,
    val dimensions: List<Dimension>,
    val period: Int? = null,
    val unit: String? = null,
    val evaluationPeriods: Int,
    val datapointsToAlarm: Int? = null,
    val threshold: Double? = null,
    val comparisonOperator: String,
    val treatMissingData: String? = null,
    val evaluateLowSampleCountPercentile: String? = null,
    val metrics: List<MetricDataQuery>? = null,
    val thresholdMetricId: String? = null,
    val stateTransitionedTimestamp: Instant,
)

@Serializable
internal data class CompositeAlarm(
    val actionsEnabled: Boolean,
    val alarmActions: List<String>,
    val alarmArn: String,
    val alarmConfigurationUpdatedTimestamp: Instant,
    val alarmDescription: String? = null,
    val alarmName: String,
    val alarmRule: String,
    val insufficientDataActions: List<String>,
    val okActions: List<String>,
    val stateReason: String,
    val stateReasonData: String? = null,
    val stateUpdatedTimestamp: Instant,
    val stateValue: String,
    val stateTransitionedTimestamp: Instant,
    val actionsSuppressedBy: String? = null,
    val actionsSuppressor: String? = null,
    val actionsSuppressorWaitPeriod: Int? = null,
    val actionsSuppressorExtensionPeriod: Int? = null,
)
