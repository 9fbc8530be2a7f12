package io.mockaws.services.cloudwatch.op

import io.mockaws.services.cloudwatch.alarm.Alarm
import io.mockaws.services.cloudwatch.run.alarmName
import io.mockaws.services.cloudwatch.run.childrenOf
import io.mockaws.services.cloudwatch.run.isSuppressed
import io.mockaws.services.cloudwatch.state.ALARMS
import io.mockaws.services.cloudwatch.state.CloudWatchCall
import io.mockaws.services.cloudwatch.state.alarmArn

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
internal fun describeAlarms(
    request: DescribeAlarmsRequest,
    call: CloudWatchCall,
): DescribeAlarmsResponse {
    val alarms = call.state.now[ALARMS]
    val types =
        request.alarmTypes ?: if (request.childrenOfAlarmName == null) listOf(METRIC) else listOf(METRIC, COMPOSITE)
    val related =
        when {
            request.childrenOfAlarmName != null -> alarms[
                alarmName(
                    request.childrenOfAlarmName
                )
            ]?.let(::childrenOf).orEmpty()

            request.parentsOfAlarmName != null ->
                alarms.values.filter { alarmName(request.parentsOfAlarmName) in childrenOf(it) }.map { it.name }

            else -> null
        }
    val found =
        alarms.values.filter { alarm ->
            val isRelated = request.parentsOfAlarmName != null
            (isRelated || (if (alarm.isComposite) COMPOSITE else METRIC) in types) &&
                (request.alarmNames == null || alarm.name in request.alarmNames) &&
                alarm.name.startsWith(request.alarmNamePrefix.orEmpty()) &&
                (related == null || alarm.name in related) &&
                (request.stateValue == null || alarm.state.value == request.stateValue) &&
                (request.actionPrefix == null || actionsOf(alarm).any { it.startsWith(request.actionPrefix) })
        }.sortedWith(compareBy({ it.isComposite }, { it.name }))
    val query = request.copy(maxRecords = null, nextToken = null)
    val page = page(found, query, request.maxRecords ?: PAGE, request.nextToken) { it.name }
    val (composite, metric) = page.items.partition { it.isComposite }
    return DescribeAlarmsResponse(
        composite.map {
            call.compositeOf(it)
        },
        metric.map { call.metricOf(it) },
        page.nextToken
    )
}

private fun actionsOf(alarm: Alarm) = alarm.alarmActions + alarm.okActions + alarm.insufficientDataActions

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmsForMetric.html */
internal fun describeAlarmsForMetric(
    request: DescribeAlarmsForMetricRequest,
    call: CloudWatchCall,
): DescribeAlarmsForMetricResponse {
    val dimensions = request.dimensions.orEmpty().toSet()
    val found =
        call.state.now[ALARMS].values.filter { alarm ->
            val watch = alarm.watch
            watch != null && watch.metricName == request.metricName && watch.namespace == request.namespace &&
                watch.dimensions.toSet() == dimensions &&
                (request.statistic == null || watch.statistic == request.statistic) &&
                (request.extendedStatistic == null || watch.extendedStatistic == request.extendedStatistic) &&
                (request.period == null || watch.period == request.period) &&
                (request.unit == null || watch.unit == request.unit)
        }.sortedBy { it.name }
    return DescribeAlarmsForMetricResponse(found.map { call.metricOf(it) })
}

private fun CloudWatchCall.metricOf(alarm: Alarm): MetricAlarm {
    val watch = checkNotNull(alarm.watch)
    return MetricAlarm(
        alarm.name,
        alarmArn(alarm.name),
        alarm.description,
        alarm.updatedAt,
        alarm.actionsEnabled,
        alarm.okActions,
        alarm.alarmActions,
        alarm.insufficientDataActions,
        alarm.state.value,
        alarm.state.reason,
        alarm.state.reasonData,
        alarm.state.updatedAt,
        watch.metricName,
        watch.namespace,
        watch.statistic,
        watch.extendedStatistic,
        watch.dimensions,
        watch.period,
        watch.unit,
        watch.evaluationPeriods,
        watch.datapointsToAlarm,
        watch.threshold,
        watch.comparison,
        watch.treatMissingData,
        watch.evaluateLowSampleCountPercentile,
        watch.metrics.ifEmpty { null }?.map { if (it.returnData == null) it.copy(returnData = true) else it },
        watch.thresholdMetricId,
        alarm.state.transitionedAt,
    )
}

private fun CloudWatchCall.compositeOf(alarm: Alarm): CompositeAlarm {
    val composite = checkNotNull(alarm.composite)
    return CompositeAlarm(
        alarm.actionsEnabled,
        alarm.alarmActions,
        alarmArn(alarm.name),
        alarm.updatedAt,
        alarm.description,
        alarm.name,
        composite.rule,
        alarm.insufficientDataActions,
        alarm.okActions,
        alarm.state.reason,
        alarm.state.reasonData,
        alarm.state.updatedAt,
        alarm.state.value,
        alarm.state.transitionedAt,
        "Alarm".takeIf { isSuppressed(alarm) },
        composite.suppressor,
        composite.suppressorWait,
        composite.suppressorExtension,
    )
}

private const val METRIC = "MetricAlarm"
private const val COMPOSITE = "CompositeAlarm"
private const val PAGE = 50
