package io.mockaws.services.cloudwatch.op

import io.mockaws.services.cloudwatch.alarm.Alarm
import io.mockaws.services.cloudwatch.alarm.AlarmRule
import io.mockaws.services.cloudwatch.alarm.Composite
import io.mockaws.services.cloudwatch.alarm.Standing
import io.mockaws.services.cloudwatch.alarm.Watch
import io.mockaws.services.cloudwatch.metric.CloudWatchFaults
import io.mockaws.services.cloudwatch.metric.Statistic
import io.mockaws.services.cloudwatch.run.alarmName
import io.mockaws.services.cloudwatch.run.lookAt
import io.mockaws.services.cloudwatch.run.nextLook
import io.mockaws.services.cloudwatch.run.note
import io.mockaws.services.cloudwatch.state.ALARMS
import io.mockaws.services.cloudwatch.state.CloudWatchCall
import io.mockaws.services.cloudwatch.state.TAGS
import io.mockaws.services.cloudwatch.state.Tags
import io.mockaws.services.cloudwatch.state.alarmArn
import kotlinx.serialization.json.put

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
internal fun putMetricAlarm(
    request: PutMetricAlarmRequest,
    call: CloudWatchCall,
) {
    check(request)
    val watch = watchOf(request)
    val alarm =
        Alarm(
            request.alarmName,
            request.alarmDescription,
            request.actionsEnabled ?: true,
            request.okActions.orEmpty(),
            request.alarmActions.orEmpty(),
            request.insufficientDataActions.orEmpty(),
            call.now(),
            Standing.initial(call.now()),
            watch = watch,
            due = nextLook(watch, call.now()),
        )
    call.put(alarm, request.tags)
}

private fun check(request: PutMetricAlarmRequest) {
    val metrics = request.metrics.orEmpty()
    if (metrics.isEmpty()) {
        if (request.metricName == null || request.namespace == null) {
            throw CloudWatchFaults.validation("Parameters MetricName and Namespace, or Metrics, must be specified.")
        }
        if ((request.statistic == null) == (request.extendedStatistic == null)) {
            throw CloudWatchFaults.combination("Exactly one of Statistic and ExtendedStatistic must be specified.")
        }
        if (request.period == null) throw CloudWatchFaults.missing("Period")
    } else {
        if (request.metricName != null) throw CloudWatchFaults.exclusive("MetricName", "Metrics")
        checkQueries(metrics, "Metrics")
        if (metrics.count { it.returnData != false } != 1) {
            throw CloudWatchFaults.validation("Exactly one element of the metrics list should return data.")
        }
    }
    request.period?.let(::checkPeriod)
    if (request.extendedStatistic != null && Statistic.parse(request.extendedStatistic) == null) {
        throw CloudWatchFaults.invalid(
            "The value ${request.extendedStatistic} for parameter ExtendedStatistic is not supported."
        )
    }
    if (request.treatMissingData != null && request.treatMissingData !in TREATMENTS) {
        throw CloudWatchFaults.invalid(
            "The value ${request.treatMissingData} for parameter TreatMissingData is not supported.",
        )
    }
    val option = request.evaluateLowSampleCountPercentile
    if (option != null && option !in OPTIONS) {
        throw CloudWatchFaults.validation(
            "Option $option is not supported. Supported options for parameter EvaluateLowSampleCountPercentile are " +
                "evaluate and ignore.",
        )
    }
    val needed = request.datapointsToAlarm
    if (needed != null && needed > request.evaluationPeriods) {
        throw CloudWatchFaults.validation("DatapointsToAlarm must be less than or equal to EvaluationPeriods.")
    }
    if (request.threshold == null && request.thresholdMetricId == null) throw CloudWatchFaults.missing("Threshold")
}

private fun watchOf(request: PutMetricAlarmRequest) =
    Watch(
        request.metricName,
        request.namespace,
        request.statistic,
        request.extendedStatistic,
        request.dimensions.orEmpty(),
        request.period,
        request.unit,
        request.evaluationPeriods,
        request.datapointsToAlarm,
        request.threshold,
        request.comparisonOperator,
        request.treatMissingData,
        request.evaluateLowSampleCountPercentile,
        request.metrics.orEmpty(),
        request.thresholdMetricId,
    )

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html */
internal fun putCompositeAlarm(
    request: PutCompositeAlarmRequest,
    call: CloudWatchCall,
) {
    val rule =
        AlarmRule.parse(request.alarmRule)
            ?: throw CloudWatchFaults.validation("Could not parse the alarm rule: ${request.alarmRule}")
    val alarms = call.state.now[ALARMS]
    val missing = rule.children.firstOrNull { alarmName(it) !in alarms }
    if (missing != null) {
        throw CloudWatchFaults.validation(
            "Could not save the composite alarm as alarms [$missing] in the alarm rule do not exist"
        )
    }
    val composite =
        Composite(
            request.alarmRule,
            request.actionsSuppressor,
            request.actionsSuppressorWaitPeriod,
            request.actionsSuppressorExtensionPeriod,
        )
    val alarm =
        Alarm(
            request.alarmName,
            request.alarmDescription,
            request.actionsEnabled ?: true,
            request.okActions.orEmpty(),
            request.alarmActions.orEmpty(),
            request.insufficientDataActions.orEmpty(),
            call.now(),
            Standing.initial(call.now()),
            composite = composite,
        )
    call.lookAt(call.put(alarm, request.tags), child = null)
}

/** Keeps [alarm]; one that is there keeps its state and its tags. */
private fun CloudWatchCall.put(
    alarm: Alarm,
    tags: List<Tag>?,
): Alarm {
    val (before, after) =
        state.write {
            val before = this[ALARMS][alarm.name]
            val after = if (before == null) alarm else alarm.copy(state = before.state)
            this[ALARMS, alarm.name] = after
            if (before == null && !tags.isNullOrEmpty()) {
                this[TAGS, alarmArn(alarm.name)] = Tags(tags.associate { it.key to it.value })
            }
            before to after
        }
    val what = if (before == null) "created" else "updated"
    note(after, "ConfigurationUpdate", "Alarm \"${alarm.name}\" $what") {
        put("type", if (before == null) "Create" else "Update")
    }
    return after
}

private val OPTIONS = setOf("evaluate", "ignore")
private val TREATMENTS = setOf("breaching", "notBreaching", "ignore", "missing")
