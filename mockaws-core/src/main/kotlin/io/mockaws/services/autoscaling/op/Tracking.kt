package io.mockaws.services.autoscaling.op

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.Members
import io.mockaws.kit.flag
import io.mockaws.kit.jsonOf
import io.mockaws.kit.members
import io.mockaws.kit.part
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.services.autoscaling.group.AutoScalingCall
import io.mockaws.services.autoscaling.group.Group
import kotlinx.serialization.json.JsonObject
import kotlin.math.ceil

private const val SENDER = "autoscaling.amazonaws.com"
private const val PERIOD = 60

/** How many minutes a metric is too high, or too low, until something is done. */
private const val HIGH_FOR = 3
private const val LOW_FOR = 15

/** A metric is too low below this part of its target. */
private const val LOW_SHARE = 0.9

private val OF_GROUPS =
    mapOf(
        "ASGAverageCPUUtilization" to "CPUUtilization",
        "ASGAverageNetworkIn" to "NetworkIn",
        "ASGAverageNetworkOut" to "NetworkOut",
    )

/** Calls CloudWatch; null where it refuses. */
private fun AutoScalingCall.cloudWatch(
    operation: String,
    input: Members,
): Members? =
    try {
        serviceCall("cloudwatch", operation, jsonOf(input) as JsonObject, SENDER)
    } catch (_: AwsFault) {
        null
    }

/** The alarms of CloudWatch that execute the policy at [arn], as policies show them. */
internal fun AutoScalingCall.alarmsOf(arn: String): List<Members> =
    cloudWatch("DescribeAlarms", mapOf("ActionPrefix" to arn))?.parts("MetricAlarms").orEmpty()
        .map { mapOf("AlarmName" to it["AlarmName"], "AlarmARN" to it["AlarmArn"]) }

/** The alarms that Auto Scaling itself keeps for the policy at [arn]. */
private fun AutoScalingCall.ownAlarms(arn: String): List<String> =
    alarmsOf(arn).mapNotNull { it.text("AlarmName") }.filter { it.startsWith("TargetTracking-") }

/** Deletes the alarms that Auto Scaling itself keeps for the policy at [policyArn]. */
internal fun AutoScalingCall.forget(policyArn: String) = forget(ownAlarms(policyArn))

private fun AutoScalingCall.forget(names: List<String>) {
    if (names.isNotEmpty()) cloudWatch("DeleteAlarms", mapOf("AlarmNames" to names))
}

/**
 * Has CloudWatch watch the metric that the policy at [arn] keeps at its target, as [configuration] says.
 *
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html
 */
internal fun AutoScalingCall.track(
    group: Group,
    arn: String,
    configuration: Members,
) {
    val metric = metricOf(group, configuration)
    val target = target(configuration)
    if (metric == null || target == null) return forget(arn)
    val known = ownAlarms(arn)

    fun put(
        side: String,
        more: Members,
    ) {
        val name = known.find { "-Alarm$side-" in it } ?: "TargetTracking-${group.name}-Alarm$side-${ids.uuid()}"
        val own = mapOf("AlarmName" to name, "AlarmActions" to listOf(arn), "Period" to PERIOD)
        cloudWatch("PutMetricAlarm", metric + own + more)
    }
    put(
        "High",
        mapOf(
            "ComparisonOperator" to "GreaterThanThreshold",
            "Threshold" to target,
            "EvaluationPeriods" to HIGH_FOR,
        ),
    )
    if (configuration.flag("DisableScaleIn") == true) return forget(known.filter { "-AlarmLow-" in it })
    put(
        "Low",
        mapOf(
            "ComparisonOperator" to "LessThanThreshold",
            "Threshold" to target * LOW_SHARE,
            "EvaluationPeriods" to LOW_FOR,
        ),
    )
}

private fun target(configuration: Members): Double? = (configuration["TargetValue"] as? Number)?.toDouble()

/** The metric as PutMetricAlarm has it; null where it is computed of others, which no alarm is made for. */
private fun metricOf(
    group: Group,
    configuration: Members,
): Members? {
    configuration.part("CustomizedMetricSpecification")?.let { own ->
        if (own.text("MetricName") == null) return null
        return own.filter { (member, value) -> member in OF_ALARMS && value != null }
    }
    val predefined = configuration.part("PredefinedMetricSpecification") ?: return null
    val type = predefined.text("PredefinedMetricType")
    if (type == "ALBRequestCountPerTarget") {
        val label = predefined.text("ResourceLabel").orEmpty()
        val targets = "targetgroup/" + label.substringAfter("/targetgroup/")
        return metric("AWS/ApplicationELB", "RequestCountPerTarget", "Sum", "TargetGroup" to targets)
    }
    return OF_GROUPS[type]?.let { metric("AWS/EC2", it, "Average", "AutoScalingGroupName" to group.name) }
}

private val OF_ALARMS = setOf("MetricName", "Namespace", "Dimensions", "Statistic", "Unit")

private fun metric(
    namespace: String,
    name: String,
    statistic: String,
    dimension: Pair<String, String>,
): Members =
    members(
        "Namespace" to namespace,
        "MetricName" to name,
        "Statistic" to statistic,
        "Dimensions" to listOf(mapOf("Name" to dimension.first, "Value" to dimension.second)),
    )

/** What [group] has to have for its metric, which is [value], to come to its target. */
internal fun tracked(
    group: Group,
    configuration: Members,
    value: Double,
): Int {
    val target = target(configuration) ?: return group.desired
    val needed = ceil(group.desired * value / target).toInt()
    return if (configuration.flag("DisableScaleIn") == true) maxOf(needed, group.desired) else needed
}
