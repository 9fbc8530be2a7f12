package io.mockaws.services.autoscaling.op

import io.mockaws.kit.Members
import io.mockaws.kit.flag
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.autoscaling.group.ACTIVITIES
import io.mockaws.services.autoscaling.group.Activity
import io.mockaws.services.autoscaling.group.AutoScalingCall
import io.mockaws.services.autoscaling.group.CONFIGURATIONS
import io.mockaws.services.autoscaling.group.GROUPS
import io.mockaws.services.autoscaling.group.group
import io.mockaws.services.autoscaling.group.page

internal fun AutoScalingCall.activityOf(id: String): Activity = state.now[ACTIVITIES].getValue(id)

/** What the group [name] did last. */
internal fun AutoScalingCall.latestOf(name: String): Activity? =
    state.now[ACTIVITIES].values.filter { it.group == name }.maxByOrNull { it.number }

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeScalingActivities.html: the latest first. */
internal fun describeScalingActivities(
    request: Members,
    call: AutoScalingCall,
): Members {
    val name = request.text("AutoScalingGroupName")
    val withDeleted = request.flag("IncludeDeletedGroups") == true
    if (name != null && !withDeleted) call.state.now.group(name)
    val ids = request.texts("ActivityIds")
    val found =
        call.state.now[ACTIVITIES].values.filter {
            (name == null || it.group == name) && (ids.isEmpty() || it.id in ids) &&
                (withDeleted || it.group in call.state.now[GROUPS])
        }.sortedByDescending { it.number }
    return page("Activities", found, request, { it.id }) { it.members }
}

internal val PROCESSES: List<String> =
    listOf(
        "AZRebalance",
        "AddToLoadBalancer",
        "AlarmNotification",
        "HealthCheck",
        "InstanceRefresh",
        "Launch",
        "ReplaceUnhealthy",
        "ScheduledActions",
        "Terminate",
    )
internal val METRICS: List<String> =
    listOf(
        "GroupMinSize",
        "GroupMaxSize",
        "GroupDesiredCapacity",
        "GroupInServiceInstances",
        "GroupPendingInstances",
        "GroupStandbyInstances",
        "GroupTerminatingInstances",
        "GroupTotalInstances",
        "GroupInServiceCapacity",
        "GroupPendingCapacity",
        "GroupStandbyCapacity",
        "GroupTerminatingCapacity",
        "GroupTotalCapacity",
    )
private const val MOST_GROUPS = 200
private const val MOST_CONFIGURATIONS = 200

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeScalingProcessTypes.html, and the others that list words */
internal fun typesOf(operation: String): Members? =
    when (operation) {
        "DescribeScalingProcessTypes" -> mapOf("Processes" to PROCESSES.map { mapOf("ProcessName" to it) })

        "DescribeAdjustmentTypes" ->
            mapOf(
                "AdjustmentTypes" to
                    listOf("ChangeInCapacity", "ExactCapacity", "PercentChangeInCapacity").map {
                        mapOf("AdjustmentType" to it)
                    },
            )

        "DescribeAutoScalingNotificationTypes" ->
            mapOf(
                "AutoScalingNotificationTypes" to
                    listOf("LAUNCH", "LAUNCH_ERROR", "TERMINATE", "TERMINATE_ERROR").map {
                        "autoscaling:EC2_INSTANCE_$it"
                    } +
                    "autoscaling:TEST_NOTIFICATION",
            )

        "DescribeLifecycleHookTypes" ->
            mapOf(
                "LifecycleHookTypes" to
                    listOf("autoscaling:EC2_INSTANCE_LAUNCHING", "autoscaling:EC2_INSTANCE_TERMINATING")
            )

        "DescribeMetricCollectionTypes" ->
            mapOf(
                "Metrics" to METRICS.map { mapOf("Metric" to it) },
                "Granularities" to listOf(mapOf("Granularity" to "1Minute")),
            )

        "DescribeTerminationPolicyTypes" ->
            mapOf(
                "TerminationPolicyTypes" to
                    listOf(
                        "AllocationStrategy",
                        "ClosestToNextInstanceHour",
                        "Default",
                        "NewestInstance",
                        "OldestInstance",
                        "OldestLaunchConfiguration",
                        "OldestLaunchTemplate",
                    ),
            )

        else -> null
    }

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAccountLimits.html */
internal fun describeAccountLimits(
    @Suppress("UNUSED_PARAMETER") request: Members,
    call: AutoScalingCall,
): Members =
    mapOf(
        "MaxNumberOfAutoScalingGroups" to MOST_GROUPS,
        "MaxNumberOfLaunchConfigurations" to MOST_CONFIGURATIONS,
        "NumberOfAutoScalingGroups" to call.state.now[GROUPS].size,
        "NumberOfLaunchConfigurations" to call.state.now[CONFIGURATIONS].size,
    )
